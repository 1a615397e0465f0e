// SPDX-License-Identifier: GPL-2.0
#include "job.h"

#include <stdlib.h>
#include <string.h>

const char *const callback_names[NR_CALLBACKS] = {
	[PRE_PATCH]    = "pre_patch",
	[POST_PATCH]   = "post_patch",
	[PRE_UNPATCH]  = "pre_unpatch",
	[POST_UNPATCH] = "post_unpatch",
};

/* What a comment of the source says behind "klp-migrate: VERB(RULE):"; NULL: nothing. */
static const char *says(const struct source *s, const char *verb, const char *rule)
{
	char *words = xasprintf("klp-migrate: %s(%s):", verb, rule);
	const char *at = NULL;

	for (size_t i = 0; i < s->tokens.nr && !at; i++) {
		const struct token *t = &s->tokens.v[i];

		if (t->kind == TOKEN_COMMENT)
			at = memmem(s->text + t->offset, t->length, words, strlen(words));
	}
	if (at)
		at += strlen(words);
	free(words);
	return at ? at + strspn(at, " \t") : NULL;
}

/* What somebody has written as an answer, with what stands behind it. */
static const char *own_answer(const struct job *job, const char *rule)
{
	const char *text = says(&job->source, "answer", rule);
	char *fix;

	if (text || !job->path)
		return text;
	fix = fix_of_path(job->path);
	text = registry_answer(job->registry, fix, rule);
	free(fix);
	return text;
}

/* The registry has it in the line of a state, which may be of another file. */
static const char *answer_text(const struct job *job, const char *rule)
{
	const char *text = own_answer(job, rule);

	for (size_t i = 0; i < job->shared->nr && !text; i++)
		text = registry_answer(job->registry, job->shared->v[i].fix, rule);
	return text;
}

static size_t word_length(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyz-");
}

const char *answer_to(const struct job *job, const char *rule)
{
	const char *text = answer_text(job, rule);
	const struct answer *a;
	bool any = true;

	for (size_t i = 0; text && (a = answer_at(i)); i++) {
		if (strcmp(a->rule, rule))
			continue;
		any = false;
		if (word_length(text) == strlen(a->text) &&
		    !strncmp(text, a->text, word_length(text)))
			return a->text;
	}
	return text && any ? "" : NULL;
}

bool answer_is(const struct job *job, const char *rule, const char *answer)
{
	const char *given = answer_to(job, rule);

	return given && !strcmp(given, answer);
}

/* The offset of an answer; one of the registry has none. */
static size_t offset_of(const struct source *s, const char *text)
{
	return text >= s->text && text < s->text + s->len ? text - s->text : 0;
}

void check_answer(struct job *job, const char *rule)
{
	const char *text = own_answer(job, rule);
	struct buf possible = BUF_INIT;
	const struct answer *a;
	char *word;

	if (!text || answer_to(job, rule))
		return;
	for (size_t i = 0; (a = answer_at(i)); i++)
		if (!strcmp(a->rule, rule))
			buf_addf(&possible, "%s%s", possible.len ? ", " : "", a->text);
	word = xasprintf("%.*s (%s)", (int)word_length(text), text, rule);
	found(job, UNKNOWN_ANSWER, offset_of(&job->source, text), word, possible.text);
	free(word);
	buf_release(&possible);
}

bool is_ignored(const struct job *job, const char *rule)
{
	return says(&job->source, "ignore", rule);
}

bool is_found(const struct job *job, const struct finding *f)
{
	for (size_t i = 0; i < job->nr_findings; i++) {
		const struct finding *o = &job->findings[i];

		if (o->form == f->form && o->line == f->line && o->column == f->column &&
		    !strcmp(o->message, f->message))
			return true;
	}
	return false;
}

void found(struct job *job, enum form form, size_t offset, const char *a, const char *b)
{
	struct finding f = {
		.form = form,
		.level = form_level(form),
		.file = job->source.name,
		.offset = offset,
		.message = form_message(form, a, b),
	};

	line_column(&job->source, offset, &f.line, &f.column);
	if (is_found(job, &f)) {
		free(f.message);
		return;
	}
	if (f.level == LEVEL_REVIEW && answer_to(job, form_rule(form))) {
		f.level = LEVEL_NOTE;
		free(f.message);
		f.message = xstrdup("the question is answered");
	}
	GROW(job->findings, job->nr_findings);
	job->findings[job->nr_findings++] = f;
}

static int finding_order(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return (int)x->form - (int)y->form;
}

void sort_findings(struct job *job)
{
	if (job->nr_findings)
		qsort(job->findings, job->nr_findings, sizeof(*job->findings),
		      finding_order);
}

struct plan *add_plan(struct job *job)
{
	GROW(job->plans, job->nr_plans);
	job->plans[job->nr_plans] = (struct plan){ 0 };
	return &job->plans[job->nr_plans++];
}

const struct node *first_assigned(const struct plan *p)
{
	const struct node *first = NULL;

	for (int i = 0; i < NR_CALLBACKS; i++)
		if (p->assigned[i] && (!first || p->assigned[i]->span.begin < first->span.begin))
			first = p->assigned[i];
	return first;
}

bool by_macros(const struct plan *p)
{
	for (int i = 0; i < NR_CALLBACKS; i++)
		if (p->macros[i].end)
			return true;
	return false;
}

bool is_patch_wide(const struct plan *p)
{
	return !p->object && !first_assigned(p) && !by_macros(p);
}

void account(struct job *job, struct span span)
{
	GROW(job->accounted, job->nr_accounted);
	job->accounted[job->nr_accounted++] = span;
}

bool is_accounted(const struct job *job, size_t offset)
{
	for (size_t i = 0; i < job->nr_accounted; i++)
		if (offset >= job->accounted[i].begin && offset < job->accounted[i].end)
			return true;
	return false;
}

static void plan_release(struct plan *p)
{
	free(p->object_name);
	free(p->id);
	free(p->name);
	free(p->comment);
	free(p->dtor);
	free(p->takeover_name);
	closure_release(&p->closure);
}

void job_release(struct job *job)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		plan_release(&job->plans[i]);
	free(job->plans);
	for (size_t i = 0; i < job->nr_keys; i++)
		free(job->keys[i].name);
	free(job->keys);
	for (size_t i = 0; i < job->nr_findings; i++)
		free(job->findings[i].message);
	free(job->findings);
	free(job->accounted);
	edits_release(&job->edits);
	buf_release(&job->asked);
	source_release(&job->source);
	*job = (struct job){ 0 };
}
