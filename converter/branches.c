// SPDX-License-Identifier: GPL-2.0
#include "branches.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "layout.h"

/* Makes the condition of a directive, whose # is token i, a number of one digit. */
static void set_condition(const struct source *s, char *text, size_t i, char digit)
{
	const struct token *word = &s->tokens.v[i + 1], *last = NULL;
	size_t keep = is_directive(s, i, "elif*") ? strlen("elif") : strlen("if");

	if (is_directive(s, i, "else"))
		return;
	memset(text + word->offset + keep, ' ', word->length - keep);
	for (const struct token *t = word + 1;
	     t < s->tokens.v + s->tokens.nr && t->directive && !token_is(t, s->text, "#"); t++) {
		if (t->kind == TOKEN_COMMENT)
			continue;
		memset(text + t->offset, ' ', t->length);
		last = t;
	}
	if (last)
		text[last->offset] = digit;
}

/* The #if that token i is behind, and not behind its #endif; SIZE_MAX: none. */
static size_t enclosing_if(const struct source *s, size_t i)
{
	unsigned int depth = 0;

	while (i-- > 0) {
		if (is_directive(s, i, "endif"))
			depth++;
		else if (is_directive(s, i, "if*") && !depth--)
			return i;
	}
	return SIZE_MAX;
}

/* Of the #if at token i and its branches, switches on the last one in front of token end. */
static void switch_branch(const struct source *s, char *text, size_t i, size_t end)
{
	size_t branch = i;
	unsigned int depth = 0;

	for (i++; i < end; i++) {
		if (is_directive(s, i, "if*"))
			depth++;
		else if (is_directive(s, i, "endif"))
			depth--;
		if (depth || !is_directive(s, i, "el*"))
			continue;
		set_condition(s, text, branch, '0');
		branch = i;
	}
	set_condition(s, text, branch, '1');
}

char *switch_on(const struct source *s, size_t offset)
{
	char *text = xstrndup(s->text, s->len);
	size_t end = tokens_find(&s->tokens, offset);

	for (size_t i = end; (i = enclosing_if(s, i)) != SIZE_MAX;)
		switch_branch(s, text, i, end);
	return text;
}

static bool has_edit(const struct edits *e, const struct edit *x)
{
	for (size_t i = 0; i < e->nr; i++)
		if (e->v[i].offset == x->offset && e->v[i].length == x->length &&
		    !strcmp(e->v[i].text, x->text))
			return true;
	return false;
}

/* Are all edits of one reading in the other one, too, where that sees the text? */
static bool shares_edits(const struct job *job, const struct job *other)
{
	for (size_t i = 0; i < job->edits.nr; i++)
		if (!is_skipped(&other->source, job->edits.v[i].offset) &&
		    !has_edit(&other->edits, &job->edits.v[i]))
			return false;
	return true;
}

/* A condition around what only the other inserts: it would be the one that was turned. */
static bool prints_conditions(const struct job *job, const struct job *other)
{
	for (size_t i = 0; i < other->edits.nr; i++)
		if (!has_edit(&job->edits, &other->edits.v[i]) &&
		    strstr(other->edits.v[i].text, "#if"))
			return true;
	return false;
}

/* What the other reading has seen is not switched off any longer. */
static void drop_seen(struct job *job, const struct source *seen)
{
	size_t kept = 0;

	for (size_t i = 0; i < job->nr_findings; i++) {
		struct finding *f = &job->findings[i];

		if (f->form == SWITCHED_OFF && !is_skipped(seen, f->offset))
			free(f->message);
		else
			job->findings[kept++] = *f;
	}
	job->nr_findings = kept;
}

static void add_findings(struct job *job, const struct job *other)
{
	for (size_t i = 0; i < other->nr_findings; i++) {
		struct finding f = other->findings[i];

		if (f.form == SWITCHED_OFF || is_found(job, &f))
			continue;
		f.message = xstrdup(f.message);
		GROW(job->findings, job->nr_findings);
		job->findings[job->nr_findings++] = f;
	}
	sort_findings(job);
}

bool join_reading(struct job *job, const struct job *other)
{
	if (!shares_edits(job, other) || !shares_edits(other, job) || prints_conditions(job, other))
		return false;
	for (size_t i = 0; i < other->edits.nr; i++) {
		const struct edit *x = &other->edits.v[i];

		if (!has_edit(&job->edits, x))
			edits_add(&job->edits, x->offset, x->length, x->text);
	}
	drop_seen(job, &other->source);
	add_findings(job, other);
	return true;
}
