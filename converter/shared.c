// SPDX-License-Identifier: GPL-2.0
#include "shared.h"

#include <stdlib.h>
#include <string.h>

/* What is needed to convert the function where it is. */
static void add_shared(struct shared_list *list, const char *path, const char *name,
		       enum callback slot, const struct node *object)
{
	const struct node *v = object ?
		strip(entry_field(object, "klp_object", "name").value) : NULL;

	GROW(list->v, list->nr);
	list->v[list->nr++] = (struct shared){
		.name = xstrdup(name),
		.fix = fix_of_path(path),
		.slot = slot,
		.object_name = v && v->kind == NODE_STRING && strlen(v->name) > 2 ?
			       xstrndup(v->name + 1, strlen(v->name) - 2) : xstrdup("vmlinux"),
	};
}

static struct field callback_of(const struct node *entry, const char *record, int slot)
{
	char *nested = xasprintf("callbacks.%s", callback_names[slot]);
	struct field f;

	if (!strcmp(record, "klp_object")) {
		f = entry_field(entry, record, "callbacks");
		if (value_list(f.value))
			f = entry_field(value_list(f.value), "klp_callbacks", callback_names[slot]);
		else
			f = entry_field(entry, record, nested);
	} else {
		f = entry_field(entry, record, callback_names[slot]);
	}
	free(nested);
	return f;
}

/* Every callback of the file's tables: which of them are shared is seen later. */
static void collect_callbacks(struct shared_list *list, const struct source *s, const char *path)
{
	for (size_t i = 0; i < s->nr_tables; i++) {
		const struct table *t = &s->tables[i];
		bool objects = !strcmp(t->record, "klp_object");

		for (size_t e = 0; e < t->nr_entries &&
		     (objects || !strcmp(t->record, "klp_callbacks")); e++) {
			for (int c = 0; c < NR_CALLBACKS; c++) {
				struct field f = callback_of(t->entries[e], t->record, c);
				const struct function *fn = f.value ?
					value_function(s, f.value) : NULL;

				if (fn && (!fn->body || fn->decl->in_header))
					add_shared(list, path, fn->name, c, objects ? t->entries[e] : NULL);
			}
		}
	}
}

/* What is static only counts in a part of the other files. */
static bool is_defined(const struct source *s, const char *name, bool part)
{
	for (size_t i = 0; i < s->nr_functions; i++)
		if (!strcmp(s->functions[i].name, name) && s->functions[i].body)
			return (part || !s->functions[i].def->is_static) &&
			       object_parameter(s->functions[i].def);
	return false;
}

static void release(struct shared *s)
{
	free(s->name);
	free(s->fix);
	free(s->object_name);
}

static bool read_file(struct source *s, const struct result_file *f)
{
	struct buf text = BUF_INIT;
	bool ok;

	ok = !f->input->err && !input_read(f->input, &text) && text.len &&
	     !source_read(s, f->input->name, f->input->real, text.text, text.len);
	if (!ok)
		buf_release(&text);
	return ok;
}

/* What is a name of a file's own is seen by the parts that it includes. */
static void collect_names(struct shared_list *list, const struct source *s)
{
	for (const struct node *n = s->ast.root->child; n; n = n->next)
		if ((n->kind == NODE_VAR && !n->is_extern) ||
		    (n->kind == NODE_FUNCTION && n->definition))
			add_name(&list->names, n->name);
}

static bool enables(const struct source *s)
{
	for (size_t i = 0; i < s->nr_refs; i++)
		if (!strcmp(s->refs[i]->name, "klp_enable_patch"))
			return true;
	return false;
}

void find_shared(struct shared_list *list, const struct result_file *files, size_t nr)
{
	struct source *sources = xcalloc(nr, sizeof(*sources));
	bool *part = xcalloc(nr, sizeof(*part));
	size_t read = 0, kept = 0;

	for (size_t i = 0; i < nr; i++) {
		if (!read_file(&sources[read], &files[i]))
			continue;
		collect_callbacks(list, &sources[read], files[i].input->real);
		collect_names(list, &sources[read]);
		list->complete |= enables(&sources[read]);
		part[read++] = files[i].input->part;
	}
	for (size_t i = 0; i < list->nr; i++) {
		size_t defined = 0;

		for (size_t k = 0; k < read; k++)
			defined += is_defined(&sources[k], list->v[i].name, part[k]);
		if (defined == 1)
			list->v[kept++] = list->v[i];
		else
			release(&list->v[i]);
	}
	list->nr = kept;
	for (size_t i = 0; i < read; i++) {
		free((char *)sources[i].text);
		source_release(&sources[i]);
	}
	free(sources);
	free(part);
}

void shared_release(struct shared_list *list)
{
	for (size_t i = 0; i < list->nr; i++)
		release(&list->v[i]);
	free(list->v);
	buf_release(&list->names);
	*list = (struct shared_list)SHARED_INIT;
}
