// SPDX-License-Identifier: GPL-2.0
#include "rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "target.h"

const char *const level_names[NR_LEVELS] = {
	[LEVEL_NOTE]      = "note",
	[LEVEL_CONVERTED] = "converted",
	[LEVEL_REVIEW]    = "review",
	[LEVEL_MANUAL]    = "manual",
	[LEVEL_ERROR]     = "error",
};

const char *const callback_names[NR_CALLBACKS] = {
	[PRE_PATCH]    = "pre_patch",
	[POST_PATCH]   = "post_patch",
	[PRE_UNPATCH]  = "pre_unpatch",
	[POST_UNPATCH] = "post_unpatch",
};

static const struct rule rules[] = {
#define RULE(id, run, title, why, before, after) { id, run, title, why, before, after },
#define FORM(...)
#define ANSWER(...)
#include "rules.def"
#undef RULE
#undef FORM
#undef ANSWER
};

static const struct {
	const char *rule;
	enum level level;
	const char *text;
} forms[NR_FORMS] = {
#define RULE(...)
#define ANSWER(...)
#define FORM(name, rule, level, text) [name] = { rule, LEVEL_ ## level, text },
#include "rules.def"
#undef RULE
#undef FORM
#undef ANSWER
};

#define NR_RULES (sizeof(rules) / sizeof(*rules))

/* Set before anything is read. */
static bool skipped[NR_RULES], chosen[NR_RULES];
static bool choice;

const struct rule *rule_at(size_t nr)
{
	return nr < NR_RULES ? &rules[nr] : NULL;
}

const char *form_rule(enum form form)
{
	return forms[form].rule;
}

enum level form_level(enum form form)
{
	return forms[form].level;
}

/* Replaces the first %s of text by a, the second one by b. */
static char *fill(const char *text, const char *a, const char *b)
{
	struct buf out = BUF_INIT;
	const char *hole;

	while ((hole = strstr(text, "%s"))) {
		buf_add(&out, text, hole - text);
		buf_puts(&out, a ? a : "");
		a = b;
		text = hole + 2;
	}
	buf_puts(&out, text);
	return buf_detach(&out);
}

char *form_message(enum form form, const char *a, const char *b)
{
	return fill(forms[form].text, a, b);
}

static const struct {
	const char *rule, *text, *meaning;
} answers[] = {
#define RULE(...)
#define FORM(...)
#define ANSWER(rule, text, meaning) { rule, text, meaning },
#include "rules.def"
#undef RULE
#undef FORM
#undef ANSWER
};

#define NR_ANSWERS (sizeof(answers) / sizeof(*answers))

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
	bool any = true;

	for (size_t i = 0; i < NR_ANSWERS && text; i++) {
		if (strcmp(answers[i].rule, rule))
			continue;
		any = false;
		if (word_length(text) == strlen(answers[i].text) &&
		    !strncmp(text, answers[i].text, word_length(text)))
			return answers[i].text;
	}
	return text && any ? "" : NULL;
}

bool answer_is(const struct job *job, const char *rule, const char *answer)
{
	const char *given = answer_to(job, rule);

	return given && !strcmp(given, answer);
}

static const struct rule *find_rule(const char *id, size_t len)
{
	for (size_t i = 0; i < NR_RULES; i++)
		if (strlen(rules[i].id) == len && !memcmp(rules[i].id, id, len))
			return &rules[i];
	return NULL;
}

bool skip_rule(const char *id)
{
	const struct rule *r = find_rule(id, strlen(id));

	if (r)
		skipped[r - rules] = true;
	return r;
}

bool only_rule(const char *id)
{
	const struct rule *r = find_rule(id, strlen(id));

	choice = true;
	if (r)
		chosen[r - rules] = true;
	return r;
}

/* Rules that only look and ask are not subject to a choice among those that rewrite. */
static bool rewrites(const struct rule *r)
{
	for (size_t i = 0; i < NR_FORMS; i++)
		if (forms[i].level == LEVEL_CONVERTED && !strcmp(forms[i].rule, r->id))
			return true;
	return false;
}

