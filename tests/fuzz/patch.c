// SPDX-License-Identifier: GPL-2.0
/* Patches: a view put back unchanged changes nothing, a changed one makes a patch with it. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "patch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The added lines of a view, each in front of a line of choice left out or preceded by one. */
static void change_view(const struct buf *view, uint8_t choice, struct buf *out, struct buf *added)
{
	const char *line = view->text, *end = view->text + view->len;

	for (; line < end; choice = choice * 5 + 3) {
		const char *nl = memchr(line, '\n', end - line);
		size_t len = nl ? (size_t)(nl + 1 - line) : (size_t)(end - line);

		if (memchr(line, '\f', len)) {
			buf_add(out, line, len);
		} else if (choice < 170) {
			if (choice < 85)
				buf_puts(added, "int new;\n");
			buf_add(added, line, len);
			if (choice < 85)
				buf_puts(out, "int new;\n");
			buf_add(out, line, len);
		}
		line += len;
	}
}

static void added_lines(const struct patch *p, struct buf *added)
{
	for (size_t i = 0; i < p->nr_lines; i++)
		if (p->lines[i].kind == '+')
			buf_add(added, p->lines[i].text + 1, p->lines[i].len - 1);
}

static void check_changed(const struct patch *p, const struct buf *view, uint8_t choice)
{
	struct buf changed = BUF_INIT, added = BUF_INIT, out = BUF_INIT, found = BUF_INIT;
	struct patch again;

	change_view(view, choice, &changed, &added);
	assert(!patch_rewrite(p, PATCH_ALL_FILES, PATCH_LINES, &changed, &out));
	assert(!patch_parse(&again, out.text, out.len));
	added_lines(&again, &found);
	assert(found.len == added.len && !memcmp(found.text, added.text, added.len));
	patch_release(&again);
	buf_release(&changed);
	buf_release(&added);
	buf_release(&out);
	buf_release(&found);
}

static void check_unchanged(const struct patch *p, size_t file, enum patch_view what,
			    const char *text, size_t len)
{
	struct buf view = BUF_INIT, out = BUF_INIT;

	patch_view(p, file, what, &view);
	assert(!patch_rewrite(p, file, what, &view, &out));
	assert(out.len == len && !memcmp(out.text, text, len));
	if (file == PATCH_ALL_FILES && what == PATCH_LINES)
		check_changed(p, &view, text[len - 1]);
	buf_release(&view);
	buf_release(&out);
}

static void check_views(const struct patch *p, const struct buf *text)
{
	/* What has such bytes is looked at, but not changed. */
	if (!text->len || memchr(text->text, '\0', text->len) ||
	    memchr(text->text, '\f', text->len))
		return;
	for (size_t file = 0; file < p->nr_files; file++) {
		check_unchanged(p, file, PATCH_LINES, text->text, text->len);
		check_unchanged(p, file, PATCH_DECLARATIONS, text->text, text->len);
	}
	check_unchanged(p, PATCH_ALL_FILES, PATCH_LINES, text->text, text->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = BUF_INIT, view = BUF_INIT;
	struct patch p;

	buf_add(&text, data, size);
	if (!patch_parse(&p, text.text, size)) {
		patch_view(&p, PATCH_ALL_FILES, PATCH_DECLARATIONS, &view);
		check_views(&p, &text);
	}
	patch_release(&p);
	buf_release(&text);
	buf_release(&view);
	return 0;
}
