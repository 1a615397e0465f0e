// SPDX-License-Identifier: GPL-2.0
/* kpatch's shadow variables have strings for keys; the kernel's have ids. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

struct call {
	const char *name;
	int nr_arguments;
	const char *more;	/* what the kernel's function wants behind them */
};

static const struct call calls[] = {
	{ "kpatch_shadow_alloc",	4, ", NULL, NULL" },
	{ "kpatch_shadow_get",		2, "" },
	{ "kpatch_shadow_free",		2, ", NULL" },
};

static const struct call *find_call(const struct source *s, const struct token *t)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		if (token_is(t, s->text, calls[i].name))
			return &calls[i];
	return NULL;
}

/* Is a line between two offsets another one's than the patch's? */
static bool has_staying(const struct source *s, size_t begin, size_t end)
{
	return memchr(s->text + begin, '\f', end - begin);
}

/* Where the call that token i names ends, and the token of its key; 0: it is none. */
static size_t closing_parenthesis(const struct source *s, size_t i, size_t *key)
{
	long depth = 0;
	int commas = 0;

	*key = 0;
	for (i++; i < s->tokens.nr; i++) {
		char c = s->text[s->tokens.v[i].offset];

		if (s->tokens.v[i].kind == TOKEN_STRING && depth == 1 && commas == 1)
			*key = *key ? s->tokens.nr : i;
		if (s->tokens.v[i].kind != TOKEN_PUNCT)
			continue;
		depth += (strchr("([{", c) != NULL) - (strchr(")]}", c) != NULL);
		commas += c == ',' && depth == 1;
		if (!depth)
			return i;
	}
	return 0;
}

/* Is the key nothing but the string: the comma before and the next one, or the end, around it? */
static bool is_literal(const struct source *s, size_t key)
{
	return key && key + 1 < s->tokens.nr &&
	       !memmem(s->text + s->tokens.v[key].offset, s->tokens.v[key].length, "*/", 2) &&
	       s->text[s->tokens.v[key - 1].offset] == ',' &&
	       strchr(",)", s->text[s->tokens.v[key + 1].offset]);
}

/* One key has one id, whatever patch it is in. */
static unsigned long id_of_key(const struct job *job, const char *key)
{
	for (size_t i = 0; i < job->registry->nr; i++) {
		const struct registered *e = &job->registry->v[i];

		if (!strcmp(e->object, "-") && !strcmp(e->name, key))
			return e->id;
	}
	return derive_id("kpatch_shadow", "-", key);
}

static void add_key(struct job *job, unsigned long id, char *name, size_t origin)
{
	GROW(job->keys, job->nr_keys);
	job->keys[job->nr_keys++] = (struct shadow_key){
		.id = id, .name = name, .origin = origin,
	};
}

static void convert_call(struct job *job, size_t i, const struct call *call)
{
	const struct source *s = &job->source;
	const struct token *t = &s->tokens.v[i], *k;
	size_t key, end = closing_parenthesis(s, i, &key);
	unsigned long id;
	char *name, *text;

	if (!end || token_arguments(s, i) != call->nr_arguments || !is_literal(s, key) ||
	    has_staying(s, t->offset, s->tokens.v[end].offset)) {
		found(job, KPATCH_SHADOW_KEY, t->offset, call->name, NULL);
		return;
	}
	k = &s->tokens.v[key];
	name = xstrndup(s->text + k->offset + 1, k->length - 2);
	id = id_of_key(job, name);
	text = xasprintf("0x%08lx /* %s */", id, name);
	edits_add(&job->edits, t->offset, strlen("kpatch"), "klp");
	edits_add(&job->edits, k->offset, k->length, text);
	edits_add(&job->edits, s->tokens.v[end].offset, 0, call->more);
	account(job, (struct span){ t->offset, t->offset + t->length });
	found(job, KPATCH_SHADOW, t->offset, name, text);
	add_key(job, id, name, t->offset);
	free(text);
}

void rule_kpatch_shadow(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];
		const struct call *call = find_call(s, t);

		if (t->kind == TOKEN_NAME && !t->dead && call && !is_accounted(job, t->offset))
			convert_call(job, i, call);
	}
}
