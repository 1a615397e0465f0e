// SPDX-License-Identifier: GPL-2.0
/* The callbacks of an object become a state: tables, signatures, bodies, calls. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "rules.h"
#include "target.h"

#define COLUMNS 80

/* A callback, and the names of its new parameters. */
struct signature {
	const struct function *f;
	const struct plan *plan;	/* of one of its states */
	char *patch, *state;
};

struct signatures {
	struct signature *v;
	size_t nr;
};

static const struct signature *find_signature(const struct signatures *sigs,
					      const struct function *f)
{
	for (size_t i = 0; f && i < sigs->nr; i++)
		if (sigs->v[i].f == f)
			return &sigs->v[i];
	return NULL;
}

/* The parameter, if it is the one struct klp_object * that a callback takes. */
static const struct node *object_parameter(const struct node *function)
{
	const struct node *param = NULL;

	for (const struct node *n = function->child; n; n = n->next) {
		if (n->kind != NODE_PARAM)
			continue;
		if (param)
			return NULL;
		param = n;
	}
	if (!param || !param->exact || !param->record ||
	    strcmp(param->record, "klp_object") || param->pointers != 1)
		return NULL;
	return param;
}

static bool callback_usable(struct job *job, const struct function *f, size_t offset)
{
	if (!f->body || f->decl->in_header || f->def->in_header) {
		found(job, CALLBACK_ELSEWHERE, offset, f->name, NULL);
		return false;
	}
	if (!f->def->exact || !object_parameter(f->def)) {
		found(job, CALLBACK_TYPE, f->def->span.begin, f->name, NULL);
		return false;
	}
	return true;
}

static bool take_callback(struct job *job, struct plan *p, enum callback c,
			  const struct node *value)
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
	if (!callback_usable(job, f, value->span.begin))
		return false;
	p->callbacks[c] = f;
	closure_add(&job->source, &p->closure, f);
	return true;
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
		if (n->kind == NODE_DESIGNATED && n->child->next->kind == NODE_FIELD &&
		    !strcmp(n->child->name, "callbacks")) {
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
	if (f.value->kind != NODE_LIST) {
		found(job, CALLBACKS_BY_NAME, f.whole->span.begin, NULL, NULL);
		return false;
	}
	if (has_directive(&job->source, f.whole->span)) {
		found(job, CALLBACKS_CONDITIONAL, f.whole->span.begin, NULL, NULL);
		return false;
	}
	return take_list(job, p, f.value);
}

static char *object_name(const struct source *s, const struct node *entry)
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

static void use_id(const struct table *states, const struct node *arg, bool own,
		   struct used_ids *used)
{
	unsigned long id;

	if (!arg || !arg->has_value) {
		used->mixed = true;
		return;
	}
	for (size_t i = 0; states && i < states->nr_entries; i++) {
		if (entry_id(states->entries[i], &id) && id == (unsigned long)arg->value) {
			use_entry(used, states->entries[i]);
			return;
		}
	}
	if (own)
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
			use_id(states, call_argument(call, 1), true, &used);
		else if (!strcmp(r->name, "klp_get_prev_state"))
			use_id(states, call_argument(call, 0), false, &used);
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
		  xasprintf("%s:%s", last, p->object_name);
	buf_release(&names);
	free(fix);
}

