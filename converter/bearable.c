// SPDX-License-Identifier: GPL-2.0
#include "bearable.h"

#include <string.h>

/*
 * Some half of what makes libclang 19 overflow the 8 MiB stack of its threads:
 * 900 casts or 2000 `!` in a row, 6000 comma operators. The longest statement in
 * 7500 files of Linux 6.12 counts 520 here.
 */
enum { MAX_DEPTH = 256, MAX_TOKENS = 1000, MAX_COMMAS = 3000 };

/* What stands between two brackets, up to here. */
struct level {
	size_t around;		/* tokens that it is nested in */
	size_t tokens;		/* the same, and those of the statement or element */
	size_t commas;
};

static void end_element(struct level *l)
{
	l->tokens = l->around;
}

static void end_statement(struct level *l)
{
	end_element(l);
	l->commas = 0;
}

/* An else continues the statement that seems to have ended. */
static bool else_follows(const struct tokens *ts, size_t i, const char *text)
{
	do
		i++;
	while (i < ts->nr && (ts->v[i].kind == TOKEN_COMMENT || ts->v[i].directive));
	return i < ts->nr && token_is(&ts->v[i], text, "else");
}

static struct level *count(struct level *l, const struct tokens *ts, size_t i, const char *text)
{
	char c = ts->v[i].kind == TOKEN_PUNCT ? text[ts->v[i].offset] : 'x';

	l->tokens++;
	if (strchr("({[", c)) {
		l[1] = (struct level){ .around = l->tokens, .tokens = l->tokens };
		return l + 1;
	}
	if (strchr(")}]", c) && l->around)
		l--;
	if (strchr(";}", c) && !else_follows(ts, i, text))
		end_statement(l);
	if (c == ',') {
		end_element(l);
		l->commas++;
	}
	return l;
}

const char *why_unbearable(const struct tokens *ts, const char *text, size_t *offset)
{
	struct level code[MAX_DEPTH + 2] = { 0 }, directive[MAX_DEPTH + 2], *at[] = {
		code, directive };

	for (size_t i = 0; i < ts->nr; i++) {
		const struct token *t = &ts->v[i];
		struct level **l = &at[t->directive];

		if (t->kind == TOKEN_COMMENT || t->kind == TOKEN_STRING || t->dead)
			continue;
		/* Each line of the preprocessor is a text of its own. */
		if (t->directive && token_is(t, text, "#")) {
			directive[0] = (struct level){ 0 };
			*l = directive;
		}
		*l = count(*l, ts, i, text);
		*offset = t->offset;
		if (*l == code + MAX_DEPTH + 1 || *l == directive + MAX_DEPTH + 1)
			return "more than 256 brackets stand one in another";
		if ((*l)->tokens > MAX_TOKENS)
			return "one statement or declaration has more than 1000 words and signs";
		if ((*l)->commas > MAX_COMMAS)
			return "one list has more than 3000 commas";
	}
	return NULL;
}
