// SPDX-License-Identifier: GPL-2.0
/* Checks for the state of a previous livepatch go; its data is taken over. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

/* prev = klp_get_prev_state(ID); if (prev) { ... } */
struct check {
	const struct function *f;
	const struct node *var;		/* declaration of prev; NULL: the if asks the call itself */
	const struct node *assignment;	/* statement; NULL: var has it as initializer */
	const struct node *branch;	/* the if */
	const struct node *taken;	/* what it does for an inherited state, or NULL; */
	const struct node *kept;	/* else: this stays, or NULL */
	unsigned long id;
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

/* Is it the version that the livepatch gives the state itself? */
static bool is_own_version(const struct source *s, const struct node *n, unsigned long id)
{
	struct field own = entry_field(patch_state(s, id), "klp_state", "version");

	if (n->kind == NODE_MEMBER)
		return !strcmp(n->name, "version");
	return own.value && same_text(s, own.value, n);
}

/* prev->version > OWN, prev && prev->version > OWN: what the kernel refuses by itself. */
static bool is_newer(const struct source *s, const struct node *n, const struct check *c)
{
	const struct node *left = n->kind == NODE_BINARY ? n->child : NULL;
	const struct node *right = left ? left->next : NULL;
	char *operator;
	bool newer;

	if (!right || !n->exact)
		return false;
	operator = text_at(s, (struct span){ left->span.end, right->span.begin });
	if (left->kind == NODE_MEMBER)
		newer = !strcmp(left->name, "version") && refers_to(left->child, c->var) &&
			strchr(operator, '>') && !strchr(operator, '=') &&
			is_own_version(s, right, c->id);
	else
		newer = refers_to(left, c->var) && strstr(operator, "&&") &&
			is_newer(s, right, c);
	free(operator);
	return newer;
}

/* The two parts of an if (asked), or if (!asked). */
static bool take_branch(const struct source *s, struct check *c, const struct node *branch,
			const struct node *asked)
{
	const struct node *condition, *then;
	bool negative;

	if (!branch || branch->kind != NODE_IF || !branch->exact || !branch->child)
		return false;
	condition = branch->child;
	then = condition->next;
	negative = condition->kind == NODE_UNARY && s->text[condition->span.begin] == '!';
	if (negative)
		condition = condition->child;
	if (!negative && then && !then->next && c->var && is_newer(s, condition, c)) {
		c->branch = branch;
		c->taken = then;
		return true;
	}
	if (!then || !(condition == asked || (asked->kind == NODE_VAR &&
					      condition->kind == NODE_REF && refers_to(condition, asked))))
		return false;
	c->branch = branch;
	c->taken = negative ? then->next : then;
	c->kept = negative ? then : then->next;
	return true;
}

/* The if that follows, behind other declarations. */
static const struct node *branch_behind(const struct node *statement)
{
	const struct node *n = statement;

	while (n->next && n->next->kind == NODE_DECL)
		n = n->next;
	return n->next;
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

		if (r->decl != c->var || (c->assignment && within(r, c->assignment)))
			continue;
		if (!within(r, c->branch) || (c->kept && within(r, c->kept)))
			return false;
	}
	return true;
}

static bool find_check(const struct source *s, const struct node *call, struct check *c)
{
	const struct node *up = call->parent;

	*c = (struct check){
		.f = enclosing_function(s, call),
		.id = call_argument(call, 0)->value,
	};
	if (!c->f)
		return false;
	if (up->kind == NODE_UNARY)
		up = up->parent;
	if (up->kind == NODE_IF)
		return up->parent == c->f->body && take_branch(s, c, up, call);
	if (up->kind == NODE_ASSIGN && up->parent == c->f->body &&
	    up->child->kind == NODE_REF && up->child->decl && !up->child->decl->global) {
		c->var = up->child->decl;
		c->assignment = up;
	} else if (up->kind == NODE_VAR && up->parent->kind == NODE_DECL &&
		   up->parent->parent == c->f->body) {
		c->var = up;
		up = up->parent;
	}
	return c->var && take_branch(s, c, branch_behind(up), c->var) && used_only_in(s, c);
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

/* Lines of a block, or a statement on lines of its own, that can be moved left. */
static bool is_movable(const struct source *s, const struct node *n)
{
	if (has_directive(s, n->span) || !n->exact)
		return false;
	for (const struct node *c = n->child; c && n->kind == NODE_BLOCK; c = c->next)
		if (c->kind == NODE_DECL || line_begin(s, c->span.begin) <= n->span.begin)
			return false;
	return n->kind == NODE_BLOCK ? n->child != NULL :
	       line_begin(s, n->span.begin) > n->parent->span.begin;
}

/* What the if does for a new state stays, one level to the left, without the if. */
static void unwrap(struct job *job, const struct check *c)
{
	const struct source *s = &job->source;
	bool block = c->kept->kind == NODE_BLOCK;
	size_t begin = block ? line_end(s, c->kept->span.begin) :
		       line_begin(s, c->kept->span.begin);
	size_t end = block ? line_begin(s, c->kept->span.end) :
		     line_end(s, statement_end(s, c->kept->span.end) - 1);
	size_t head = line_begin(s, c->branch->span.begin);
	size_t tail = line_end(s, statement_end(s, c->branch->span.end) - 1);
	char *unit = indent_unit(s);

	edits_add(&job->edits, head, begin - head, "");
	for (size_t line = begin; line < end; line = line_end(s, line))
		if (!strncmp(s->text + line, unit, strlen(unit)))
			edits_add(&job->edits, line, strlen(unit), "");
	if (tail > end)
		edits_add(&job->edits, end, tail - end, "");
	free(unit);
}

static void delete_check(struct job *job, const struct check *c)
{
	const struct source *s = &job->source;
	const struct node *branch = c->branch;
	size_t begin = branch->span.begin;

	/* Directly behind each other they go at once: so do the blank lines. */
	if (c->assignment && c->assignment->next == branch && !c->kept)
		begin = c->assignment->span.begin;
	else if (c->assignment)
		delete_statement(s, &job->edits, (struct span){
			c->assignment->span.begin,
			statement_end(s, c->assignment->span.end) });
	if (c->kept)
		unwrap(job, c);
	else
		delete_statement(s, &job->edits, (struct span){
			comment_above(s, begin), statement_end(s, branch->span.end) });
	if (c->var)
		delete_variable(s, &job->edits, c->var);
}

static void convert_check(struct job *job, const struct node *call)
{
	const struct source *s = &job->source;
	struct check c;

	if (!find_check(s, call, &c) || (c.taken && !is_takeover_work(c.taken)) ||
	    (c.kept && !is_movable(s, c.kept))) {
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
