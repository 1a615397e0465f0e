/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tokens of a C file, as far as text can tell: what is a comment, a string,
 * a directive or switched off by `#if 0`, and which names belong to the
 * livepatch API. Any bytes are accepted; what is broken lexes as something.
 */
#ifndef LEX_H
#define LEX_H

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
	TOKEN_NAME,
	TOKEN_NUMBER,
	TOKEN_STRING,
	TOKEN_PUNCT,
	TOKEN_COMMENT,
};

struct token {
	enum token_kind kind;
	size_t offset, length;
	bool directive;		/* on a line that begins with # */
	bool dead;		/* inside of #if 0 */
};

struct tokens {
	struct token *v;
	size_t nr;
	bool unterminated;	/* the text ends in a comment */
};

/* tokens must be { 0 } before. */
void lex(struct tokens *tokens, const char *text, size_t len);
void tokens_release(struct tokens *tokens);

/* The index of the first token at or behind offset; tokens->nr if none is. */
size_t tokens_find(const struct tokens *tokens, size_t offset);

/* Is it, or has it, a @@PLACEHOLDER@@, as the names of a template may? */
bool has_placeholder(const struct token *t, const char *text);

bool token_is(const struct token *t, const char *text, const char *word);

/* Does text have a word, which is looked for by one of its letters that is rare? */
bool has_text(const char *text, size_t len, const char *what, size_t rare);

/* Is a token of the text one of the API's? Cheap: no lexing, may say yes wrongly. */
bool api_maybe(const char *text, size_t len);

enum api_feature {
	FEATURE_CALLBACKS = 1 << 0,
	FEATURE_SHADOW    = 1 << 1,
	FEATURE_STATES    = 1 << 2,
	FEATURE_OLD_API   = 1 << 3,
	FEATURE_MACROS    = 1 << 4,
	FEATURE_FUNCTIONS = 1 << 5,
};

/* The feature that token i stands for, 0 if it is no token of the API. */
unsigned int api_feature(const struct tokens *tokens, size_t i, const char *text);

/* Is token i in a line that changes when a source patch that adds it is converted? */
bool changes_in_patch(const struct tokens *tokens, size_t i, const char *text);

/* Has a text a token of the API? */
bool text_has_api(const char *text, size_t len);

/* Does a module with a license enable a livepatch, but not say that it is one? */
bool lacks_info(const struct tokens *tokens, const char *text);

#endif
