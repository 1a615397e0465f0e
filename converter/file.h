/* SPDX-License-Identifier: GPL-2.0 */
/* Writing files whole or not at all. */
#ifndef FILE_H
#define FILE_H

#include <stdbool.h>
#include <stdio.h>

/*
 * A file's new content, in a temporary file beside it until file_end(), which
 * does fsync and rename. The mode of a file that exists is kept; a symbolic link
 * stays one. What is no regular file is written to at once.
 */
struct new_file {
	FILE *file;
	char *target, *tmp;
};

/* Returns 0 or a negative errno. */
int file_begin(struct new_file *f, const char *path);

/* Returns 0 or a negative errno; then, or without keep, the file is as it was. */
int file_end(struct new_file *f, bool keep);

/* Does all of this for a text. Returns 0 or a negative errno. */
int file_replace(const char *path, const char *text, size_t len);

/* Makes the folders above path that are missing. Returns 0 or a negative errno. */
int make_parents(const char *path);

#endif
