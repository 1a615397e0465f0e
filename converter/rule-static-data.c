// SPDX-License-Identifier: GPL-2.0
/* Module-static data that callbacks share: it is empty in the module that inherits. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

/* Does a function name a variable in code that can't be read without its headers? */
static bool names_unseen(const struct source *s, const struct function *f,
			 const struct node *var)
{
	const struct function *owner = enclosing_function(s, var);

	if (!f->body || (owner && owner != f))
		return false;
	for (size_t i = tokens_find(&s->tokens, f->body->span.begin); i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];

		if (t->offset >= f->body->span.end)
			break;
		if (t->kind == TOKEN_NAME && !t->dead && token_is(t, s->text, var->name) &&
		    !behind_member_operator(s, i) && !is_in_tree(f->body, t->offset, var->name))
			return true;
	}
	return false;
}

static bool uses(const struct source *s, const struct closure *c, const struct node *var)
{
	for (size_t i = 0; i < s->nr_refs; i++)
		if (s->refs[i]->decl == var &&
		    closure_has(s, c, enclosing_function(s, s->refs[i])))
			return true;
	for (size_t i = 0; i < s->nr_functions; i++)
		if (closure_has(s, c, &s->functions[i]) &&
		    names_unseen(s, &s->functions[i], var))
			return true;
	return false;
}

static bool callback_uses(const struct source *s, const struct function *f,
			  const struct node *var)
{
	struct closure c = { 0 };
	bool in;

	closure_add(s, &c, f);
	in = uses(s, &c, var);
	closure_release(&c);
	return in;
}

/* How many callbacks use a variable; one of two objects counts for each. */
static unsigned int callback_users(const struct job *job, const struct node *var)
{
	const struct source *s = &job->source;
	unsigned int users = 0;

	for (size_t i = 0; i < job->nr_plans; i++) {
		for (int c = 0; c < NR_CALLBACKS; c++)
			users += callback_uses(s, job->plans[i].callbacks[c], var);
		users += callback_uses(s, job->plans[i].dtor_function, var);
	}
	return users;
}

/* Adds what a function calls, but not what it only names: that runs later. */
static void add_called(const struct source *s, struct closure *c, const struct function *f)
{
	if (!f || closure_has(s, c, f))
		return;
	if (!c->in)
		c->in = xcalloc(s->nr_functions, sizeof(*c->in));
	c->in[f - s->functions] = true;
	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (r->function && r->parent->kind == NODE_CALL && r->parent->child == r &&
		    enclosing_function(s, r) == f)
			add_called(s, c, find_function(s, r->decl));
	}
}

static bool is_in_callbacks(const struct job *job, const struct function *f)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		if (closure_has(&job->source, &job->plans[i].closure, f))
			return true;
	return false;
}

/*
 * What runs at other times than module init and the callbacks: patched functions,
 * module exit, and what the kernel calls, a notifier or a timer.
 */
static void outside_closure(const struct job *job, struct closure *c)
{
	const struct source *s = &job->source;
	struct closure init = { 0 };

	add_called(s, &init, s->init);
	for (size_t i = 0; i < s->nr_functions; i++) {
		const struct function *f = &s->functions[i];

		if (f->body && !closure_has(s, &init, f) && !is_in_callbacks(job, f))
			closure_add(s, c, f);
	}
	closure_release(&init);
}

static bool is_table(const struct node *var)
{
	return var->record && !var->pointers && !strncmp(var->record, "klp_", 4);
}

static bool is_module_data(const struct source *s, const struct node *var)
{
	return is_module_variable(s, var) && !var->is_const && !is_table(var);
}

/* A function that takes a value: what nobody declares may be a macro, that sets it. */
static bool takes_value(const struct source *s, const struct node *call)
{
	const struct node *to = callee(call);

	return to && (!strcmp(to->name, "_printk") || find_function(s, to->decl));
}