static bool choose_state(struct job *job, struct plan *p)
{
	const struct source *s = &job->source;
	struct used_ids used = ids_of_closure(s, p);
	size_t offset = p->old_callbacks.whole->span.begin;
	struct field id;

	if (!used.entry && !strcmp(p->object_name, "vmlinux"))
		used.entry = only_state(s);
	if (used.mixed || (used.entry && (strcmp(p->object_name, "vmlinux") ||
					  entry_taken(job, used.entry)))) {
		found(job, STATES_MIXED, offset, p->object_name, NULL);
		return false;
	}
	if (!used.entry) {
		choose_id(job, p);
		return true;
	}
	if (p->objects->indexed) {
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
	p->object_name = object_name(&job->source, entry);

	if (!is_written(&job->source, entry)) {
		found(job, CALLBACKS_MACRO, entry->span.begin, NULL, NULL);
		return;
	}
	if (objects->var->parent != job->source.ast.root) {
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

/* A name for a parameter that the body does not use for something else; for free(). */
static char *parameter_name(const struct source *s, const struct function *f, const char *base)
{
	char *name = xstrdup(base);

	for (unsigned int i = 1; name_used_in(s, f->body->span, name); i++) {
		free(name);
		name = i == 1 ? xasprintf("this_%s", base) : xasprintf("this_%s%u", base, i);
	}
	return name;
}

static void add_signature(struct job *job, struct signatures *sigs, const struct plan *p,
			  const struct function *f)
{
	const struct signature *known = find_signature(sigs, f);

	if (known) {
		/* One body can't find its object in two ways. */
		if (!known->plan->existing != !p->existing ||
		    (p->existing && known->plan != p))
			found(job, STATES_MIXED, p->old_callbacks.whole->span.begin,
			      p->object_name, NULL);
		return;
	}
	GROW(sigs->v, sigs->nr);
	sigs->v[sigs->nr++] = (struct signature){
		.f = f,
		.plan = p,
		.patch = parameter_name(&job->source, f, "patch"),
		.state = parameter_name(&job->source, f, "state"),
	};
}

/* Puts the second parameter below the first one if the line gets too long. */
static char *wrap_parameters(const struct source *s, const struct span *old, char *text)
{
	size_t begin = line_begin(s, old->begin);
	unsigned int before = width(0, s->text + begin, old->begin - begin);
	const struct token *close = next_token(s, old->end);
	size_t rest = statement_end(s, close ? close->offset + close->length : old->end) - old->end;
	char *comma = strchr(text, ',');
	struct buf out = BUF_INIT;

	if (before + strlen(text) + rest <= COLUMNS)
		return text;
	buf_add(&out, text, comma + 1 - text);
	buf_putc(&out, '\n');
	for (unsigned int i = 0; i < before / TAB; i++)
		buf_putc(&out, '\t');
	for (unsigned int i = 0; i < before % TAB; i++)
		buf_putc(&out, ' ');
	buf_puts(&out, comma + 2);
	free(text);
	return buf_detach(&out);
}

static void convert_declarations(struct job *job, const struct signature *sig)
{
	const struct source *s = &job->source;

	for (const struct node *n = s->ast.root->child; n; n = n->next) {
		const struct node *param;
		char *text;

		if (n->kind != NODE_FUNCTION || n->decl != sig->f->decl)
			continue;
		param = object_parameter(n);
		if (!param) {
			found(job, CALLBACK_TYPE, n->span.begin, sig->f->name, NULL);
			continue;
		}
		text = wrap_parameters(s, &param->span,
				       target_parameters(sig->patch, sig->state));
		edits_add(&job->edits, param->span.begin,
			  param->span.end - param->span.begin, text);
		free(text);
	}
}

/* Is this use of a callback's object the argument for another callback? */
static const struct signature *passed_on(const struct source *s, const struct signatures *sigs,
					 const struct node *ref)
{
	unsigned int arg;
	const struct node *call = enclosing_call(ref, &arg);
	const struct node *to = call ? callee(call) : NULL;

	if (!to || ref->parent != call || nr_arguments(call) != 1)
		return NULL;
	return find_signature(sigs, find_function(s, to->decl));
}

struct uses {
	const struct node *ref;		/* the last one in the tree */
	unsigned int refs;		/* in the tree, also from macros */
	unsigned int names;		/* in the text that nothing else explains */
};

struct look {
	const struct node *param;
	size_t offset;
	bool other;
};

/* Does something else than the parameter stand at an offset, with its name? */
static void look_at(const struct node *n, void *arg)
{
	struct look *l = arg;

	if (n->kind == NODE_REF && n->span.begin == l->offset && n->decl != l->param->decl)
		l->other = true;
	if (n->kind == NODE_VAR && l->offset >= n->span.begin && l->offset < n->span.end &&
	    !strcmp(n->name, l->param->name))
		l->other = true;
}

static bool is_other(const struct function *f, const struct node *param, size_t offset)
{
	struct look l = { .param = param, .offset = offset };

	for_each_node(f->body, look_at, &l);
	return l.other;
}

static unsigned int count_names(struct job *job, const struct function *f,
				const struct node *param)
{
	const struct source *s = &job->source;
	unsigned int names = 0;

	for (size_t i = tokens_find(&s->tokens, f->body->span.begin); i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];
		struct span here = { t->offset, t->offset + 1 };

		if (t->offset >= f->body->span.end)
			break;
		names += name_used_in(s, here, param->name) &&
			 !edits_deletes(&job->edits, t->offset) && !is_other(f, param, t->offset);
	}
	return names;
}

static struct uses object_uses(struct job *job, const struct signatures *sigs,
			       const struct signature *sig, const struct node *param)
{
	const struct source *s = &job->source;
	struct uses u = { .names = count_names(job, sig->f, param) };

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];
		char *args;

		if (r->decl != param->decl || edits_deletes(&job->edits, r->span.begin))
			continue;
		if (passed_on(s, sigs, r)) {
			args = xasprintf("%s, %s", sig->patch, sig->state);
			edits_add(&job->edits, r->span.begin, r->span.end - r->span.begin, args);
			free(args);
			u.names--;
			continue;
		}
		u.ref = r;
		u.refs++;
	}
	return u;
}

