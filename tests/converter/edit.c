// SPDX-License-Identifier: GPL-2.0
/* The edit engine and the lexer: by example, and with random input. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "edit.h"
#include "lex.h"

#define MAX_TEXT	64

/* Every run sees the same numbers: a failure can be repeated. */
static uint32_t seed;

static unsigned int random_below(unsigned int n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

static void assert_text(const struct buf *b, const char *text)
{
	assert_int_equal(b->len, strlen(text));
	assert_memory_equal(b->text, text, b->len + 1);
}

static void check_edits(struct edits *e, const char *old, const char *new)
{
	struct buf out = BUF_INIT;

	assert_int_equal(edits_apply(e, old, strlen(old), &out), 0);
	assert_text(&out, new);
	buf_release(&out);
	edits_release(e);
}

static void check_refused(struct edits *e, const char *old)
{
	struct buf out = BUF_INIT;

	buf_puts(&out, "as it was");
	assert_int_equal(edits_apply(e, old, strlen(old), &out), -EINVAL);
	assert_text(&out, "as it was");
	buf_release(&out);
	edits_release(e);
}

static void test_order(void **state)
{
	struct edits e = { 0 };

	edits_add(&e, 6, 5, "kernel");
	edits_add(&e, 0, 5, "goodbye");
	check_edits(&e, "hello world", "goodbye kernel");
}

static void test_no_edits(void **state)
{
	struct edits e = { 0 };

	check_edits(&e, "", "");
	check_edits(&e, "text", "text");
}

static void test_insertions_at_one_place(void **state)
{
	struct edits e = { 0 };

	edits_add(&e, 1, 1, "X");
	edits_add(&e, 1, 0, "1");
	edits_add(&e, 1, 0, "2");
	edits_add(&e, 3, 0, "end");
	check_edits(&e, "abc", "a12Xcend");
}

static void test_deletions_overlap(void **state)
{
	struct edits e = { 0 };

	edits_add(&e, 1, 3, "");
	edits_add(&e, 2, 4, "");
	edits_add(&e, 2, 1, "");
	check_edits(&e, "abcdefgh", "agh");
}

static void test_refused(void **state)
{
	struct edits e = { 0 };

	edits_add(&e, 1, 3, "x");
	edits_add(&e, 3, 2, "y");
	check_refused(&e, "abcdefgh");

	edits_add(&e, 1, 3, "");
	edits_add(&e, 2, 1, "y");
	check_refused(&e, "abcdefgh");

	edits_add(&e, 1, 3, "");
	edits_add(&e, 2, 0, "y");
	check_refused(&e, "abcdefgh");

	edits_add(&e, 9, 0, "behind the end");
	check_refused(&e, "abcdefgh");

	edits_add(&e, 7, 2, "");
	check_refused(&e, "abcdefgh");

	edits_add(&e, 7, SIZE_MAX, "");
	check_refused(&e, "abcdefgh");
}

static void test_line_ends(void **state)
{
	struct edits e = { 0 };

	edits_add(&e, 3, 0, "x\ny\r\n");
	check_edits(&e, "a\r\nb\r\n", "a\r\nx\r\ny\r\nb\r\n");
	edits_add(&e, 2, 0, "x\n");
	check_edits(&e, "a\nb\r\n", "a\nx\nb\r\n");
}

static void test_edits_delete(void **state)
{
	struct edits e = { 0 };

	edits_add(&e, 2, 2, "");
	edits_add(&e, 6, 1, "x");
	assert_false(edits_deletes(&e, 1));
	assert_true(edits_deletes(&e, 2));
	assert_true(edits_deletes(&e, 3));
	assert_false(edits_deletes(&e, 4));
	assert_false(edits_deletes(&e, 6));
	edits_release(&e);
}

/*
 * The model: what each byte of the text and each gap before it becomes. What
 * the engine takes in any order, the model says directly.
 */
struct model {
	char text[MAX_TEXT];
	size_t len;
	bool gone[MAX_TEXT];
	struct buf before[MAX_TEXT + 1];	/* insertions, then a replacement */
};

static void model_init(struct model *m)
{
	*m = (struct model){ .len = random_below(MAX_TEXT) };
	for (size_t i = 0; i < m->len; i++)
		m->text[i] = 'a' + random_below(26);
	for (size_t i = 0; i <= m->len; i++)
		m->before[i] = (struct buf)BUF_INIT;
}

static void model_result(struct model *m, struct buf *out)
{
	for (size_t i = 0; i <= m->len; i++) {
		buf_add(out, m->before[i].text, m->before[i].len);
		buf_release(&m->before[i]);
		if (i < m->len && !m->gone[i])
			buf_putc(out, m->text[i]);
	}
}

static const char *random_text(void)
{
	static char text[8];
	unsigned int len = random_below(sizeof(text));

	for (unsigned int i = 0; i < len; i++)
		text[i] = 'A' + random_below(26);
	text[len] = '\0';
	return text;
}

/* Fills the model with edits that don't touch, and the list in another order. */
static size_t model_edits(struct model *m, struct edit *v)
{
	size_t nr = 0, pos = 0;

	for (;;) {
		size_t offset = pos + random_below(8), length;
		const char *text = random_text();

		if (offset > m->len)
			return nr;
		length = random_below(4);
		if (length > m->len - offset)
			length = m->len - offset;
		buf_puts(&m->before[offset], text);
		for (size_t i = 0; i < length; i++)
			m->gone[offset + i] = true;
		v[nr++] = (struct edit){ offset, length, xstrdup(text) };
		/* Two at one place would depend on their order. */
		pos = offset + length + 1;
	}
}

static void add_shuffled(struct edits *e, struct edit *v, size_t nr)
{
	while (nr) {
		size_t i = random_below(nr);

		edits_add(e, v[i].offset, v[i].length, v[i].text);
		free(v[i].text);
		v[i] = v[--nr];
	}
}

static void test_random_edits(void **state)
{
	seed = 20170417;
	for (int round = 0; round < 20000; round++) {
		struct buf out = BUF_INIT, expected = BUF_INIT;
		struct edit v[MAX_TEXT + 1];
		struct edits e = { 0 };
		struct model m;

		model_init(&m);
		add_shuffled(&e, v, model_edits(&m, v));
		model_result(&m, &expected);
		assert_int_equal(edits_apply(&e, m.text, m.len, &out), 0);
		assert_text(&out, expected.text);
		buf_release(&out);
		buf_release(&expected);
		edits_release(&e);
	}
}

/* Deletions may overlap in any way: what one of them names is gone. */
static void test_random_deletions(void **state)
{
	seed = 4711;
	for (int round = 0; round < 20000; round++) {
		struct buf out = BUF_INIT, expected = BUF_INIT;
		unsigned int nr = random_below(6);
		struct edits e = { 0 };
		struct model m;

		model_init(&m);
		while (m.len && nr--) {
			size_t offset = random_below(m.len);
			size_t length = 1 + random_below(m.len - offset);

			edits_add(&e, offset, length, "");
			for (size_t i = 0; i < length; i++)
				m.gone[offset + i] = true;
		}
		model_result(&m, &expected);
		assert_int_equal(edits_apply(&e, m.text, m.len, &out), 0);
		assert_text(&out, expected.text);
		buf_release(&out);
		buf_release(&expected);
		edits_release(&e);
	}
}

/* The text's tokens, one per line: kind, flags, text. */
static void check_tokens(const char *text, const char *expected)
{
	struct tokens ts = { 0 };
	struct buf out = BUF_INIT;

	lex(&ts, text, strlen(text));
	for (size_t i = 0; i < ts.nr; i++) {
		const struct token *t = &ts.v[i];

		buf_addf(&out, "%c%s%s %.*s\n", "NDSPC"[t->kind], t->directive ? "#" : "",
			 t->dead ? "0" : "", (int)t->length, text + t->offset);
	}
	assert_string_equal(out.text, expected);
	buf_release(&out);
	tokens_release(&ts);
}

static void test_kinds(void **state)
{
	check_tokens("a_1 = 0x1fUL + 1.5;",
		     "N a_1\nP =\nD 0x1fUL\nP +\nD 1.5\nP ;\n");
	check_tokens("\"a \\\" // b\" '\\'' x", "S \"a \\\" // b\"\nS '\\''\nN x\n");
	check_tokens("/* a \" */ b // c\nd", "C /* a \" */\nN b\nC // c\nN d\n");
	check_tokens("// a \\\n b\nc", "C // a \\\n b\nN c\n");
	check_tokens("\"open\nb /* open", "S \"open\nN b\nC /* open\n");
	check_tokens("", "");
}

static void test_directives(void **state)
{
	check_tokens("#define A b\nc", "P# #\nN# define\nN# A\nN# b\nN c\n");
	check_tokens(" # define A \\\n b\nc", "P# #\nN# define\nN# A\nN# b\nN c\n");
	check_tokens("a # b", "N a\nP #\nN b\n");
	check_tokens("#define A \\\r\n b\r\nc", "P# #\nN# define\nN# A\nN# b\nN c\n");
}

static void test_dead(void **state)
{
	check_tokens("#if 0\na\n#if 1\nb\n#else\nc\n#endif\nd\n#else\ne\n#endif\nf",
		     "P#0 #\nN#0 if\nD#0 0\nN0 a\n"
		     "P#0 #\nN#0 if\nD#0 1\nN0 b\nP#0 #\nN#0 else\nN0 c\nP#0 #\nN#0 endif\n"
		     "N0 d\nP# #\nN# else\nN e\nP# #\nN# endif\nN f\n");
	check_tokens("#ifdef A\na\n#elif B\nb\n#endif\n",
		     "P# #\nN# ifdef\nN# A\nN a\nP# #\nN# elif\nN# B\nN b\nP# #\nN# endif\n");
	check_tokens("#if A\n#if 0\na\n#endif\nb\n#endif\n",
		     "P# #\nN# if\nN# A\nP#0 #\nN#0 if\nD#0 0\nN0 a\nP# #\nN# endif\n"
		     "N b\nP# #\nN# endif\n");
}

static unsigned int features(const char *text)
{
	struct tokens ts = { 0 };
	unsigned int f = 0;

	lex(&ts, text, strlen(text));
	for (size_t i = 0; i < ts.nr; i++)
		f |= api_feature(&ts, i, text);
	tokens_release(&ts);
	assert_true(!f || api_maybe(text, strlen(text)));
	return f;
}

static void test_api(void **state)
{
	assert_int_equal(features("struct klp_func f;"), FEATURE_FUNCTIONS);
	assert_int_equal(features("struct /* the */ klp_state s;"), FEATURE_STATES);
	assert_int_equal(features("klp_shadow_free_all(1, NULL);"), FEATURE_SHADOW);
	assert_int_equal(features("KPATCH_PRE_PATCH_CALLBACK(f);"), FEATURE_MACROS);
	assert_int_equal(features("kpatch_shadow_alloc(a);"), FEATURE_SHADOW);
	assert_int_equal(features("klp_unregister_patch(&p);"), FEATURE_OLD_API);
	assert_int_equal(features("int klp_func = klp_own_helper();"), 0);
	assert_int_equal(features("kpatch_shadow_"), 0);
	assert_int_equal(features("// klp_enable_patch\n\"klp_enable_patch\""), 0);
	assert_int_equal(features("#if 0\nklp_enable_patch\n#endif\n"), 0);
}

/* C is full of these: random bytes alone would seldom open what is to close. */
static size_t random_bytes(char *text)
{
	static const char *const pieces[] = {
		"/*", "*/", "//", "\\\n", "\\\r\n", "\"", "'", "\\", "#if 0\n", "#else\n",
		"#endif\n", "#", "\n", "\r\n", "klp_func", "1.5e", " ", "\t", "/", "*",
	};
	size_t len = 0;

	for (unsigned int n = random_below(MAX_TEXT / 8); n; n--) {
		if (random_below(2)) {
			const char *s = pieces[random_below(sizeof(pieces) / sizeof(*pieces))];

			memcpy(text + len, s, strlen(s));
			len += strlen(s);
		} else {
			text[len++] = random_below(256);
		}
	}
	return len;
}

static bool is_blank(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!strchr(" \t\r\n\v\f\\", text[i]) || !text[i])
			return false;
	return true;
}

