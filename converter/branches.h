/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Code that an #if switches off is read once more with the condition turned. Both
 * readings must agree about the text that they share.
 */
#ifndef BRANCHES_H
#define BRANCHES_H

#include "job.h"

/*
 * The text with the branches that an offset is in switched on, and those in front
 * of them off: nothing else moves. For free().
 */
char *switch_on(const struct source *s, size_t offset);

/*
 * Takes over what another reading has found and edits. Returns false, with nothing
 * changed, if the two don't agree.
 */
bool join_reading(struct job *job, const struct job *other);

#endif
