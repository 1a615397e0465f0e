// SPDX-License-Identifier: GPL-2.0
/* klp_shadow_free_all() on unload: a state owns the shadow variables instead. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

/* A call of klp_shadow_free_all(). */
struct free_call {
	const struct node *call, *id, *dtor;
	const struct function *f;
	const struct function *unload;	/* module exit or post_unpatch, which runs f */
	struct plan *plan;		/* of the object whose post_unpatch it is, or NULL */
	bool goes;
};

struct free_calls {
	struct free_call *v;
	size_t nr;
};

static bool is_call_of(const struct node *ref, const char *name)
{
	return ref->parent->kind == NODE_CALL && ref->parent->child == ref &&
	       !strcmp(ref->name, name);
}

/* The objects that a function is post_unpatch of. */
static unsigned int post_unpatch_of(const struct job *job, const struct function *f,
				    struct plan **plan)
{
	unsigned int nr = 0;

	for (size_t i = 0; i < job->nr_plans; i++) {
		if (job->plans[i].callbacks[POST_UNPATCH] != f)
			continue;
		*plan = &job->plans[i];
		nr++;
	}
	return nr;
}

/* What runs on unload: module exit, and each post_unpatch. */
static bool is_unload(const struct job *job, const struct function *f)
{
	struct plan *plan;

	return f && (f == job->source.exit || post_unpatch_of(job, f, &plan));
}

static bool runs_on_unload(const struct job *job, const struct function *f)
{
	const struct source *s = &job->source;
	struct closure unload = { 0 };
	bool runs;

	closure_add(s, &unload, s->exit);
	for (size_t i = 0; i < job->nr_plans; i++)
		closure_add(s, &unload, job->plans[i].callbacks[POST_UNPATCH]);
	runs = closure_has(s, &unload, f);
	closure_release(&unload);
	return runs;
}

/* May another file of the livepatch call the function, on unload as well? */
static bool other_file_runs(const struct job *job, const struct function *f)
{
	return f && !f->def->is_static && !runs_on_unload(job, f) &&
	       (job->several_files || !the_patch(&job->source));
}

/* The one call of a function, if there is no other use of it. */
static const struct node *only_call(const struct source *s, const struct function *f)
{
	const struct node *call = NULL;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (!r->function || find_function(s, r->decl) != f)
			continue;
		if (call || r->parent->kind != NODE_CALL || r->parent->child != r)
			return NULL;
		call = r->parent;
	}
	return call;
}

static void collect_calls(struct job *job, struct free_calls *calls)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (!is_call_of(r, "klp_shadow_free_all") || nr_arguments(r->parent) > 2 ||
		    !nr_arguments(r->parent))
			continue;
		GROW(calls->v, calls->nr);
		calls->v[calls->nr++] = (struct free_call){
			.call = r->parent,
			.id = call_argument(r->parent, 0),
			.dtor = call_argument(r->parent, 1),
			.f = enclosing_function(s, r),
		};
	}
}

static bool has_jump(const struct node *n)
{
	if (n->kind == NODE_JUMP)
		return true;
	for (const struct node *c = n->child; c; c = c->next)
		if (has_jump(c))
			return true;
	return false;
}

/* A statement of the body itself, and nothing before it leaves the function. */
static bool is_unconditional(const struct source *s, const struct function *f,
			     const struct node *call)
{
	if (call->parent != f->body || !call->exact || has_directive(s, f->body->span))
		return false;
	for (const struct node *n = f->body->child; n != call; n = n->next)
		if (has_jump(n))
			return false;
	return true;
}

