// SPDX-License-Identifier: GPL-2.0
/* Callbacks that are set at run time: the object gets a state there instead. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

/* The object in object.callbacks.pre_patch, and which callback it is; NULL: it is none. */
static const struct node *object_of(const struct node *n, enum callback *c)
{
	const struct node *callbacks = n->child;

	if (n->kind != NODE_MEMBER || !callbacks || !callbacks->record ||
	    strcmp(callbacks->record, "klp_callbacks") || callbacks->kind != NODE_MEMBER)
		return NULL;
	for (int i = 0; i < NR_CALLBACKS; i++) {
		if (!strcmp(n->name, callback_names[i])) {
			*c = i;
			return callbacks->child;
		}
	}
	return NULL;
}

/* A statement of a block that is not in a loop, and the object does not change in between. */
static bool is_plain(const struct source *s, const struct node *assign)
{
	if (!assign->exact || assign->parent->kind != NODE_BLOCK)
		return false;
	for (const struct node *n = assign->parent; n; n = n->parent)
		if (n->kind == NODE_LOOP)
			return false;
	return !has_directive(s, assign->parent->span);
}

/* Is it &x, or ++ or -- of x? */
static bool may_set(const struct source *s, const struct node *unary)
{
	return strchr("&+-", s->text[unary->span.begin]) ||
	       strchr("+-", s->text[unary->span.end - 1]);
}

/* How often a variable gets a value in its function. */
static unsigned int times_set(const struct source *s, const struct node *var)
{
	unsigned int times = 0;

	for (const struct node *n = var->child; n; n = n->next)
		times += n->kind != NODE_TYPE;
	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		times += r->decl == var && ((r->parent->kind == NODE_ASSIGN && r->parent->child == r) ||
					    (r->parent->kind == NODE_UNARY && may_set(s, r->parent)));
	}
	return times;
}

/* Does the expression stand for one object whenever it is run? */
static bool is_one_object(const struct source *s, const struct node *object)
{
	const struct node *base = object;

	for (; base->child; base = base->child)
		if (base->child->next && base->child->next->kind == NODE_REF &&
		    base->child->next->decl)
			return false;
	if (base->kind != NODE_REF || !base->decl || base->decl->kind == NODE_PARAM)
		return false;
	return base->decl->global || times_set(s, base->decl) <= 1;
}

static struct plan *plan_of(struct job *job, const struct node *object)
{
	for (size_t i = 0; i < job->nr_plans; i++) {
		const struct node *first = first_assigned(&job->plans[i]);

		if (first && same_text(&job->source, first->child->child->child, object) &&
		    enclosing_function(&job->source, first) ==
		    enclosing_function(&job->source, object))
			return &job->plans[i];
	}
	return NULL;
}

static bool take(struct job *job, const struct node *assign, const struct node *object,
		 enum callback c)
{
	struct plan *p = plan_of(job, object);

	if (!is_plain(&job->source, assign) || !is_one_object(&job->source, object))
		return false;
	if (!p) {
		char *name = object_name(&job->source, object);

		if (!name)
			return false;
		p = add_plan(job);
		p->object_name = name;
		p->origin = assign->span.begin;
		p->old_callbacks = (struct field){ assign, assign->child->next };
	} else if (p->assigned[c] || first_assigned(p)->parent != assign->parent) {
		return false;
	}
	p->assigned[c] = assign;
	return take_callback(job, p, c, assign->child->next);
}

static void look_at(const struct node *n, void *arg)
{
	struct job *job = arg;
	const struct node *object, *up = n->parent;
	enum callback c;

	if (n->kind != NODE_MEMBER || !n->child || !n->child->record)
		return;
	object = object_of(n, &c);
	if (object && up->kind == NODE_ASSIGN && up->child == n && take(job, up, object, c)) {
		account(job, up->span);
		return;
	}
	if ((!strcmp(n->child->record, "klp_callbacks") ||
	     (!strcmp(n->child->record, "klp_object") && !strcmp(n->name, "callbacks"))) &&
	    !is_accounted(job, n->span.begin))
		found(job, CALLBACK_ASSIGNED, n->span.begin, NULL, NULL);
}

void rule_run_time(struct job *job)
{
	size_t from = job->nr_plans;

	for_each_node(job->source.ast.root, look_at, job);
	for (size_t i = from; i < job->nr_plans; i++) {
		struct plan *p = &job->plans[i];

		if (choose_state(job, p))
			found(job, CALLBACKS_SET, p->origin, p->object_name, p->id);
	}
}
