// SPDX-License-Identifier: GPL-2.0
#include "lex.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"

/* Where the lexer is. All tests of pos stop at len: any bytes are accepted. */
struct lexer {
	struct tokens *tokens;
	const char *text;
	size_t len, pos;
	bool line_start;	/* nothing but blanks and comments so far */
	bool directive;
	unsigned int depth;	/* of #if */
	unsigned int dead;	/* depth of the #if 0 that switches code off, or 0 */
};

static char peek(const struct lexer *lx, size_t ahead)
{
	return ahead < lx->len - lx->pos ? lx->text[lx->pos + ahead] : '\0';
}

static bool is_name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static void push(struct lexer *lx, enum token_kind kind, size_t start)
{
	struct tokens *ts = lx->tokens;

	GROW(ts->v, ts->nr);
	ts->v[ts->nr++] = (struct token){
		.kind = kind,
		.offset = start,
		.length = lx->pos - start,
		.directive = lx->directive,
		.dead = lx->dead,
	};
}

static void skip_line_comment(struct lexer *lx)
{
	while (lx->pos < lx->len && peek(lx, 0) != '\n') {
		if (peek(lx, 0) == '\\' && peek(lx, 1) == '\n')
			lx->pos++;
		lx->pos++;
	}
}

static void skip_block_comment(struct lexer *lx)
{
	const char *end = memmem(lx->text + lx->pos + 2, lx->len - lx->pos - 2, "*/", 2);

	lx->pos = end ? (size_t)(end + 2 - lx->text) : lx->len;
	lx->tokens->unterminated |= !end;
}

/* An unterminated string ends with its line. */
static void skip_string(struct lexer *lx)
{
	char quote = peek(lx, 0);

	for (lx->pos++; lx->pos < lx->len; lx->pos++) {
		char c = peek(lx, 0);

		if (c == '\n')
			return;
		if (c == quote) {
			lx->pos++;
			return;
		}
		if (c == '\\' && lx->len - lx->pos > 1)
			lx->pos++;
	}
}

static void skip_while(struct lexer *lx, bool (*pred)(char))
{
	while (lx->pos < lx->len && pred(peek(lx, 0)))
		lx->pos++;
}

static bool is_number(char c)
{
	return is_name(c) || c == '.';
}

/* The length of the @@PLACEHOLDER@@ of a template at pos, 0: there is none. */
static size_t placeholder(const struct lexer *lx)
{
	size_t n = 2;

	if (peek(lx, 0) != '@' || peek(lx, 1) != '@')
		return 0;
	while (is_name(peek(lx, n)))
		n++;
	return n > 2 && peek(lx, n) == '@' && peek(lx, n + 1) == '@' ? n + 2 : 0;
}

static void skip_name(struct lexer *lx)
{
	size_t n;

	do {
		skip_while(lx, is_name);
		n = placeholder(lx);
		lx->pos += n;
	} while (n);
}

/* The word that stands at pos, behind blanks, on the same line. */
static size_t next_word(const struct lexer *lx, const char **word)
{
	size_t p = lx->pos, start;

	while (p < lx->len && (lx->text[p] == ' ' || lx->text[p] == '\t'))
		p++;
	start = p;
	while (p < lx->len && is_name(lx->text[p]))
		p++;
	*word = lx->text + start;
	return p - start;
}

static bool word_is(const char *word, size_t len, const char *what)
{
	return len == strlen(what) && !memcmp(word, what, len);
}

static void conditional(struct lexer *lx)
{
	const char *word;
	size_t n = next_word(lx, &word);

	if (word_is(word, n, "if") || word_is(word, n, "ifdef") || word_is(word, n, "ifndef")) {
		struct lexer after = *lx;
		bool is_if = n == 2;

		after.pos = word + n - lx->text;
		n = next_word(&after, &word);
		lx->depth++;
		if (!lx->dead && is_if && word_is(word, n, "0"))
			lx->dead = lx->depth;
	} else if (word_is(word, n, "else") || word_is(word, n, "elif")) {
		if (lx->dead == lx->depth)
			lx->dead = 0;
	} else if (word_is(word, n, "endif")) {
		if (lx->dead == lx->depth)
			lx->dead = 0;
		if (lx->depth)
			lx->depth--;
	}
}

static void lex_one(struct lexer *lx)
{
	size_t start = lx->pos;
	enum token_kind kind;
	char c = peek(lx, 0);

	if (c == '/' && peek(lx, 1) == '/') {
		skip_line_comment(lx);
		push(lx, TOKEN_COMMENT, start);
		return;
	}
	if (c == '/' && peek(lx, 1) == '*') {
		skip_block_comment(lx);
		push(lx, TOKEN_COMMENT, start);
		return;
	}

	if (c == '"' || c == '\'') {
		skip_string(lx);
		kind = TOKEN_STRING;
	} else if (is_name_start(c) || placeholder(lx)) {
		skip_name(lx);
		kind = TOKEN_NAME;
	} else if (isdigit((unsigned char)c)) {
		skip_while(lx, is_number);
		kind = TOKEN_NUMBER;
	} else {
		lx->pos++;
		kind = TOKEN_PUNCT;
		if (c == '#' && lx->line_start) {
			lx->directive = true;
			conditional(lx);
		}
	}
	lx->line_start = false;
	push(lx, kind, start);
}

