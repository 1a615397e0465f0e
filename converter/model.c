// SPDX-License-Identifier: GPL-2.0
#include "model.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"

static const char *const *members(const char *record)
{
	static const char *const func[] = { "old_name", "new_func", "old_sympos", NULL };
	static const char *const object[] = { "name", "funcs", "callbacks", "states", NULL };
	static const char *const callbacks[] = {
		"pre_patch", "post_patch", "pre_unpatch", "post_unpatch", NULL };
	static const char *const state[] = { "id", "version", "data", "name", NULL };
	static const char *const patch[] = { "mod", "objs", "states", "replace", NULL };
	static const struct {
		const char *record;
		const char *const *members;
	} records[] = {
		{ "klp_func", func },
		{ "klp_object", object },
		{ "klp_callbacks", callbacks },
		{ "klp_state", state },
		{ "klp_patch", patch },
	};

	for (size_t i = 0; record && i < sizeof(records) / sizeof(*records); i++)
		if (!strcmp(records[i].record, record))
			return records[i].members;
	return NULL;
}

/* Compares ".a.b" of a designator with "a.b". */
static bool designates(const struct node *designated, const char *member)
{
	for (const struct node *n = designated->child; n->kind == NODE_FIELD; n = n->next) {
		size_t len = strlen(n->name);

		if (strncmp(member, n->name, len))
			return false;
		member += len;
		if (*member == '.')
			member++;
	}
	return !*member;
}

static const struct node *last_child(const struct node *n)
{
	const struct node *c = n->child;

	while (c && c->next)
		c = c->next;
	return c;
}

struct field entry_field(const struct node *entry, const char *record, const char *member)
{
	const char *const *names = members(record);
	size_t position = 0;

	for (const struct node *n = entry->child; n; n = n->next) {
		if (n->kind == NODE_DESIGNATED) {
			if (designates(n, member))
				return (struct field){ n, last_child(n) };
			for (position = 0; names[position]; position++)
				if (designates(n, names[position]))
					break;
		} else if (names[position] && !strcmp(names[position], member)) {
			return (struct field){ n, n };
		}
		if (names[position])
			position++;
	}
	return (struct field){ 0 };
}

const struct node *strip(const struct node *n)
{
	while (n && (n->kind == NODE_CAST || n->kind == NODE_PAREN || n->kind == NODE_UNARY))
		n = last_child(n);
	return n;
}

bool node_text_is(const struct source *s, const struct node *n, const char *word)
{
	size_t len = n->span.end - n->span.begin;

	return len == strlen(word) && !memcmp(s->text + n->span.begin, word, len);
}

bool is_written(const struct source *s, const struct node *n)
{
	if (!n->exact)
		return false;
	if (n->kind == NODE_LIST)
		return s->text[n->span.begin] == '{';
	if (n->kind == NODE_DESIGNATED && n->child->kind == NODE_FIELD)
		return node_text_is(s, n->child, n->child->name);
	return true;
}

bool is_null(const struct source *s, const struct node *value)
{
	return value && (node_text_is(s, value, "NULL") || node_text_is(s, value, "0"));
}

const struct function *find_function(const struct source *s, const struct node *decl)
{
	for (size_t i = 0; decl && i < s->nr_functions; i++)
		if (s->functions[i].decl == decl->decl)
			return &s->functions[i];
	return NULL;
}

/* A function that only a header declares. */
static const struct function *find_named(const struct source *s, const char *name)
{
	for (size_t i = 0; i < s->nr_functions; i++)
		if (!strcmp(s->functions[i].name, name))
			return &s->functions[i];
	return NULL;
}

const struct function *value_function(const struct source *s, const struct node *value)
{
	const struct node *n = strip(value);

	if (!n || n->kind != NODE_REF || !n->function)
		return NULL;
	return n->decl ? find_function(s, n->decl) : find_named(s, n->name);
}

const struct table *value_table(const struct source *s, const struct node *value)
{
	const struct node *n = strip(value);

	for (size_t i = 0; n && i < s->nr_tables; i++) {
		const struct node *var = s->tables[i].var;

		if (n == var || (n->kind == NODE_REF && n->decl && n->decl == var->decl))
			return &s->tables[i];
	}
	return NULL;
}

bool is_module_variable(const struct source *s, const struct node *decl)
{
	if (!decl || decl->kind != NODE_VAR || !decl->global)
		return false;
	if (!decl->is_extern)
		return true;
	for (const struct node *n = s->ast.root->child; n; n = n->next)
		if (n->kind == NODE_VAR && n->decl == decl && !n->is_extern)
			return true;
	return false;
}

