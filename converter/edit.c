// SPDX-License-Identifier: GPL-2.0
#include "edit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void edits_add(struct edits *e, size_t offset, size_t length, const char *text)
{
	GROW(e->v, e->nr);
	e->v[e->nr++] = (struct edit){ offset, length, xstrdup(text) };
}

/*
 * A stable insertion sort: there are a few dozen edits per file. An insertion
 * goes before a replacement that starts at the same offset.
 */
static bool edit_before(const struct edit *a, const struct edit *b)
{
	if (a->offset != b->offset)
		return a->offset < b->offset;
	return !a->length && b->length;
}

static void edits_sort(struct edits *e)
{
	for (size_t i = 1; i < e->nr; i++) {
		struct edit x = e->v[i];
		size_t j = i;

		for (; j && edit_before(&x, &e->v[j - 1]); j--)
			e->v[j] = e->v[j - 1];
		e->v[j] = x;
	}
}

static bool is_deletion(const struct edit *e)
{
	return e->length && !*e->text;
}

bool edits_deletes(const struct edits *e, size_t offset)
{
	for (size_t i = 0; i < e->nr; i++)
		if (is_deletion(&e->v[i]) && offset >= e->v[i].offset &&
		    offset - e->v[i].offset < e->v[i].length)
			return true;
	return false;
}

bool edits_covers(const struct edits *e, size_t offset)
{
	for (size_t i = 0; i < e->nr; i++)
		if (offset >= e->v[i].offset && offset - e->v[i].offset < e->v[i].length)
			return true;
	return false;
}

bool edits_inserts(const struct edits *e, size_t offset)
{
	for (size_t i = 0; i < e->nr; i++)
		if (e->v[i].offset == offset && !e->v[i].length)
			return true;
	return false;
}

void edits_drop(struct edits *e, size_t begin, size_t end)
{
	size_t kept = 0;

	for (size_t i = 0; i < e->nr; i++) {
		if (e->v[i].offset >= begin && e->v[i].offset < end)
			free(e->v[i].text);
		else
			e->v[kept++] = e->v[i];
	}
	e->nr = kept;
}

/* Cuts what deletions before have taken out already. */
static void edits_merge(struct edits *e)
{
	size_t end = 0;

	for (size_t i = 0; i < e->nr; i++) {
		struct edit *x = &e->v[i];

		if (!is_deletion(x))
			continue;
		if (x->offset < end) {
			size_t gone = end - x->offset;

			x->length = gone < x->length ? x->length - gone : 0;
			x->offset = end;
		}
		end = x->offset + x->length;
	}
}

static bool edits_valid(const struct edits *e, size_t len)
{
	size_t end = 0;

	for (size_t i = 0; i < e->nr; i++) {
		const struct edit *x = &e->v[i];

		if (x->offset < end || x->offset > len || x->length > len - x->offset)
			return false;
		end = x->offset + x->length;
	}
	return true;
}

static bool uses_crlf(const char *text, size_t len)
{
	const char *nl = memchr(text, '\n', len);

	return nl && nl > text && nl[-1] == '\r';
}

static void add_lines(struct buf *out, const char *text, bool crlf)
{
	for (; *text; text++) {
		if (crlf && *text == '\n' && (!out->len || out->text[out->len - 1] != '\r'))
			buf_putc(out, '\r');
		buf_putc(out, *text);
	}
}

int edits_apply(struct edits *e, const char *text, size_t len, struct buf *out)
{
	bool crlf = uses_crlf(text, len);
	size_t pos = 0;

	edits_sort(e);
	edits_merge(e);
	if (!edits_valid(e, len))
		return -EINVAL;

	for (size_t i = 0; i < e->nr; i++) {
		buf_add(out, text + pos, e->v[i].offset - pos);
		add_lines(out, e->v[i].text, crlf);
		pos = e->v[i].offset + e->v[i].length;
	}
	buf_add(out, text + pos, len - pos);
	return 0;
}

size_t edits_origin(const struct edits *e, size_t offset)
{
	size_t pos = 0, old = 0;	/* how far both texts are the same */

	for (size_t i = 0; i < e->nr; i++) {
		const struct edit *x = &e->v[i];
		size_t same = x->offset - old;

		if (offset < pos + same)
			break;
		pos += same;
		if (offset < pos + strlen(x->text))
			return x->offset;
		pos += strlen(x->text);
		old = x->offset + x->length;
	}
	return old + offset - pos;
}

void edits_release(struct edits *e)
{
	for (size_t i = 0; i < e->nr; i++)
		free(e->v[i].text);
	free(e->v);
	*e = (struct edits){ 0 };
}
