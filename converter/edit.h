/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Changes of a text, as (offset, length, text) against the original bytes.
 * Collected in any order, checked and applied once. Nothing here knows what
 * the text is.
 */
#ifndef EDIT_H
#define EDIT_H

#include "buf.h"

struct edit {
	size_t offset, length;
	char *text;
};

struct edits {
	struct edit *v;
	size_t nr;
};

/* Is the byte at offset taken out by an edit so far? */
bool edits_deletes(const struct edits *e, size_t offset);

/* Does an edit take out or replace the byte at offset so far? */
bool edits_covers(const struct edits *e, size_t offset);

/* Is anything inserted at offset so far? */
bool edits_inserts(const struct edits *e, size_t offset);

/* Takes back the edits that begin in [begin, end). */
void edits_drop(struct edits *e, size_t begin, size_t end);

/* Takes a copy of text. Insertions at one offset keep the order of the calls. */
void edits_add(struct edits *e, size_t offset, size_t length, const char *text);

/*
 * Appends the edited text to out. A text that uses CRLF gets CRLF in what is
 * inserted. Deletions may overlap each other: they are one. Returns 0, or
 * -EINVAL, with out untouched, if any other edit overlaps one, or an edit lies
 * outside of the text. Afterwards the edits are sorted.
 */
int edits_apply(struct edits *e, const char *text, size_t len, struct buf *out);

/* After edits_apply(): the offset in the original text that one in the new text comes from. */
size_t edits_origin(const struct edits *e, size_t offset);

void edits_release(struct edits *e);

#endif
