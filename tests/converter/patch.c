// SPDX-License-Identifier: GPL-2.0
/* Reading and writing patches: what is not changed comes out as it went in. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "patch.h"

static const char small[] =
	"text\n"
	"--- a/one.c\n"
	"+++ b/one.c\n"
	"@@ -5 +5,3 @@ head\n"
	" int x;\n"
	"+int y;\n"
	"+int z;\n"
	"@@ -20,2 +22 @@\n"
	"-gone\n"
	" stays\n"
	"\\ No newline at end of file\n"
	"--- a/two.c\n"
	"+++ b/two.c\n"
	"@@ -1,0 +2 @@\n"
	"+int two;\n";

static void rewrite_unchanged(const struct buf *text, enum patch_view what)
{
	struct buf view = BUF_INIT, out = BUF_INIT;
	struct patch p;

	if (patch_parse(&p, text->text, text->len) || !p.nr_lines) {
		patch_release(&p);
		return;
	}
	for (size_t file = 0; file <= p.nr_files; file++) {
		size_t which = file == p.nr_files ? PATCH_ALL_FILES : file;

		patch_view(&p, which, what, &view);
		assert_int_equal(patch_rewrite(&p, which, what, &view, &out), 0);
		assert_int_equal(out.len, text->len);
		assert_memory_equal(out.text, text->text, text->len);
		buf_release(&view);
		buf_release(&out);
	}
	patch_release(&p);
}

static void test_unchanged(void **state)
{
	glob_t g = { 0 };

	glob("tests/converter/patches/*.*", 0, NULL, &g);
	glob("tests/converter/patches/*/*", GLOB_APPEND, NULL, &g);
	assert_true(g.gl_pathc > 10);
	for (size_t i = 0; i < g.gl_pathc; i++) {
		struct buf b = BUF_INIT;

		assert_int_equal(buf_read_file(&b, g.gl_pathv[i]), 0);
		rewrite_unchanged(&b, PATCH_LINES);
		rewrite_unchanged(&b, PATCH_DECLARATIONS);
		buf_release(&b);
	}
	globfree(&g);
}

/* rewrite(FILE, VIEW): what becomes of the small patch; NULL: it is refused */
static char *rewrite(size_t file, const char *text)
{
	struct buf view = BUF_INIT, out = BUF_INIT;
	struct patch p;
	int err;

	assert_int_equal(patch_parse(&p, small, strlen(small)), 0);
	buf_puts(&view, text);
	err = patch_rewrite(&p, file, PATCH_LINES, &view, &out);
	patch_release(&p);
	buf_release(&view);
	return err ? NULL : buf_detach(&out);
}

static void test_counts(void **state)
{
	char *out = rewrite(0, "\f\n\f\n\f\n\f\n\f\nint y;\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n");

	assert_string_equal(out,
		"text\n"
		"--- a/one.c\n"
		"+++ b/one.c\n"
		"@@ -5 +5,2 @@ head\n"
		" int x;\n"
		"+int y;\n"
		"@@ -20,2 +21 @@\n"
		"-gone\n"
		" stays\n"
		"\\ No newline at end of file\n"
		"--- a/two.c\n"
		"+++ b/two.c\n"
		"@@ -1,0 +2 @@\n"
		"+int two;\n");
	free(out);
}

/* A hunk that has nothing left to add is left out, one that never had is not. */
static void test_empty_hunk(void **state)
{
	char *out = rewrite(0, "\f\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n");

	assert_null(strstr(out, "head"));
	assert_non_null(strstr(out, "@@ -20,2 +20 @@\n"));
	free(out);
}

static void test_other_lines(void **state)
{
	/* One that stays is missing, another one has text */
	assert_null(rewrite(0, "\f\n\f\n\f\n\f\nint y;\nint z;\n"));
	assert_null(rewrite(0, "\f\n\f\n\f\n\f\nint x;\f\nint y;\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n\f\n"));
}

static void test_malformed(void **state)
{
	static const struct { const char *text; size_t line; } cases[] = {
		{ "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n", 3 },
		{ "--- a/x\n+++ b/x\n@@ -1 +1 @@\n*a\n", 3 },
		{ "--- a/x\n+++ b/x\n@@ -1 +1 @@\n+a\n+b\n", 3 },
		{ "--- a/x\n+++ b/x\n@@ -9 +9 @@\n a\n@@ -9 +9 @@\n a\n", 5 },
		{ "--- a/x\n+++ b/x\n@@ -1,0 +1 @@\n+", 3 },
		{ "--- a/x\n+++ b/x\n@@ -1 +0 @@\n a\n", 3 },
		{ "--- a/x\n+++ b/x\n@@ -1,99999999999 +1 @@\n a\n", 0 },
		{ "@@ -1 +1 @@\n a\n", 0 },
		{ "+++ b/x", 0 },
		{ "", 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct patch p;

		assert_int_equal(patch_parse(&p, cases[i].text, strlen(cases[i].text)),
				 cases[i].line);
		patch_release(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unchanged),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_empty_hunk),
		cmocka_unit_test(test_other_lines),
		cmocka_unit_test(test_malformed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("patch", tests, NULL, NULL);
}