static bool runs(const struct rule *r)
{
	return !skipped[r - rules] && (!choice || chosen[r - rules] || !rewrites(r));
}

/* Comments for klp-migrate that it would not understand. */
static void check_comments(struct job *job)
{
	static const char word[] = "klp-migrate: ";
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];
		char *text = xstrndup(s->text + t->offset, t->length);
		char *p = t->kind == TOKEN_COMMENT ? strstr(text, word) : NULL;

		if (p) {
			size_t verb = strspn(p + strlen(word), "abcdefghijklmnopqrstuvwxyz");
			char *rule = p + strlen(word) + verb + 1;

			if ((strncmp(p + strlen(word), "answer(", 7) &&
			     strncmp(p + strlen(word), "ignore(", 7)) ||
			    !find_rule(rule, strcspn(rule, ")")))
				found(job, UNKNOWN_COMMENT, t->offset, NULL, NULL);
		}
		free(text);
	}
}

/* The offset of an answer; one of the registry has none. */
static size_t offset_of(const struct source *s, const char *text)
{
	return text >= s->text && text < s->text + s->len ? text - s->text : 0;
}

/* Answers that are none of the rule's. */
static void check_answers(struct job *job)
{
	for (size_t i = 0; i < NR_RULES; i++) {
		const char *text = own_answer(job, rules[i].id);
		struct buf possible = BUF_INIT;
		char *word;

		if (!text || answer_to(job, rules[i].id))
			continue;
		for (size_t a = 0; a < NR_ANSWERS; a++)
			if (!strcmp(answers[a].rule, rules[i].id))
				buf_addf(&possible, "%s%s", possible.len ? ", " : "",
					 answers[a].text);
		word = xasprintf("%.*s (%s)", (int)word_length(text), text, rules[i].id);
		found(job, UNKNOWN_ANSWER, offset_of(&job->source, text), word, possible.text);
		free(word);
		buf_release(&possible);
	}
}

static bool is_found(const struct job *job, const struct finding *f)
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

static bool all_kept(const struct job *job)
{
	for (size_t i = 0; i < job->nr_findings; i++)
		if (job->findings[i].level >= LEVEL_MANUAL)
			return false;
	return true;
}

void run_rules(struct job *job)
{
	for (size_t i = 0; i < NR_RULES; i++)
		if (runs(&rules[i]) && !says(&job->source, "ignore", rules[i].id))
			rules[i].run(job);
	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].elsewhere && job->plans[i].takeover)
			found(job, ESCAPE_ELSEWHERE, job->plans[i].origin, NULL, NULL);
	check_comments(job);
	check_answers(job);
	if (all_kept(job))
		target_states(job);
	indent_edits(&job->source, &job->edits);
	if (job->nr_findings)
		qsort(job->findings, job->nr_findings, sizeof(*job->findings),
		      finding_order);
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

void explain_list(void)
{
	for (size_t i = 0; i < NR_RULES; i++)
		printf("%-16s %s\n", rules[i].id, rules[i].title);
}

static void explain_forms(const char *id)
{
	for (size_t i = 0; i < NR_FORMS; i++) {
		char *text;

		if (strcmp(forms[i].rule, id))
			continue;
		text = fill(forms[i].text, "...", "...");
		printf("  %s: %s\n", level_names[forms[i].level], text);
		free(text);
	}
}

static void explain_answers(const char *id)
{
	const char *title = "\nanswers:\n";

	for (size_t i = 0; i < NR_ANSWERS; i++) {
		if (strcmp(answers[i].rule, id))
			continue;
		printf("%s  %s: %s\n", title, answers[i].text, answers[i].meaning);
		title = "";
	}
}

bool explain_rule(const char *id)
{
	const struct rule *r = find_rule(id, strlen(id));

	if (!r)
		return false;
	printf("%s: %s\n\n%s\n\nbefore:\n%s\nafter:\n%s\nforms:\n", r->id, r->title, r->why,
	       r->before, r->after);
	explain_forms(id);
	explain_answers(id);
	return true;
}
