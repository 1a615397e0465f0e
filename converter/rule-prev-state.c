// SPDX-License-Identifier: GPL-2.0
/* Checks for the state of a previous livepatch go; its data is taken over. */
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "rules.h"

/* prev = klp_get_prev_state(ID); if (prev) { ... } */
struct check {
	const struct function *f;
	const struct node *var;		/* declaration of prev; NULL: the if asks the call itself */
	const struct node *assignment;	/* statement; NULL: var has it as initializer */
	const struct node *branch;	/* the if */
};

/* Does the function only run as part of callbacks? */
static bool only_in_callbacks(const struct job *job, const struct function *f)
{
	const struct source *s = &job->source;
	bool runs = false;

	for (size_t i = 0; i < job->nr_plans; i++)
		runs |= closure_has(s, &job->plans[i].closure, f);
	if (!runs)
		return false;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];
		const struct function *user = enclosing_function(s, r);
		bool in = false;

		if (!r->function || find_function(s, r->decl) != f || !user)
			continue;
		for (size_t p = 0; p < job->nr_plans; p++)
			in |= closure_has(s, &job->plans[p].closure, user);
		if (!in)
			return false;
	}
	return true;
}

static bool is_own_id(const struct source *s, const struct node *arg)
{
	return arg && arg->has_value && patch_state(s, arg->value);
}

static bool refers_to(const struct node *n, const struct node *var)
{
	const struct node *r = strip(n);

	return r && r->kind == NODE_REF && r->decl == var;
}

/* The if without else that follows and asks for nothing but the variable. */
static const struct node *branch_behind(const struct node *statement, const struct node *var)
{
	const struct node *n = statement;

	while (n->next && n->next->kind == NODE_DECL)
		n = n->next;
	n = n->next;
	if (!n || n->kind != NODE_IF || !n->child || n->child->kind != NODE_REF ||
	    !refers_to(n->child, var) || !n->child->next || n->child->next->next)
		return NULL;
	return n;
}

static bool within(const struct node *n, const struct node *outer)
{
	return n->span.begin >= outer->span.begin && n->span.end <= outer->span.end;
}

/* Are all uses of the variable in what goes? */
static bool used_only_in(const struct source *s, const struct check *c)
{
	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (r->decl == c->var && !within(r, c->branch) &&
		    !(c->assignment && within(r, c->assignment)))
			return false;
	}
	return true;
}

static bool find_check(const struct source *s, const struct node *call, struct check *c)
{
	const struct node *up = call->parent;

	*c = (struct check){ .f = enclosing_function(s, call) };
	if (!c->f)
		return false;
	if (up->kind == NODE_ASSIGN && up->parent == c->f->body &&
	    up->child->kind == NODE_REF && up->child->decl && !up->child->decl->global) {
		c->var = up->child->decl;
		c->assignment = up;
		c->branch = branch_behind(up, c->var);
	} else if (up->kind == NODE_IF && up->child == call && up->parent == c->f->body &&
		   call->next && !call->next->next) {
		c->branch = up;
		return up->exact;
	} else if (up->kind == NODE_VAR && up->parent->kind == NODE_DECL &&
		   up->parent->parent == c->f->body) {
		c->var = up;
		c->branch = branch_behind(up->parent, c->var);
	}
	return c->branch && c->branch->exact && used_only_in(s, c);
}

/* What takeover does anyway, messages, and leaving the function. */
static bool is_takeover_work(const struct node *n)
{
	const struct node *ref = n->kind == NODE_CALL ? callee(n) : NULL;

	switch (n->kind) {
	case NODE_BLOCK:
		for (const struct node *c = n->child; c; c = c->next)
			if (!is_takeover_work(c))
				return false;
		return true;
	case NODE_JUMP:
		return true;
	case NODE_CALL:
		return ref && !strcmp(ref->name, "_printk");
	case NODE_ASSIGN:
		return n->child->kind == NODE_MEMBER && !strcmp(n->child->name, "data") &&
		       n->child->child && n->child->child->record &&
		       !strcmp(n->child->child->record, "klp_state");
	default:
		return false;
	}
}

static void delete_check(struct job *job, const struct check *c)
{
	const struct source *s = &job->source;
	const struct node *branch = c->branch;
	size_t begin = branch->span.begin;

	/* Directly behind each other they go at once: so do the blank lines. */
	if (c->assignment && c->assignment->next == branch)
		begin = c->assignment->span.begin;
	else if (c->assignment)
		delete_statement(s, &job->edits, (struct span){
			c->assignment->span.begin,
			statement_end(s, c->assignment->span.end) });
	delete_statement(s, &job->edits, (struct span){
		comment_above(s, begin), statement_end(s, branch->span.end) });
	if (c->var)
		delete_variable(s, &job->edits, c->var);
}

static void convert_check(struct job *job, const struct node *call)
{
	const struct source *s = &job->source;
	struct check c;

	if (!find_check(s, call, &c) || !is_takeover_work(c.branch->child->next)) {
		found(job, PREV_STATE_WORK, call->span.begin,
		      c.f ? c.f->name : "this", NULL);
		return;
	}
	delete_check(job, &c);
	found(job, PREV_STATE, call->span.begin, c.f->name, NULL);
}

/* Do the callbacks of a state keep something in its data? */
static bool writes_data(const struct source *s, const struct plan *p, const struct node *n)
{
	if (n->kind == NODE_ASSIGN && n->child && n->child->kind == NODE_MEMBER &&
	    !strcmp(n->child->name, "data") && n->child->child && n->child->child->record &&
	    !strcmp(n->child->child->record, "klp_state") &&
	    closure_has(s, &p->closure, enclosing_function(s, n)))
		return true;
	for (const struct node *c = n->child; c; c = c->next)
		if (writes_data(s, p, c))
			return true;
	return false;
}

void rule_prev_state(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i], *call = r->parent;

		if (strcmp(r->name, "klp_get_prev_state") || call->kind != NODE_CALL ||
		    call->child != r)
			continue;
		if (is_own_id(s, call_argument(call, 0)) &&
		    only_in_callbacks(job, enclosing_function(s, r)))
			convert_check(job, call);
	}
	for (size_t i = 0; i < job->nr_plans; i++) {
		struct plan *p = &job->plans[i];

		if (!p->existing || !writes_data(s, p, s->ast.root))
			continue;
		p->takeover = TAKEOVER_DATA;
		found(job, STATE_DATA, p->existing->span.begin, p->id, NULL);
	}
}
