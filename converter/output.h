/* SPDX-License-Identifier: GPL-2.0 */
/* Where converted files go: in place, or into a copy of the tree. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "convert.h"

/* Appends a diff of a file that git apply takes. Returns 0 or -ENOMEM. */
int add_diff(struct buf *out, const struct result_file *f);

/*
 * Writes a changed file in place. backup: suffix of a copy to keep, or NULL.
 * Returns 0 or a negative errno, then the file is as it was; -ESTALE: it is no
 * longer what was read.
 */
int write_in_place(const struct result_file *f, const char *backup);

/*
 * Has the file content that git can't bring back: changes, or is it not in the
 * index at all? Outside of a repository: no. If git can't tell: yes.
 */
bool has_uncommitted_changes(const char *path);

/* Would a copy below folder be the file itself? */
bool is_below_itself(const char *folder, const struct input *in);

/* Copies a file of the tree below folder, with its mode. Returns 0 or a negative errno. */
int copy_below(const char *folder, const struct input *in);

/* Writes a changed file below folder. Returns 0 or a negative errno. */
int write_below(const char *folder, const struct result_file *f);

#endif