static bool is_lvalue(const struct node *ref)
{
	const struct node *p = ref->parent;

	return p->kind == NODE_UNARY || (p->kind == NODE_ASSIGN && p->child == ref);
}

static void declare_object(struct job *job, const struct signature *sig,
			   const struct node *param, const char *object)
{
	const struct node *first = sig->f->body->child;
	char *text;

	text = xasprintf("\n\tstruct klp_object *%s = %s;%s", param->name, object,
			 first && first->kind == NODE_DECL ? "" : "\n");
	edits_add(&job->edits, sig->f->body->span.begin + 1, 0, text);
	free(text);
}

static void convert_body(struct job *job, const struct signatures *sigs,
			 const struct signature *sig)
{
	const struct node *param = object_parameter(sig->f->def);
	struct uses u = object_uses(job, sigs, sig, param);
	char *object;

	if (!*param->name || !(u.names || u.refs))
		return;
	object = target_object(sig->plan, sig->patch, sig->state);
	if (u.names == 1 && u.refs == 1 && !is_lvalue(u.ref) && object[0] != '&' &&
	    node_text_is(&job->source, u.ref, param->name))
		edits_add(&job->edits, u.ref->span.begin, strlen(param->name), object);
	else
		declare_object(job, sig, param, object);
	free(object);
}

static bool in_callbacks_table(const struct node *ref)
{
	for (const struct node *n = ref; n; n = n->parent)
		if (n->kind == NODE_LIST && n->record &&
		    (!strcmp(n->record, "klp_callbacks") || !strcmp(n->record, "klp_object")))
			return true;
	return false;
}

/* A callback may be in tables and be called by other callbacks, with their object. */
static void check_uses(struct job *job, const struct signatures *sigs)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];
		const struct function *f = r->function ? find_function(s, r->decl) : NULL;
		const struct signature *caller;
		const struct node *arg;

		if (!find_signature(sigs, f) || in_callbacks_table(r))
			continue;
		caller = find_signature(sigs, enclosing_function(s, r));
		arg = r->parent->kind == NODE_CALL && r->parent->child == r ?
		      call_argument(r->parent, 0) : NULL;
		if (!caller || !arg || arg->kind != NODE_REF ||
		    arg->decl != object_parameter(caller->f->def)->decl)
			found(job, CALLBACK_USED, r->span.begin, f->name, NULL);
	}
}

static void check_run_time(const struct node *n, void *arg)
{
	struct job *job = arg;

	if (n->kind != NODE_MEMBER || !n->child || !n->child->record)
		return;
	if (!strcmp(n->child->record, "klp_callbacks") ||
	    (!strcmp(n->child->record, "klp_object") && !strcmp(n->name, "callbacks")))
		found(job, CALLBACK_ASSIGNED, n->span.begin, NULL, NULL);
}

void rule_callbacks(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_tables; i++)
		for (size_t e = 0; e < s->tables[i].nr_entries; e++)
			if (!strcmp(s->tables[i].record, "klp_object"))
				plan_object(job, &s->tables[i], s->tables[i].entries[e]);
	for_each_node(s->ast.root, check_run_time, job);
}

void convert_callbacks(struct job *job)
{
	struct signatures sigs = { 0 };

	for (size_t i = 0; i < job->nr_plans; i++)
		for (int c = 0; c < NR_CALLBACKS; c++)
			if (job->plans[i].callbacks[c])
				add_signature(job, &sigs, &job->plans[i],
					      job->plans[i].callbacks[c]);

	for (size_t i = 0; i < sigs.nr; i++) {
		convert_declarations(job, &sigs.v[i]);
		convert_body(job, &sigs, &sigs.v[i]);
	}
	check_uses(job, &sigs);
	for (size_t i = 0; i < sigs.nr; i++) {
		free(sigs.v[i].patch);
		free(sigs.v[i].state);
	}
	free(sigs.v);
}