const struct node *top_level(const struct source *s, const struct node *n)
{
	while (n->parent != s->ast.root)
		n = n->parent;
	return n;
}

const struct node *value_list(const struct node *value)
{
	if (value && value->kind == NODE_LITERAL)
		value = last_child(value);
	return value && value->kind == NODE_LIST ? value : NULL;
}

const struct function *enclosing_function(const struct source *s, const struct node *n)
{
	while (n && n->kind != NODE_FUNCTION)
		n = n->parent;
	return n ? find_function(s, n) : NULL;
}

const struct node *enclosing_call(const struct node *n, unsigned int *arg)
{
	while (n->parent && (n->parent->kind == NODE_CAST || n->parent->kind == NODE_PAREN ||
			     n->parent->kind == NODE_UNARY))
		n = n->parent;
	if (!n->parent || n->parent->kind != NODE_CALL || n->parent->child == n)
		return NULL;

	*arg = 0;
	for (const struct node *a = n->parent->child->next; a != n; a = a->next)
		(*arg)++;
	return n->parent;
}

const struct node *callee(const struct node *call)
{
	const struct node *n = strip(call->child);

	return n && n->kind == NODE_REF ? n : NULL;
}

const struct node *object_parameter(const struct node *function)
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

const struct node *call_argument(const struct node *call, unsigned int nr)
{
	const struct node *n = call->child ? call->child->next : NULL;

	while (n && nr--)
		n = n->next;
	return n;
}

unsigned int nr_arguments(const struct node *call)
{
	unsigned int nr = 0;

	while (call_argument(call, nr))
		nr++;
	return nr;
}

void for_each_node(const struct node *n, void (*fn)(const struct node *n, void *arg), void *arg)
{
	fn(n, arg);
	for (const struct node *c = n->child; c; c = c->next)
		for_each_node(c, fn, arg);
}

struct look {
	size_t offset;
	const char *name;
	bool seen;
};

static void look_at(const struct node *n, void *arg)
{
	struct look *l = arg;
	bool covers = l->offset >= n->span.begin && l->offset < n->span.end;

	switch (n->kind) {
	case NODE_REF:
		l->seen |= n->span.begin == l->offset;
		break;
	case NODE_TYPE:
		l->seen |= covers;
		break;
	case NODE_VAR:
		/* The declaration of a local variable that has the same name. */
		l->seen |= covers && !strcmp(n->name, l->name);
		break;
	default:
		break;
	}
}

bool is_in_tree(const struct node *body, size_t offset, const char *name)
{
	struct look l = { .offset = offset, .name = name };

	for_each_node(body, look_at, &l);
	return l.seen;
}

bool closure_has(const struct source *s, const struct closure *c, const struct function *f)
{
	return c->in && f && c->in[f - s->functions];
}

void closure_add(const struct source *s, struct closure *c, const struct function *f)
{
	if (!f || closure_has(s, c, f))
		return;
	if (!c->in)
		c->in = xcalloc(s->nr_functions, sizeof(*c->in));
	c->in[f - s->functions] = true;
	if (!f->body)
		return;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (r->function && r->span.begin >= f->body->span.begin &&
		    r->span.end <= f->body->span.end)
			closure_add(s, c, find_function(s, r->decl));
	}
}

void closure_release(struct closure *c)
{
	free(c->in);
	c->in = NULL;
}

void line_column(const struct source *s, size_t offset, unsigned int *line, unsigned int *column)
{
	const char *begin = s->text, *at = s->text + (offset < s->len ? offset : s->len), *nl;

	for (*line = 1; (nl = memchr(begin, '\n', at - begin)); begin = nl + 1)
		++*line;
	*column = at - begin + 1 + s->margin;
}

long entry_index(const struct source *s, const struct table *t, const struct node *entry)
{
	const struct node *list = value_list(last_child(t->var));
	long index = 0;

	if (!t->var->is_array)
		return 0;
	for (const struct node *n = list->child; n; n = n->next, index++) {
		bool indexed = n->kind != NODE_LIST && n->kind != NODE_LITERAL;
		char *end;

		if (indexed) {
			index = strtol(s->text + n->child->span.begin, &end, 0);
			if (end != s->text + n->child->span.end)
				return -1;
		}
		if (value_list(indexed ? last_child(n) : n) == entry)
			return index;
	}
	return -1;
}

const struct table *the_patch(const struct source *s)
{
	const struct table *patch = NULL;

	for (size_t i = 0; i < s->nr_tables; i++) {
		if (strcmp(s->tables[i].record, "klp_patch"))
			continue;
		if (patch || s->tables[i].nr_entries != 1)
			return NULL;
		patch = &s->tables[i];
	}
	return patch;
}