/* Does a shadow call with the id stand in a function that f runs, from an offset on? */
static bool shadow_used(const struct source *s, const struct function *f, size_t from,
			const struct node *id, bool alloc_only)
{
	struct closure c = { 0 };
	bool used = false;

	for (size_t i = 0; i < s->nr_refs && f && f->body; i++) {
		const struct node *r = s->refs[i];

		if (r->function && r->span.begin >= from && r->span.end <= f->body->span.end &&
		    enclosing_function(s, r) == f)
			closure_add(s, &c, find_function(s, r->decl));
	}
	for (size_t i = 0; i < s->nr_refs && f; i++) {
		const struct node *r = s->refs[i], *arg;
		const struct function *in = enclosing_function(s, r);
		bool here = (in == f && r->span.begin >= from) || closure_has(s, &c, in);

		if (!here || r->parent->kind != NODE_CALL || r->parent->child != r ||
		    strncmp(r->name, "klp_shadow_", 11))
			continue;
		if (alloc_only && !strstr(r->name, "alloc"))
			continue;
		arg = call_argument(r->parent, is_call_of(r, "klp_shadow_free_all") ? 0 : 1);
		used |= !arg || !arg->has_value || arg->value == id->value;
	}
	closure_release(&c);
	return used;
}

static bool no_dtor(const struct source *s, const struct free_call *c)
{
	return !c->dtor || is_null(s, c->dtor);
}

static bool same_dtor(const struct source *s, const struct free_call *a, const struct free_call *b)
{
	if (no_dtor(s, a) || no_dtor(s, b))
		return no_dtor(s, a) && no_dtor(s, b);
	return value_function(s, a->dtor) == value_function(s, b->dtor);
}

static bool one_dtor(const struct source *s, const struct free_calls *calls,
		     const struct free_call *c)
{
	for (size_t i = 0; i < calls->nr; i++) {
		const struct free_call *o = &calls->v[i];

		if (o->id->has_value && o->id->value == c->id->value && !same_dtor(s, o, c))
			return false;
	}
	return true;
}

/* One question for all calls with the id. */
static bool is_first(const struct free_calls *calls, const struct free_call *c)
{
	for (const struct free_call *o = calls->v; o < c; o++)
		if (o->id->has_value && o->id->value == c->id->value)
			return false;
	return true;
}

/* Records a finding about a call. Returns false: what a caller returns then. */
static bool ask(struct job *job, enum form form, const struct free_call *c)
{
	const struct source *s = &job->source;
	char *id = text_at(s, c->id->span);
	char *dtor = c->dtor ? text_at(s, c->dtor->span) : xstrdup("");

	found(job, form, c->call->span.begin, id, dtor);
	free(id);
	free(dtor);
	return false;
}

/*
 * Goes from the call up to module exit or post_unpatch, through functions that
 * are called once. Asks the question that the way up leaves open.
 */
static bool climb(struct job *job, struct free_call *c)
{
	const struct source *s = &job->source;
	const struct function *f = c->f;
	const struct node *call = c->call;

	for (;;) {
		if (!call || !is_unconditional(s, f, call))
			return ask(job, SHADOW_CONDITIONAL, c);
		if (shadow_used(s, f, call->span.end, c->id, false))
			return ask(job, SHADOW_USED_LATER, c);
		if (is_unload(job, f))
			break;
		call = only_call(s, f);
		f = call ? enclosing_function(s, call) : NULL;
	}
	c->unload = f;
	return true;
}

static struct plan *plan_with_id(struct job *job, unsigned long id)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		if (!job->plans[i].id_derived && job->plans[i].id && job->plans[i].id_value == id)
			return &job->plans[i];
	return NULL;
}

/* Is the state that owns the variables by now another object's, or the livepatch's? */
static bool is_of_other_object(struct job *job, const struct free_call *c)
{
	const struct plan *p = plan_with_id(job, c->id->value);

	return p && c->plan && p->object != c->plan->object;
}

/* May the call go? If not, the question is asked. */
static bool call_goes(struct job *job, const struct free_calls *calls, struct free_call *c)
{
	const struct source *s = &job->source;

	if (!climb(job, c))
		return false;
	if (post_unpatch_of(job, c->unload, &c->plan) > 1 || is_of_other_object(job, c))
		return ask(job, SHADOW_SHARED, c);
	if (!one_dtor(s, calls, c))
		return is_first(calls, c) && ask(job, SHADOW_TWO_DTORS, c);
	if (shadow_used(s, s->init, 0, c->id, true))
		return ask(job, SHADOW_USED_IN_INIT, c);
	return true;
}

