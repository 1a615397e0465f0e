// SPDX-License-Identifier: GPL-2.0
/* The callbacks of an object become a state: which one, and what is in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"
#include "target.h"

static bool is_shared(const struct job *job, const char *name)
{
	for (size_t i = 0; i < job->shared->nr; i++)
		if (!strcmp(job->shared->v[i].name, name))
			return true;
	return false;
}

static bool callback_usable(struct job *job, const struct function *f, bool hook, size_t offset)
{
	if (is_shared(job, f->name))
		return true;
	if (!f->body || f->decl->in_header || f->def->in_header) {
		found(job, CALLBACK_ELSEWHERE, offset, f->name, NULL);
		return false;
	}
	if (!f->def->exact || (!hook && !object_parameter(f->def))) {
		found(job, CALLBACK_TYPE, f->def->span.begin, f->name, NULL);
		return false;
	}
	return true;
}

bool take_function(struct job *job, struct plan *p, enum callback c, const struct function *f,
		   size_t offset)
{
	if (!callback_usable(job, f, p->hook[c], offset))
		return false;
	p->callbacks[c] = f;
	closure_add(&job->source, &p->closure, f);
	return true;
}

bool take_callback(struct job *job, struct plan *p, enum callback c, const struct node *value)
{
	const struct function *f = value_function(&job->source, value);
	const struct node *name = strip(value);

	if (is_null(&job->source, value))
		return true;
	if (name && name->kind == NODE_REF && name->function && !f) {
		found(job, CALLBACK_ELSEWHERE, value->span.begin, name->name, NULL);
		return false;
	}
	if (!f) {
		found(job, CALLBACK_VALUE, value->span.begin, NULL, NULL);
		return false;
	}
	return take_function(job, p, c, f, value->span.begin);
}

static bool take_list(struct job *job, struct plan *p, const struct node *list)
{
	size_t known = 0, nr = 0;

	for (int i = 0; i < NR_CALLBACKS; i++) {
		struct field f = entry_field(list, "klp_callbacks", callback_names[i]);

		if (!f.whole)
			continue;
		known++;
		if (!is_written(&job->source, f.whole)) {
			found(job, CALLBACKS_MACRO, f.whole->span.begin, NULL, NULL);
			return false;
		}
		if (!take_callback(job, p, i, f.value))
			return false;
	}
	for (const struct node *n = list->child; n; n = n->next)
		nr++;
	if (known != nr)
		found(job, CALLBACKS_MEMBER, list->span.begin, NULL, NULL);
	return known == nr;
}

/* Nested designators move as one piece of text. */
static bool is_one_piece(const struct source *s, const struct node *entry)
{
	const struct node *first = NULL, *last = NULL;
	size_t between = 0, nr = 0;

	for (const struct node *n = entry->child; n; n = n->next) {
		if (is_nested_callback(n)) {
			first = first ? first : n;
			last = n;
			nr++;
			if (is_null(s, n->child->next->next))
				return false;
		}
	}
	for (const struct node *n = first; n && n != last->next; n = n->next)
		between++;
	return between == nr && !has_directive(s, (struct span){
		first->span.begin, last->span.end });
}

static bool take_nested(struct job *job, struct plan *p)
{
	if (!is_one_piece(&job->source, p->object)) {
		found(job, CALLBACKS_SCATTERED, p->object->span.begin, NULL, NULL);
		return false;
	}
	for (int i = 0; i < NR_CALLBACKS; i++) {
		char *member = xasprintf("callbacks.%s", callback_names[i]);
		struct field f = entry_field(p->object, "klp_object", member);

		free(member);
		if (!f.whole)
			continue;
		if (!p->old_callbacks.whole)
			p->old_callbacks = f;
		if (!take_callback(job, p, i, f.value))
			return false;
	}
	return true;
}

static bool take_callbacks(struct job *job, struct plan *p)
{
	struct field f = p->old_callbacks;

	if (!f.whole)
		return take_nested(job, p);
	if (!is_written(&job->source, f.whole) || !is_written(&job->source, f.value)) {
		found(job, CALLBACKS_MACRO, f.whole->span.begin, NULL, NULL);
		return false;
	}
	p->by_name = value_table(&job->source, f.value);
	if (p->by_name) {
		if (strip(f.value) != f.value || p->by_name->nr_entries != 1 ||
		    !is_written(&job->source, p->by_name->entries[0])) {
			found(job, CALLBACKS_BY_NAME, f.whole->span.begin, NULL, NULL);
			return false;
		}
		account(job, p->by_name->var->span);
		return take_list(job, p, p->by_name->entries[0]);
	}
	if (!value_list(f.value)) {
		found(job, CALLBACKS_BY_NAME, f.whole->span.begin, NULL, NULL);
		return false;
	}
	account(job, f.whole->span);
	p->old_callbacks.value = value_list(f.value);
	return take_list(job, p, p->old_callbacks.value);
}