const struct table *patch_states(const struct source *s)
{
	const struct table *patch = the_patch(s);

	if (!patch)
		return NULL;
	return value_table(s, entry_field(patch->entries[0], "klp_patch", "states").value);
}

bool entry_id(const struct node *entry, unsigned long *id)
{
	struct field f = entry_field(entry, "klp_state", "id");

	if (!f.value || !f.value->has_value)
		return false;
	*id = f.value->value;
	return true;
}

const struct node *patch_state(const struct source *s, unsigned long id)
{
	const struct table *states = patch_states(s);
	unsigned long value;

	for (size_t i = 0; states && i < states->nr_entries; i++)
		if (entry_id(states->entries[i], &value) && value == id)
			return states->entries[i];
	return NULL;
}

bool is_nested_callback(const struct node *field)
{
	const struct node *first = field->child;

	return field->kind == NODE_DESIGNATED && first && first->next &&
	       first->next->kind == NODE_FIELD && !strcmp(first->name, "callbacks");
}

bool same_text(const struct source *s, const struct node *a, const struct node *b)
{
	size_t len = a->span.end - a->span.begin;

	return len == b->span.end - b->span.begin &&
	       !memcmp(s->text + a->span.begin, s->text + b->span.begin, len);
}

struct assignment {
	const struct source *s;
	const struct node *object, *found;
	const char *member;
};

/* object.member = value; */
static void find_assignment(const struct node *n, void *arg)
{
	struct assignment *q = arg;

	if (n->kind == NODE_ASSIGN && n->child->kind == NODE_MEMBER && n->child->child &&
	    !strcmp(n->child->name, q->member) && same_text(q->s, n->child->child, q->object))
		q->found = n->child->next;
}

/* The number in objs[1]; 0 without one, -1 for what is no number. */
static long object_index(const struct source *s, const struct node *object)
{
	const struct node *index = object->child ? object->child->next : NULL;
	char *text, *end;
	long i;

	if (!index)
		return 0;
	text = xstrndup(s->text + index->span.begin, index->span.end - index->span.begin);
	i = strtol(text, &end, 0);
	if (*end)
		i = -1;
	free(text);
	return i;
}

/* The entry that objs[1] stands for in a table of this file, or NULL. */
static const struct node *static_entry(const struct source *s, const struct node *object)
{
	bool indexed = object->child && object->child->next;
	const struct table *t = value_table(s, indexed ? object->child : object);
	long i = object_index(s, object);

	for (size_t e = 0; t && e < t->nr_entries; e++)
		if (entry_index(s, t, t->entries[e]) == i)
			return t->entries[e];
	return NULL;
}

/* What a pointer points to: the one value that it gets. NULL: none, or several. */
static const struct node *only_value(const struct source *s, const struct node *var)
{
	const struct node *value = var->child ? last_child(var) : NULL;

	if (value && value->kind == NODE_TYPE)
		value = NULL;
	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (r->decl != var || r->parent->kind != NODE_ASSIGN || r->parent->child != r)
			continue;
		if (value)
			return NULL;
		value = r->next;
	}
	return value;
}

/* Memory that is allocated has no name at first. */
static bool is_allocated(const struct node *value)
{
	const struct node *call = strip(value);
	const struct node *to = call && call->kind == NODE_CALL ? callee(call) : NULL;

	return to && strstr(to->name, "alloc");
}

/*
 * The entry that an object stands for, in *entry; NULL: it is allocated. Returns
 * false if it may be any.
 */
static bool find_entry(const struct source *s, const struct node *object,
		       const struct node **entry)
{
	const struct node *base = object, *value;

	while (base->child && base->kind != NODE_REF)
		base = base->child;
	*entry = static_entry(s, object);
	if (*entry)
		return true;
	if (base->kind != NODE_REF || !base->decl || object_index(s, object) < 0)
		return false;
	if (!base->decl->pointers)
		return true;
	value = only_value(s, base->decl);
	if (is_allocated(value))
		return true;
	*entry = base == object && value ? static_entry(s, strip(value)) : NULL;
	return *entry;
}

char *object_name(const struct source *s, const struct node *object)
{
	const struct function *f = enclosing_function(s, object);
	struct assignment q = { .s = s, .object = object, .member = "name" };
	const struct node *entry, *v;

	if (!find_entry(s, object, &entry))
		return NULL;
	for_each_node(f->body, find_assignment, &q);
	if (!q.found && entry)
		q.found = entry_field(entry, "klp_object", "name").value;
	if (!q.found || is_null(s, q.found))
		return xstrdup("vmlinux");
	v = strip(q.found);
	if (v->kind != NODE_STRING || strlen(v->name) < 2)
		return NULL;
	return xstrndup(v->name + 1, strlen(v->name) - 2);
}

