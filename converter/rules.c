// SPDX-License-Identifier: GPL-2.0
#include "rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "target.h"

static const struct rule rules[] = {
#define RULE(id, run, title, why, before, after) { id, run, title, why, before, after },
#define FORM(...)
#define ANSWER(...)
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
		if (form_level(i) == LEVEL_CONVERTED && !strcmp(form_rule(i), r->id))
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

/* What is switched off is read once more. */
static bool all_kept(const struct job *job)
{
	for (size_t i = 0; i < job->nr_findings; i++)
		if (job->findings[i].level >= LEVEL_MANUAL &&
		    job->findings[i].form != SWITCHED_OFF)
			return false;
	return true;
}

void run_rules(struct job *job)
{
	for (size_t i = 0; i < NR_RULES; i++)
		if (runs(&rules[i]) && !is_ignored(job, rules[i].id))
			rules[i].run(job);
	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].elsewhere && job->plans[i].takeover)
			found(job, ESCAPE_ELSEWHERE, job->plans[i].origin, NULL, NULL);
	check_comments(job);
	for (size_t i = 0; i < NR_RULES; i++)
		check_answer(job, rules[i].id);
	if (all_kept(job))
		target_states(job);
	indent_edits(&job->source, &job->edits);
	sort_findings(job);
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

		if (strcmp(form_rule(i), id))
			continue;
		text = form_message(i, "...", "...");
		printf("  %s: %s\n", level_names[form_level(i)], text);
		free(text);
	}
}

static void explain_answers(const char *id)
{
	const char *title = "\nanswers:\n";
	const struct answer *a;

	for (size_t i = 0; (a = answer_at(i)); i++) {
		if (strcmp(a->rule, id))
			continue;
		printf("%s  %s: %s\n", title, a->text, a->meaning);
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