/* May a use of a variable change it, or let another do so? */
static bool may_change(const struct source *s, const struct node *ref)
{
	const struct node *n = ref, *p;
	const char *op;

	while ((n->parent->kind == NODE_MEMBER && !n->pointers) || n->parent->kind == NODE_PAREN)
		n = n->parent;
	p = n->parent;
	op = s->text + p->span.begin;
	if (n->is_array || !p->exact)
		return true;
	switch (p->kind) {
	case NODE_ASSIGN:
		return p->child == n;
	case NODE_UNARY:
		return !strchr("!~*-", *op) || op[1] == '-' || s->text[p->span.end - 1] == '-' ||
		       s->text[p->span.end - 1] == '+';
	case NODE_CALL:
		return p->child != n && !takes_value(s, p);
	case NODE_OTHER:
		return true;
	default:
		return false;
	}
}

static bool may_change_in(const struct job *job, const struct closure *c, const struct node *var)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct function *f = enclosing_function(s, s->refs[i]);

		if (s->refs[i]->decl == var && may_change(s, s->refs[i]) &&
		    (closure_has(s, c, f) || is_in_callbacks(job, f)))
			return true;
	}
	for (size_t i = 0; i < s->nr_functions; i++)
		if ((closure_has(s, c, &s->functions[i]) || is_in_callbacks(job, &s->functions[i])) &&
		    names_unseen(s, &s->functions[i], var))
			return true;
	return false;
}

/* Is it named in no function, as where a table or module_param() has its address? */
static bool is_published(const struct source *s, const struct node *var)
{
	for (size_t i = 0; i < s->nr_refs; i++)
		if (s->refs[i]->decl == var && !enclosing_function(s, s->refs[i]))
			return true;
	return false;
}

/*
 * Does it get a value that other modules may not have? What module init fills is
 * the same in each; another file, or the user of the module, can fill it, too.
 */
static bool is_filled(const struct job *job, const struct closure *outside,
		      const struct node *var)
{
	return (job->several_files && !var->is_static) || is_published(&job->source, var) ||
	       may_change_in(job, outside, var);
}

/* What is published is used if a callback changes it. */
static bool is_used_outside(const struct job *job, const struct closure *outside,
			    const struct node *var)
{
	static const struct closure only_callbacks;

	return uses(&job->source, outside, var) ||
	       (is_published(&job->source, var) && may_change_in(job, &only_callbacks, var));
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

/*
 * Is the state set up again in the module that inherits it? Where escape has
 * asked for it, it may be: one question is enough.
 */
static bool is_set_again(const struct plan *p)
{
	return p->takeover == TAKEOVER_AGAIN || p->escape_asked;
}

/* Must somebody say whether its content is needed in the module that inherits? */
static bool is_question(const struct job *job, const struct closure *outside,
			const struct node *var)
{
	unsigned int users = callback_users(job, var);

	if (users && (job->part || is_used_outside(job, outside, var)))
		return true;
	for (size_t i = 0; i < job->nr_plans && users > 1; i++)
		if (uses(&job->source, &job->plans[i].closure, var) &&
		    !is_set_again(&job->plans[i]))
			return true;
	return false;
}

/* Does a function run in a callback when nothing may have set up what it uses? */
static bool runs_bare(const struct job *job, const struct function *f)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		if (closure_has(&job->source, &job->plans[i].closure, f) &&
		    !is_set_again(&job->plans[i]))
			return true;
	return false;
}

/* What the callbacks use of other files can't be looked at here. */
static void ask_other_files(struct job *job)
{
	const struct source *s = &job->source;
	struct buf names = BUF_INIT;
	size_t offset = 0;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (!r->outside || !r->in_header || !runs_bare(job, enclosing_function(s, r)))
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

	outside_closure(job, &outside);
	for (size_t i = 0; i < s->nr_refs && job->nr_plans; i++) {
		const struct node *var = s->refs[i]->decl;
		bool first = true;

		for (size_t k = 0; k < i && first; k++)
			first = s->refs[k]->decl != var;
		if (!first || !is_module_data(s, var) || has_word(job->asked.text, var->name) ||
		    !is_filled(job, &outside, var) || !is_question(job, &outside, var))
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