static const struct node *block_of(const struct node *function)
{
	const struct node *last = last_child(function);

	return last && last->kind == NODE_BLOCK ? last : NULL;
}

static void add_function(struct source *s, const struct node *n)
{
	struct function *f = (struct function *)find_function(s, n);

	if (!f) {
		GROW(s->functions, s->nr_functions);
		f = &s->functions[s->nr_functions++];
		*f = (struct function){ .name = n->name, .decl = n->decl };
	}
	if (n->definition) {
		f->def = n;
		f->body = block_of(n);
	}
}

/* A function of a table that this file does not declare: it is known by its name only. */
static void add_named(struct source *s, const struct node *ref)
{
	const struct node *up = ref->parent;

	while (up && up->kind != NODE_LIST && up->kind != NODE_BLOCK)
		up = up->parent;
	if (!up || up->kind != NODE_LIST || !up->record || strncmp(up->record, "klp_", 4) ||
	    find_named(s, ref->name))
		return;
	GROW(s->functions, s->nr_functions);
	s->functions[s->nr_functions++] = (struct function){ .name = ref->name, .decl = ref };
}

/* { }, or { 0 } and { NULL } */
static bool is_terminator(const struct source *s, const struct node *list)
{
	const struct node *only = list->child;

	return !only || (!only->next && only->kind != NODE_DESIGNATED && is_null(s, only));
}

static void add_entry(const struct source *s, struct table *t, const struct node *list)
{
	if (is_terminator(s, list)) {
		t->terminator = list;
		return;
	}
	GROW(t->entries, t->nr_entries);
	t->entries[t->nr_entries++] = list;
}

static void add_table(struct source *s, const struct node *var)
{
	const struct node *init = value_list(last_child(var));
	struct table t = { .var = var, .record = var->record };

	if (!init)
		return;
	if (!var->is_array) {
		add_entry(s, &t, init);
	} else {
		for (const struct node *n = init->child; n; n = n->next) {
			bool indexed = n->kind != NODE_LIST && n->kind != NODE_LITERAL;
			const struct node *list = value_list(indexed ? last_child(n) : n);

			if (list)
				add_entry(s, &t, list);
		}
	}
	GROW(s->tables, s->nr_tables);
	s->tables[s->nr_tables++] = t;
}

/* A table of its own, and not the initializer of a variable or an entry. */
static bool is_literal_table(const struct node *n)
{
	return n->kind == NODE_LITERAL && (n->is_array || n->parent->kind == NODE_UNARY);
}

static void collect(const struct node *n, void *arg)
{
	struct source *s = arg;

	if (n->kind == NODE_FUNCTION) {
		add_function(s, n);
	} else if ((n->kind == NODE_VAR || is_literal_table(n)) && members(n->record) &&
		   !n->pointers) {
		add_table(s, n);
	} else if (n->kind == NODE_REF) {
		GROW(s->refs, s->nr_refs);
		s->refs[s->nr_refs++] = n;
		if (n->function && !n->decl)
			add_named(s, n);
	}
}

/* module_init() and module_exit() of the model headers become variables. */
static const struct function *module_function(const struct source *s, const char *name)
{
	for (const struct node *n = s->ast.root->child; n; n = n->next)
		if (n->kind == NODE_VAR && !strcmp(n->name, name))
			return value_function(s, last_child(n));
	return NULL;
}

int source_read(struct source *s, const char *name, const char *path,
		const char *text, size_t len)
{
	int err;

	*s = (struct source){
		.name = name, .text = text, .len = len, .margin = s->margin,
	};
	lex(&s->tokens, text, len);
	err = read_c(&s->ast, path, text, len, &s->tokens, MODEL_ANY, NULL);
	if (err) {
		source_release(s);
		return err;
	}
	for_each_node(s->ast.root, collect, s);
	s->init = module_function(s, "klp_model_init");
	s->exit = module_function(s, "klp_model_exit");
	return 0;
}

void source_release(struct source *s)
{
	for (size_t i = 0; i < s->nr_tables; i++)
		free(s->tables[i].entries);
	free(s->tables);
	free(s->functions);
	free(s->refs);
	tokens_release(&s->tokens);
	ast_release(&s->ast);
	*s = (struct source){ 0 };
}
