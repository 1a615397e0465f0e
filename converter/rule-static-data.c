// SPDX-License-Identifier: GPL-2.0
/* Module-static data that callbacks share: it is empty in the module that inherits. */
#include <stdlib.h>
#include <string.h>

#include "rules.h"

/* Who uses a variable: a bit per callback, the last one for all that is no callback. */
enum {
	USED_BY_DTOR = 1 << NR_CALLBACKS,
	USED_OUTSIDE = 1 << (NR_CALLBACKS + 1),
};

static bool runs(const struct source *s, const struct function *f, const struct function *user)
{
	struct closure c = { 0 };
	bool in;

	closure_add(s, &c, f);
	in = closure_has(s, &c, user);
	closure_release(&c);
	return in;
}

static unsigned int callback_users(const struct job *job, const struct function *user)
{
	const struct source *s = &job->source;
	unsigned int users = 0;

	for (size_t i = 0; i < job->nr_plans; i++) {
		for (int c = 0; c < NR_CALLBACKS; c++)
			if (runs(s, job->plans[i].callbacks[c], user))
				users |= 1 << c;
		if (runs(s, job->plans[i].dtor_function, user))
			users |= USED_BY_DTOR;
	}
	return users;
}

/* The functions that the livepatch puts in place of others, and module exit. */
static void outside_closure(const struct source *s, struct closure *c)
{
	closure_add(s, c, s->exit);
	for (size_t i = 0; i < s->nr_tables; i++) {
		if (strcmp(s->tables[i].record, "klp_func"))
			continue;
		for (size_t e = 0; e < s->tables[i].nr_entries; e++) {
			struct field f = entry_field(s->tables[i].entries[e], "klp_func", "new_func");

			closure_add(s, c, value_function(s, f.value));
		}
	}
}

static bool is_table(const struct node *var)
{
	return var->record && !var->pointers && !strncmp(var->record, "klp_", 4);
}

static bool is_module_data(const struct source *s, const struct node *var)
{
	return is_module_variable(s, var) && !var->is_const && !is_table(var);
}

static unsigned int users_of(const struct job *job, const struct closure *outside,
			     const struct node *var)
{
	const struct source *s = &job->source;
	unsigned int users = 0;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct function *f;

		if (s->refs[i]->decl != var)
			continue;
		f = enclosing_function(s, s->refs[i]);
		users |= callback_users(job, f);
		if (closure_has(s, outside, f))
			users |= USED_OUTSIDE;
	}
	return users;
}

/* With this answer, setup runs in the module that inherits. */
static void answer_static(struct job *job, const struct node *var)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_refs && answer_is(job, "static-data", "takeover"); i++) {
		const struct function *f = enclosing_function(s, s->refs[i]);

		for (size_t p = 0; p < job->nr_plans && s->refs[i]->decl == var; p++)
			if (closure_has(s, &job->plans[p].closure, f))
				job->plans[p].takeover = TAKEOVER_AGAIN;
	}
}

/* Is it set up again in the module that inherits, before anybody needs it? */
static bool is_set_again(const struct job *job, unsigned int users)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].takeover != TAKEOVER_AGAIN)
			return false;
	return !(users & USED_OUTSIDE);
}

static bool is_shared(unsigned int users)
{
	return users & ~USED_OUTSIDE && users & (users - 1);
}

/* What the callbacks use of other files can't be looked at here. */
static void ask_other_files(struct job *job)
{
	const struct source *s = &job->source;
	struct buf names = BUF_INIT;
	size_t offset = 0;

	for (size_t i = 0; i < s->nr_refs && !is_set_again(job, 0); i++) {
		const struct node *r = s->refs[i];

		if (!r->outside || !r->in_header ||
		    !callback_users(job, enclosing_function(s, r)))
			continue;
		offset = names.len ? offset : r->span.begin;
		add_name(&names, r->name);
	}
	if (names.len)
		found(job, OTHER_FILE, offset, names.text, NULL);
	buf_release(&names);
}

/* One question for all variables of the livepatch. */
void rule_static_data(struct job *job)
{
	const struct source *s = &job->source;
	struct closure outside = { 0 };
	struct buf names = BUF_INIT;
	size_t offset = 0;

	outside_closure(s, &outside);
	for (size_t i = 0; i < s->nr_refs && job->nr_plans; i++) {
		const struct node *var = s->refs[i]->decl;
		bool first = true;
		unsigned int users;

		for (size_t k = 0; k < i && first; k++)
			first = s->refs[k]->decl != var;
		if (!first || !is_module_data(s, var) || has_word(job->asked.text, var->name))
			continue;
		users = users_of(job, &outside, var);
		if (!is_shared(users) || is_set_again(job, users))
			continue;
		answer_static(job, var);
		if (!names.len)
			offset = var->span.begin;
		buf_addf(&names, "%s%s", names.len ? ", " : "", var->name);
	}
	if (names.len)
		found(job, STATIC_DATA, offset, names.text, NULL);
	buf_release(&names);
	closure_release(&outside);
	ask_other_files(job);
}
