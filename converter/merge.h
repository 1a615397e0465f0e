/* SPDX-License-Identifier: GPL-2.0 */
/* One report from those of the shards: the one that a single run would have written. */
#ifndef MERGE_H
#define MERGE_H

#include "options.h"

/* Returns the exit status. */
int merge(const struct options *o);

#endif