/* The state that shall own the variables: one that is there or planned, or a new one. */
static struct plan *owner(struct job *job, const struct free_call *c)
{
	const struct source *s = &job->source;
	struct plan *p = plan_with_id(job, c->id->value), *object = c->plan;

	if (p)
		return p;
	if (object && object->id_derived) {
		/* The object's state gets the id of its shadow variables. */
		p = object;
		p->id_derived = false;
		free(p->name);
		p->name = NULL;
		free(p->id);
	} else {
		size_t nr = object ? object - job->plans : 0;

		p = add_plan(job);
		if (object && !job->plans[nr].existing) {
			p->object = job->plans[nr].object;
			p->objects = job->plans[nr].objects;
			p->object_name = xstrdup(job->plans[nr].object_name);
		} else {
			p->object_name = xstrdup("-");
			p->existing = patch_state(s, c->id->value);
		}
	}
	p->id = text_at(s, c->id->span);
	p->id_value = c->id->value;
	p->origin = c->call->span.begin;
	return p;
}

/* The comment above the call explains the state now. */
static void move_comment(struct job *job, struct plan *p, const struct node *call)
{
	const struct source *s = &job->source;
	size_t begin = comment_above(s, call->span.begin);
	size_t end = line_begin(s, call->span.begin);
	char *indent = indentation(s, call->span.begin);
	struct buf out = BUF_INIT;

	for (size_t pos = begin; pos < end && !p->comment; pos = line_end(s, pos)) {
		size_t skip = strncmp(s->text + pos, indent, strlen(indent)) ? 0 : strlen(indent);

		buf_puts(&out, "\t\t");
		buf_add(&out, s->text + pos + skip, line_end(s, pos) - pos - skip);
	}
	if (out.len)
		p->comment = buf_detach(&out);
	free(indent);
}

/* Does the file declare a state that owns the variables, in any of its tables? */
static bool has_shadow_state(const struct source *s, long long id)
{
	unsigned long value;

	for (size_t i = 0; i < s->nr_tables; i++) {
		const struct table *t = &s->tables[i];

		for (size_t e = 0; e < t->nr_entries && !strcmp(t->record, "klp_state"); e++)
			if (entry_id(t->entries[e], &value) && value == (unsigned long)id &&
			    entry_field(t->entries[e], "klp_state", "is_shadow").whole)
				return true;
	}
	return false;
}

static bool has_states(const struct source *s)
{
	return entry_field(the_patch(s)->entries[0], "klp_patch", "states").whole;
}

static bool plan_call(struct job *job, struct free_calls *calls, struct free_call *c)
{
	const struct source *s = &job->source;
	const struct table *states = patch_states(s);
	struct plan *p;

	if (other_file_runs(job, c->f))
		return ask(job, SHADOW_OTHER_FILE, c);
	if (!runs_on_unload(job, c->f))
		return false;	/* see note_others() */
	if (!the_patch(s))
		return ask(job, SHADOW_NO_PATCH, c);
	if (!c->id->has_value)
		return ask(job, SHADOW_ID_UNKNOWN, c);
	if (!c->id->value)
		return ask(job, SHADOW_ID_ZERO, c);
	if (!no_dtor(s, c) && !value_function(s, c->dtor))
		return ask(job, SHADOW_DTOR_UNKNOWN, c);

	c->goes = call_goes(job, calls, c);
	if (!c->goes && c->unload && c->unload != s->exit)
		return false;
	if (has_shadow_state(s, c->id->value))
		return true;
	if (has_states(s) && !(states && states->terminator))
		return ask(job, SHADOW_STATES, c);
	p = owner(job, c);
	p->is_shadow = true;
	if (!no_dtor(s, c) && !p->dtor) {
		p->dtor = text_at(s, c->dtor->span);
		p->dtor_function = value_function(s, c->dtor);
		closure_add(s, &p->closure, p->dtor_function);
	}
	if (c->goes) {
		move_comment(job, p, c->call);
		ask(job, SHADOW_ON_UNLOAD, c);
	}
	return true;
}