static char *entry_name(const struct source *s, const struct node *entry)
{
	struct field f = entry_field(entry, "klp_object", "name");
	const struct node *v = f.value ? strip(f.value) : NULL;

	if (!v || is_null(s, f.value))
		return xstrdup("vmlinux");
	if (v->kind == NODE_STRING && v->name[0] == '"')
		return xstrndup(v->name + 1, strlen(v->name) - 2);
	return text_at(s, v->span);
}

/* The ids of own states that the callbacks ask for. */
struct used_ids {
	const struct node *entry;	/* the one entry that they use */
	bool mixed;
};

static void use_entry(struct used_ids *used, const struct node *entry)
{
	if (used->entry && used->entry != entry)
		used->mixed = true;
	used->entry = entry;
}

static void use_id(const struct source *s, const struct node *arg, bool own,
		   struct used_ids *used)
{
	const struct node *entry;

	if (!arg || !arg->has_value) {
		used->mixed = true;
		return;
	}
	entry = patch_state(s, arg->value);
	if (entry)
		use_entry(used, entry);
	else if (own)
		used->mixed = true;
}

static struct used_ids ids_of_closure(const struct source *s, const struct plan *p)
{
	const struct table *states = patch_states(s);
	struct used_ids used = { 0 };

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];
		const struct node *call = r->parent;

		if (!closure_has(s, &p->closure, enclosing_function(s, r)))
			continue;
		if (states && r->decl == states->var->decl) {
			if (states->nr_entries == 1)
				use_entry(&used, states->entries[0]);
			else
				used.mixed = true;
		}
		if (call->kind != NODE_CALL || call->child != r)
			continue;
		if (!strcmp(r->name, "klp_get_state"))
			use_id(s, call_argument(call, 1), true, &used);
		else if (!strcmp(r->name, "klp_get_prev_state"))
			use_id(s, call_argument(call, 0), false, &used);
	}
	return used;
}

static bool has_old_callbacks(const struct node *entry, struct field *f)
{
	*f = entry_field(entry, "klp_object", "callbacks");
	if (f->whole)
		return true;
	for (int i = 0; i < NR_CALLBACKS; i++) {
		char *member = xasprintf("callbacks.%s", callback_names[i]);
		bool has = entry_field(entry, "klp_object", member).whole;

		free(member);
		if (has)
			return true;
	}
	return false;
}

/* The one state of a livepatch is what its one object's callbacks are about. */
static const struct node *only_state(const struct source *s)
{
	const struct table *states = patch_states(s);
	size_t objects = 0;

	for (size_t i = 0; i < s->nr_tables; i++) {
		struct field f;

		if (strcmp(s->tables[i].record, "klp_object"))
			continue;
		for (size_t e = 0; e < s->tables[i].nr_entries; e++)
			objects += has_old_callbacks(s->tables[i].entries[e], &f);
	}
	return states && states->nr_entries == 1 && objects == 1 ? states->entries[0] : NULL;
}

static bool entry_taken(const struct job *job, const struct node *entry)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].existing == entry)
			return true;
	return false;
}

static bool id_taken(const struct job *job, unsigned long id)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].id && job->plans[i].id_value == id)
			return true;
	return false;
}

/* The registry's line for a new state of the object, unless another state has its id. */
static const struct registered *known_state(const struct job *job, const char *fix,
					    const char *object)
{
	const struct registered *known = NULL;

	do {
		known = registry_find(job->registry, known, fix, object);
	} while (known && id_taken(job, known->id));
	return known;
}

/* The id that the registry knows, or a new one. */
static void choose_id(struct job *job, struct plan *p)
{
	char *fix = job->path ? fix_of_path(job->path) : xstrdup("-");
	const struct registered *known = known_state(job, fix, p->object_name);
	const char *last = strrchr(fix, '/') ? strrchr(fix, '/') + 1 : fix;
	struct buf names = BUF_INIT;

	for (int i = 0; i < NR_CALLBACKS; i++)
		buf_addf(&names, "%s,", p->callbacks[i] ? p->callbacks[i]->name : "");
	p->id_derived = true;
	p->id_known = known;
	p->id_value = known ? known->id : derive_id(fix, p->object_name, names.text);
	p->id = xasprintf("0x%08lx", p->id_value);
	p->name = known && *known->name ? xstrdup(known->name) :
		  strchr(p->object_name, '@') ? xstrdup(last) :
		  xasprintf("%s:%s", last, p->object_name);
	buf_release(&names);
	free(fix);
}

