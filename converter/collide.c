// SPDX-License-Identifier: GPL-2.0
#include "collide.h"

#include <stdlib.h>
#include <string.h>

/* A state of a livepatch, or a line of the registry. */
struct holder {
	struct result *result;		/* NULL: the registry's */
	const struct declared_state *state;
	const struct registered *entry;
	size_t order;
};

static int holder_order(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;

	if (x->entry->id != y->entry->id)
		return x->entry->id < y->entry->id ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* vmlinux is as patch-wide as no object. */
static const char *object_of(const struct holder *h)
{
	return strcmp(h->entry->object, "vmlinux") ? h->entry->object : "-";
}

/* What is wrong with two holders of an id: a form, or NR_FORMS for nothing. */
static enum form collision(const struct holder *a, const struct holder *b)
{
	if (strcmp(object_of(a), object_of(b)))
		return ID_COLLISION;
	if (*a->entry->name && *b->entry->name && strcmp(a->entry->name, b->entry->name))
		return ID_COLLISION;
	if (!a->state || !b->state)
		return NR_FORMS;
	if (a->state->is_shadow != b->state->is_shadow)
		return ID_COLLISION;
	if (a->state->is_derived && b->state->is_derived && strcmp(a->state->path, b->state->path))
		return ID_SAME_END;
	return NR_FORMS;
}

static void ask(const struct holder *h, enum form form, const struct holder *other)
{
	char *id;

	if (!h->result || h->state->is_answered)
		return;
	id = xasprintf("0x%lx", h->entry->id);
	add_finding(h->result, form, h->state->file, h->state->line, h->state->column, id,
		    other->state ? other->state->file : other->entry->fix);
	free(id);
	sort_findings(h->result);
	if (h->result->class < CLASS_REVIEW)
		h->result->class = CLASS_REVIEW;
}

static size_t collect(struct holder *v, struct result *results, size_t nr,
		      const struct registry *registry)
{
	size_t n = 0;

	for (size_t i = 0; i < nr; i++) {
		for (size_t s = 0; s < results[i].nr_states; s++, n++)
			if (v)
				v[n] = (struct holder){ &results[i], &results[i].states[s],
							&results[i].states[s].entry, n };
	}
	for (size_t i = 0; i < registry->nr; i++, n++)
		if (v)
			v[n] = (struct holder){ NULL, NULL, &registry->v[i], n };
	return n;
}

void find_collisions(struct result *results, size_t nr, const struct registry *registry)
{
	size_t n = collect(NULL, results, nr, registry);
	struct holder *v = xcalloc(n, sizeof(*v));
	size_t first = 0;
	bool first_asked = false;

	collect(v, results, nr, registry);
	if (n)
		qsort(v, n, sizeof(*v), holder_order);
	for (size_t i = 1; i < n; i++) {
		enum form form;

		if (v[i].entry->id != v[first].entry->id) {
			first = i;
			first_asked = false;
			continue;
		}
		form = collision(&v[first], &v[i]);
		if (form == NR_FORMS)
			continue;
		ask(&v[i], form, &v[first]);
		if (!first_asked)
			ask(&v[first], form, &v[i]);
		first_asked = true;
	}
	free(v);
}