/* Calls that do not run on unload: what they free may be a state's by now. */
static void note_others(struct job *job, const struct free_calls *calls)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < calls->nr; i++) {
		const struct free_call *c = &calls->v[i];
		bool owned = c->id->has_value && (plan_with_id(job, c->id->value) ||
						  has_shadow_state(s, c->id->value));

		if (!runs_on_unload(job, c->f) && !other_file_runs(job, c->f))
			ask(job, owned ? SHADOW_ELSEWHERE : SHADOW_NOT_ON_UNLOAD, c);
	}
}

/* Did a function do nothing but free shadow variables? */
static bool is_emptied(const struct free_calls *calls, const struct function *f)
{
	size_t statements = 0, going = 0;

	for (const struct node *n = f->body->child; n; n = n->next)
		statements++;
	for (size_t i = 0; i < calls->nr; i++)
		going += calls->v[i].goes && calls->v[i].f == f;
	return going == statements;
}

/* Is the function in no other slot than post_unpatch, so that it may go? */
static bool only_post_unpatch(const struct job *job, const struct function *f)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		for (int c = 0; c < POST_UNPATCH; c++)
			if (job->plans[i].callbacks[c] == f)
				return false;
	return true;
}

static void delete_function(struct job *job, const struct function *f)
{
	const struct source *s = &job->source;

	for (const struct node *n = s->ast.root->child; n; n = n->next) {
		if (n->kind != NODE_FUNCTION || n->decl != f->decl)
			continue;
		delete_statement(s, &job->edits, (struct span){
			comment_above(s, n->span.begin), statement_end(s, n->span.end) });
	}
	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].callbacks[POST_UNPATCH] == f)
			job->plans[i].callbacks[POST_UNPATCH] = NULL;
}

static bool goes(const struct free_calls *calls, const struct node *statement)
{
	for (size_t i = 0; i < calls->nr; i++)
		if (calls->v[i].call == statement)
			return calls->v[i].goes;
	return false;
}

/* Statements that follow each other go at once: so do the blank lines between them. */
static void delete_calls(struct job *job, const struct free_calls *calls,
			 const struct function *f)
{
	const struct source *s = &job->source;
	const struct node *n = f->body->child, *last;

	for (; n; n = last->next) {
		last = n;
		if (!goes(calls, n))
			continue;
		while (last->next && goes(calls, last->next))
			last = last->next;
		delete_statement(s, &job->edits, (struct span){
			comment_above(s, n->span.begin), statement_end(s, last->span.end) });
	}
}

/* Takes out what a function called; and the function with its call if nothing is left. */
static void clean_function(struct job *job, const struct free_calls *calls,
			   const struct function *f)
{
	const struct source *s = &job->source;
	const struct node *call = only_call(s, f);

	if (f == s->exit || !is_emptied(calls, f) || !only_post_unpatch(job, f)) {
		delete_calls(job, calls, f);
		return;
	}
	delete_function(job, f);
	if (call)
		delete_statement(s, &job->edits, (struct span){
			comment_above(s, call->span.begin), statement_end(s, call->span.end) });
}

void rule_shadow(struct job *job)
{
	struct free_calls calls = { 0 };

	collect_calls(job, &calls);
	for (size_t i = 0; i < calls.nr; i++)
		plan_call(job, &calls, &calls.v[i]);
	note_others(job, &calls);

	for (size_t i = 0; i < calls.nr; i++) {
		bool first = calls.v[i].goes;

		for (size_t k = 0; k < i && first; k++)
			first = !calls.v[k].goes || calls.v[k].f != calls.v[i].f;
		if (first)
			clean_function(job, &calls, calls.v[i].f);
	}
	free(calls.v);
}