void lex(struct tokens *tokens, const char *text, size_t len)
{
	struct lexer lx = {
		.tokens = tokens,
		.text = text,
		.len = len,
		.line_start = true,
	};

	while (lx.pos < len) {
		char c = text[lx.pos];

		if (c == '\n') {
			lx.line_start = true;
			lx.directive = false;
			lx.pos++;
		} else if (c == '\\' && (peek(&lx, 1) == '\n' ||
			   (peek(&lx, 1) == '\r' && peek(&lx, 2) == '\n'))) {
			lx.pos += peek(&lx, 1) == '\n' ? 2 : 3;
		} else if (isspace((unsigned char)c)) {
			lx.pos++;
		} else {
			lex_one(&lx);
		}
	}
}

void tokens_release(struct tokens *tokens)
{
	free(tokens->v);
	*tokens = (struct tokens){ 0 };
}

size_t tokens_find(const struct tokens *tokens, size_t offset)
{
	size_t lo = 0, hi = tokens->nr;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (tokens->v[mid].offset < offset)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool token_is(const struct token *t, const char *text, const char *word)
{
	return word_is(text + t->offset, t->length, word);
}

bool has_placeholder(const struct token *t, const char *text)
{
	return t->kind == TOKEN_NAME && memchr(text + t->offset, '@', t->length);
}

bool has_text(const char *text, size_t len, const char *what, size_t rare)
{
	size_t n = strlen(what);
	const char *end = text + len, *p = text + rare;

	if (len < n)
		return false;
	/* Much faster than memmem(): a kernel tree is more than a gigabyte. */
	for (end -= n - 1 - rare; (p = memchr(p, what[rare], end - p)); p++)
		if (p[n - 1 - rare] == what[n - 1] && !memcmp(p - rare, what, n))
			return true;
	return false;
}

bool api_maybe(const char *text, size_t len)
{
	return has_text(text, len, "klp_", 0) || has_text(text, len, "KLP_", 0) ||
	       has_text(text, len, "kpatch", 0) || has_text(text, len, "KPATCH_", 0) ||
	       has_text(text, len, "patch_object", strlen("patch_ob"));
}

enum api_kind { API_NAME, API_STRUCT, API_PREFIX };

static const struct api {
	const char *token;
	enum api_kind kind;
	unsigned int feature;
} apis[] = {
#define API(token, kind, feature) { token, API_ ## kind, FEATURE_ ## feature },
#include "api.def"
#undef API
};

static bool behind_struct(const struct tokens *tokens, size_t i, const char *text)
{
	while (i && tokens->v[i - 1].kind == TOKEN_COMMENT)
		i--;
	return i && token_is(&tokens->v[i - 1], text, "struct");
}

/* Is it longer, and begins so? */
static bool begins_with(const struct token *t, const char *text, const char *with)
{
	return t->length > strlen(with) && !memcmp(text + t->offset, with, strlen(with));
}

unsigned int api_feature(const struct tokens *tokens, size_t i, const char *text)
{
	const struct token *t = &tokens->v[i];

	if (t->dead)
		return 0;
	/* What kpatch's macros fill, filled by hand */
	if (t->kind == TOKEN_STRING)
		return begins_with(t, text, "\".kpatch.callbacks") ? FEATURE_MACROS : 0;
	if (t->kind != TOKEN_NAME)
		return 0;

	for (size_t n = 0; n < sizeof(apis) / sizeof(*apis); n++) {
		const struct api *a = &apis[n];

		/* A kernel tree has many tokens. */
		if (*a->token != text[t->offset])
			continue;
		if (a->kind == API_PREFIX) {
			if (begins_with(t, text, a->token))
				return a->feature;
		} else if (token_is(t, text, a->token)) {
			if (a->kind == API_NAME || behind_struct(tokens, i, text))
				return a->feature;
		}
	}
	return 0;
}

bool changes_in_patch(const struct tokens *tokens, size_t i, const char *text)
{
	const struct token *t = &tokens->v[i];
	unsigned int feature = api_feature(tokens, i, text);

	if (feature == FEATURE_SHADOW)
		return !strncmp(text + t->offset, "kpatch_", strlen("kpatch_"));
	if (token_is(t, text, "klp_object"))
		return feature && i >= 2 && token_is(t - 2, text, "(");
	return feature == FEATURE_MACROS || token_is(t, text, "\"kpatch-macros.h\"");
}

bool text_has_api(const char *text, size_t len)
{
	struct tokens ts = { 0 };
	bool has = false;

	if (!api_maybe(text, len))
		return false;
	lex(&ts, text, len);
	for (size_t i = 0; i < ts.nr && !has; i++)
		has = api_feature(&ts, i, text);
	tokens_release(&ts);
	return has;
}

bool lacks_info(const struct tokens *tokens, const char *text)
{
	bool enables = false, license = false;

	for (size_t i = 0; i < tokens->nr; i++) {
		const struct token *t = &tokens->v[i];

		if (t->kind != TOKEN_NAME || t->dead)
			continue;
		enables |= token_is(t, text, "klp_enable_patch") ||
			   token_is(t, text, "klp_register_patch");
		license |= token_is(t, text, "MODULE_LICENSE");
		if (i + 2 < tokens->nr && token_is(t, text, "MODULE_INFO") &&
		    token_is(&t[2], text, "livepatch"))
			return false;
	}
	return enables && license;
}
