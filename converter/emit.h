/* SPDX-License-Identifier: GPL-2.0 */
/* What becomes of converted files: a diff, in place, or a copy of the tree. */
#ifndef EMIT_H
#define EMIT_H

#include "run.h"

/* Is the folder of -o the one that is read? */
bool output_is_input(const struct run *run);

/* Makes the copy of the tree for -o. Returns whether livepatches may be emitted. */
bool emit_begin(struct run *run);

/* Returns whether the changed files of a livepatch are all written. */
bool emit(struct run *run, const struct result *r, const struct buf *diff);

/* The diff of a livepatch; a failure is reported. */
void make_diff(struct run *run, const struct result *r, struct buf *diff);

#endif