/* A new table stands in the same #if; an entry that is there does not, nor can an #elif be told. */
static bool is_conditional(const struct job *job, size_t offset, const struct node *existing)
{
	struct buf lines = BUF_INIT;
	int nr = print_conditions(&job->source, offset, 0, &lines);

	buf_release(&lines);
	return nr < 0 || (nr && existing);
}

/* Their bodies take the object from the state, so it must be the object's. */
static bool uses_shared(const struct job *job, const struct plan *p)
{
	for (int c = 0; c < NR_CALLBACKS; c++)
		if (p->callbacks[c] && is_shared(job, p->callbacks[c]->name))
			return true;
	return false;
}

bool choose_state(struct job *job, struct plan *p)
{
	const struct source *s = &job->source;
	struct used_ids used = ids_of_closure(s, p);
	size_t offset = p->origin;
	struct field id;

	if (!used.entry && !strcmp(p->object_name, "vmlinux"))
		used.entry = only_state(s);
	if (used.mixed || (used.entry && (!p->object || strcmp(p->object_name, "vmlinux") ||
					  entry_taken(job, used.entry)))) {
		found(job, STATES_MIXED, offset, p->object_name, NULL);
		return false;
	}
	if (used.entry && uses_shared(job, p)) {
		found(job, STATES_MIXED, offset, p->object_name, NULL);
		return false;
	}
	if (is_conditional(job, offset, used.entry)) {
		found(job, CALLBACKS_CONDITIONAL, offset, NULL, NULL);
		return false;
	}
	if (!used.entry) {
		choose_id(job, p);
		return true;
	}
	if (entry_index(s, p->objects, p->object) < 0) {
		found(job, OBJECTS_INDEXED, offset, NULL, NULL);
		return false;
	}
	p->existing = used.entry;
	entry_id(used.entry, &p->id_value);
	id = entry_field(used.entry, "klp_state", "id");
	p->id = text_at(s, id.value->span);
	return true;
}

static bool has_callbacks(const struct plan *p)
{
	for (int i = 0; i < NR_CALLBACKS; i++)
		if (p->callbacks[i])
			return true;
	return false;
}

/* Callbacks that are all NULL go: a state without any could not be taken back. */
static void drop_callbacks(struct job *job, struct plan *p)
{
	target_delete_callbacks(job, p);
	found(job, CALLBACKS_EMPTY, p->object->span.begin, p->object_name, NULL);
	free(p->object_name);
	closure_release(&p->closure);
	job->nr_plans--;
}

static void plan_object(struct job *job, const struct table *objects, const struct node *entry)
{
	struct field old;
	struct plan *p;

	if (!has_old_callbacks(entry, &old))
		return;
	p = add_plan(job);
	p->objects = objects;
	p->object = entry;
	p->old_callbacks = old;
	p->origin = old.whole ? old.whole->span.begin : entry->span.begin;
	p->object_name = entry_name(&job->source, entry);

	if (!is_written(&job->source, entry)) {
		found(job, CALLBACKS_MACRO, entry->span.begin, NULL, NULL);
		return;
	}
	if (enclosing_function(&job->source, objects->var)) {
		found(job, CALLBACKS_LOCAL, entry->span.begin, NULL, NULL);
		return;
	}
	if (entry_field(entry, "klp_object", "states").whole) {
		found(job, CALLBACKS_AND_STATES, entry->span.begin, NULL, NULL);
		return;
	}
	if (!take_callbacks(job, p))
		return;
	if (!has_callbacks(p))
		drop_callbacks(job, p);
	else if (choose_state(job, p))
		found(job, CALLBACKS_TABLE, p->old_callbacks.whole->span.begin,
		      p->object_name, p->id);
}

/* The other files convert the callbacks that another one's table names. */
static void plan_shared(struct job *job, const struct shared *shared)
{
	const struct source *s = &job->source;
	struct plan *p;

	for (size_t i = 0; i < s->nr_functions; i++) {
		const struct function *f = &s->functions[i];

		if (strcmp(f->name, shared->name) || f->decl->kind != NODE_FUNCTION)
			continue;
		p = add_plan(job);
		p->elsewhere = true;
		p->object_name = xstrdup(shared->object_name);
		p->origin = f->decl->span.begin;
		p->callbacks[shared->slot] = f;
		closure_add(s, &p->closure, f);
	}
}

void rule_callbacks(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_tables; i++)
		for (size_t e = 0; e < s->tables[i].nr_entries; e++)
			if (!strcmp(s->tables[i].record, "klp_object"))
				plan_object(job, &s->tables[i], s->tables[i].entries[e]);
	for (size_t i = 0; i < job->shared->nr; i++)
		plan_shared(job, &job->shared->v[i]);
}
