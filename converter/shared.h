/* SPDX-License-Identifier: GPL-2.0 */
/* The callbacks of a livepatch of several files whose tables are in another file. */
#ifndef SHARED_H
#define SHARED_H

#include "convert.h"

/* Looks at all files; what can't be read adds nothing. list must be SHARED_INIT before. */
void find_shared(struct shared_list *list, const struct result_file *files, size_t nr);
void shared_release(struct shared_list *list);

#endif
