// SPDX-License-Identifier: GPL-2.0
/*
 * The lexer on any bytes, and the edit engine with any edits of them, beside a
 * model that says directly what each byte and each gap between two becomes.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "lex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_blank(const char *text, size_t begin, size_t end)
{
	for (; begin < end; begin++)
		assert(text[begin] && strchr(" \t\r\n\v\f\\", text[begin]));
}

/* Tokens lie in the text, in order, and what is between them is blank. */
static void check_lexer(const char *text, size_t len)
{
	struct tokens ts = { 0 };
	unsigned int features = 0;
	size_t pos = 0;

	lex(&ts, text, len);
	for (size_t i = 0; i < ts.nr; i++) {
		const struct token *t = &ts.v[i];

		assert(t->length && t->offset >= pos && t->offset <= len);
		assert(t->length <= len - t->offset);
		assert(tokens_find(&ts, t->offset) == i);
		check_blank(text, pos, t->offset);
		features |= api_feature(&ts, i, text);
		pos = t->offset + t->length;
	}
	check_blank(text, pos, len);
	assert(!features || api_maybe(text, len));
	lacks_info(&ts, text);
	tokens_release(&ts);
}

static bool is_deletion(const struct edit *e)
{
	return e->length && !*e->text;
}

/* Does b begin inside of what a replaces? */
static bool begins_in(const struct edit *a, const struct edit *b)
{
	return b->offset < a->offset + a->length &&
	       (b->offset > a->offset || (b->offset == a->offset && b->length));
}

static bool must_refuse(const struct edits *e, size_t len)
{
	for (size_t i = 0; i < e->nr; i++) {
		const struct edit *a = &e->v[i];

		if (a->offset + a->length > len)
			return true;
		for (size_t k = 0; k < e->nr; k++)
			if (k != i && begins_in(a, &e->v[k]) &&
			    !(is_deletion(a) && is_deletion(&e->v[k])))
				return true;
	}
	return false;
}

static bool is_gone(const struct edits *e, size_t offset)
{
	for (size_t i = 0; i < e->nr; i++)
		if (offset >= e->v[i].offset && offset < e->v[i].offset + e->v[i].length)
			return true;
	return false;
}

static void model(const struct edits *e, const char *text, size_t len, struct buf *out)
{
	for (size_t offset = 0; offset <= len; offset++) {
		for (size_t i = 0; i < e->nr; i++)
			if (e->v[i].offset == offset && !e->v[i].length)
				buf_puts(out, e->v[i].text);
		for (size_t i = 0; i < e->nr; i++)
			if (e->v[i].offset == offset && e->v[i].length)
				buf_puts(out, e->v[i].text);
		if (offset < len && !is_gone(e, offset))
			buf_putc(out, text[offset]);
	}
}

/* The end of the text also says what to change. */
static void choose_edits(struct edits *e, const uint8_t *text, size_t len)
{
	static const char *const texts[] = { "", "", "x", "klp_state" };

	for (size_t i = len; i >= 2 && len - i < 12; i -= 2)
		edits_add(e, text[i - 1] % (len + 2), text[i - 2] % 8,
			  texts[text[i - 2] / 64]);
}

static void check_edits(const char *text, size_t len)
{
	struct buf out = BUF_INIT, expected = BUF_INIT;
	struct edits e = { 0 };
	size_t origin = 0;
	bool refused;

	choose_edits(&e, (const uint8_t *)text, len);
	refused = must_refuse(&e, len);
	model(&e, text, len, &expected);
	assert(refused == !!edits_apply(&e, text, len, &out));
	assert(refused ? !out.len : out.len == expected.len);
	assert(refused || !memcmp(out.text, expected.text, out.len));
	for (size_t i = 0; i <= out.len && !refused; i++) {
		assert(edits_origin(&e, i) >= origin);
		origin = edits_origin(&e, i);
		assert(origin <= len);
	}
	buf_release(&expected);
	buf_release(&out);
	edits_release(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_lexer((const char *)data, size);
	check_edits((const char *)data, size);
	return 0;
}
