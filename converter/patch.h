/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Unified diffs: what they add to a file, as a text to look at and change, and
 * the diff with the changed text in it. Nothing here knows livepatches.
 */
#ifndef PATCH_H
#define PATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

/* A line of the diff; nothing is copied. */
struct patch_line {
	const char *text;	/* its newline included */
	size_t len;
	char kind;		/* of lines of hunks: '@', '+', '-', ' ' or '\\'; 0: any other */
	size_t file;		/* of lines of hunks: the one that they change */
};

struct patch {
	struct patch_line *lines;
	size_t nr_lines;
	char **files;		/* their names, without the first folder */
	size_t nr_files;
};

enum patch_view {
	PATCH_LINES,		/* all added lines */
	PATCH_DECLARATIONS,	/* added functions, declarations and directives, as far as they are whole */
};

#define PATCH_ALL_FILES ((size_t)-1)

/*
 * Reads a diff, or several with any text between them, which must outlive the
 * patch. Returns 0, or the number of a line that is not as its hunk says.
 */
size_t patch_parse(struct patch *p, const char *text, size_t len);
void patch_release(struct patch *p);

/* Does a line look added, but is in no hunk: of a combined diff, or a broken one? */
bool patch_is_stray(const struct patch_line *l);

/*
 * Appends what the patch adds to a file. The view has a line for each line of
 * the patch: an added one without the +, all others end with a form feed, and
 * have nothing in front of it unless they are inside of a declaration.
 */
void patch_view(const struct patch *p, size_t file, enum patch_view what, struct buf *out);

/*
 * Appends the patch with a changed view in it: lines without form feed are what
 * it adds, hunk headers follow. Returns 0, or -EINVAL, with out untouched, if
 * other lines are not what they were.
 */
int patch_rewrite(const struct patch *p, size_t file, enum patch_view what,
		  const struct buf *view, struct buf *out);

#endif