/* Tokens lie in the text, in order, and what is between them is blank. */
static void check_lexed(const char *text, size_t len)
{
	struct tokens ts = { 0 };
	size_t pos = 0;

	lex(&ts, text, len);
	for (size_t i = 0; i < ts.nr; i++) {
		const struct token *t = &ts.v[i];

		assert_true(t->length > 0);
		assert_true(t->offset >= pos && t->offset <= len);
		assert_true(t->length <= len - t->offset);
		assert_true(is_blank(text + pos, t->offset - pos));
		assert_int_equal(tokens_find(&ts, t->offset), i);
		pos = t->offset + t->length;
	}
	assert_true(is_blank(text + pos, len - pos));
	assert_int_equal(tokens_find(&ts, len), ts.nr);
	tokens_release(&ts);
}

static void test_random_bytes(void **state)
{
	seed = 1234567;
	for (int round = 0; round < 50000; round++) {
		char text[MAX_TEXT + 8];
		size_t len = random_bytes(text);
		/* On the heap and to the byte, for what watches memory. */
		char *copy = xcalloc(len, 1);

		memcpy(copy, text, len);
		check_lexed(copy, len);
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_no_edits),
		cmocka_unit_test(test_insertions_at_one_place),
		cmocka_unit_test(test_deletions_overlap),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_edits_delete),
		cmocka_unit_test(test_random_edits),
		cmocka_unit_test(test_random_deletions),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_directives),
		cmocka_unit_test(test_dead),
		cmocka_unit_test(test_api),
		cmocka_unit_test(test_random_bytes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
