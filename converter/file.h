/* SPDX-License-Identifier: GPL-2.0 */
/* Writing files whole or not at all. */
#ifndef FILE_H
#define FILE_H

#include <stddef.h>

/*
 * Replaces a file's content through a temporary file beside it, fsync and
 * rename. The mode of a file that exists is kept; a symbolic link stays one.
 * Returns 0 or a negative errno; then the file is as it was.
 */
int file_replace(const char *path, const char *text, size_t len);

/* Makes the folders above path that are missing. Returns 0 or a negative errno. */
int make_parents(const char *path);

#endif
