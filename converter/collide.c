// SPDX-License-Identifier: GPL-2.0
#include "collide.h"

#include <stdlib.h>
#include <string.h>

/* A state of a livepatch, or a line of the registry. */
struct holder {
	size_t record;			/* its number; REGISTRY: it is a line */
	size_t order;
	unsigned long id;
	bool is_shadow, is_answered;
	unsigned int line, column;
	char *text;			/* for free(): the strings below, one behind the other */
	const char *object, *name;
	const char *file;		/* the registry's: the fix */
	const char *origin;		/* what the id is derived from; "": it is not */
	const char *family;		/* that without v1, v2; "": it has none */
};

#define REGISTRY ((size_t)-1)

struct question {
	size_t record;
	enum form form;
	const struct holder *holder, *other;
};

/* The length of a version of a livepatch in front of the end of a word: v2; 0: there is none. */
static size_t version_word(const char *s)
{
	size_t digits = *s == 'v' ? strspn(s + 1, "0123456789") : 0;

	return digits && strchr("/-_", s[1 + digits]) ? 1 + digits : 0;
}

/* A path without versions of the livepatch; "" if it has none. For free(). */
static char *family_of(const char *path)
{
	struct buf out = BUF_INIT;
	bool has = false;

	for (const char *p = path; *p;) {
		size_t n = p == path || strchr("/-_", p[-1]) ? version_word(p) : 0;

		has |= n > 0;
		if (n)
			p += n;
		else
			buf_putc(&out, *p++);
	}
	if (has)
		return buf_detach(&out);
	buf_release(&out);
	return xstrdup("");
}

static void add_holder(struct collisions *c, struct holder h, const char *object,
		       const char *name, const char *file, const char *origin)
{
	char *family = family_of(origin);
	const char *const strings[] = { object, name, file, origin, family };
	const char **const places[] = { &h.object, &h.name, &h.file, &h.origin, &h.family };
	struct buf b = BUF_INIT;
	const char *p;

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++)
		buf_add(&b, strings[i], strlen(strings[i]) + 1);
	h.order = c->nr_holders;
	p = h.text = buf_detach(&b);
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++, p += strlen(p) + 1)
		*places[i] = p;
	free(family);
	GROW(c->holders, c->nr_holders);
	c->holders[c->nr_holders++] = h;
}

void collisions_add(struct collisions *c, const json_t *record, size_t nr)
{
	const json_t *states = json_object_get(record, "states"), *s;
	size_t i;

	json_array_foreach(states, i, s) {
		const char *origin = record_text(s, "derived_from");

		add_holder(c, (struct holder){
			.record = nr,
			.id = strtoul(record_text(s, "id"), NULL, 0),
			.is_shadow = json_is_true(json_object_get(s, "is_shadow")),
			.is_answered = json_is_true(json_object_get(s, "answered")),
			.line = json_integer_value(json_object_get(s, "line")),
			.column = json_integer_value(json_object_get(s, "column")),
		}, record_text(s, "object"), record_text(s, "name"), record_text(s, "file"),
			origin ? origin : "");
	}
}

static int holder_order(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* vmlinux is as patch-wide as no object. */
static const char *object_of(const struct holder *h)
{
	return strcmp(h->object, "vmlinux") ? h->object : "-";
}

/* Do two paths end in the same? If not, the registry gives both the id. */
static bool same_end(const char *a, const char *b)
{
	char *x = fix_of_path(a), *y = fix_of_path(b);
	bool same = !strcmp(x, y);

	free(x);
	free(y);
	return same;
}

/* What is wrong with two holders of an id: a form, or NR_FORMS for nothing. */
static enum form collision(const struct holder *a, const struct holder *b)
{
	if (strcmp(object_of(a), object_of(b)))
		return ID_COLLISION;
	if (*a->name && *b->name && strcmp(a->name, b->name))
		return ID_COLLISION;
	if (a->record == REGISTRY || b->record == REGISTRY)
		return NR_FORMS;
	if (a->is_shadow != b->is_shadow)
		return ID_COLLISION;
	if (*a->origin && *b->origin && strcmp(a->origin, b->origin) &&
	    same_end(a->origin, b->origin))
		return ID_SAME_END;
	return NR_FORMS;
}

static void question(struct collisions *c, enum form form, const struct holder *holder,
		     const struct holder *other)
{
	if (holder->record == REGISTRY || holder->is_answered)
		return;
	GROW(c->questions, c->nr_questions);
	c->questions[c->nr_questions++] = (struct question){
		holder->record, form, holder, other,
	};
}

static int question_order(const void *a, const void *b)
{
	const struct question *x = a, *y = b;

	if (x->record != y->record)
		return x->record < y->record ? -1 : 1;
	return (x->holder > y->holder) - (x->holder < y->holder);
}

static int family_order(const void *a, const void *b)
{
	const struct holder *const *x = a, *const *y = b;
	int order = strcmp((*x)->family, (*y)->family);

	if (!order)
		order = strcmp((*x)->object, (*y)->object);
	return order ? order : ((*x)->order > (*y)->order) - ((*x)->order < (*y)->order);
}

/* Two versions of a livepatch that would undo each other's work. */
static void find_families(struct collisions *c)
{
	const struct holder **sorted = xcalloc(c->nr_holders, sizeof(*sorted));

	for (size_t i = 0; i < c->nr_holders; i++)
		sorted[i] = &c->holders[i];
	if (c->nr_holders)
		qsort(sorted, c->nr_holders, sizeof(*sorted), family_order);
	for (size_t i = 1; i < c->nr_holders; i++)
		if (*sorted[i]->family && sorted[i]->id != sorted[i - 1]->id &&
		    !strcmp(sorted[i]->family, sorted[i - 1]->family) &&
		    !strcmp(sorted[i]->object, sorted[i - 1]->object))
			question(c, ID_VERSIONS, sorted[i], sorted[i - 1]);
	free(sorted);
}

void collisions_find(struct collisions *c, const struct registry *registry)
{
	const struct holder *first = NULL;
	bool first_asked = false;

	for (size_t i = 0; i < registry->nr; i++) {
		const struct registered *r = &registry->v[i];

		add_holder(c, (struct holder){ .record = REGISTRY, .id = r->id }, r->object,
			   r->name, r->fix, "");
	}
	if (c->nr_holders)
		qsort(c->holders, c->nr_holders, sizeof(*c->holders), holder_order);
	for (size_t i = 0; i < c->nr_holders; i++) {
		const struct holder *h = &c->holders[i];
		enum form form;

		if (!first || h->id != first->id) {
			first = h;
			first_asked = false;
			continue;
		}
		form = collision(first, h);
		if (form == NR_FORMS)
			continue;
		question(c, form, h, first);
		if (!first_asked)
			question(c, form, first, h);
		first_asked = true;
	}
	find_families(c);
	if (c->nr_questions)
		qsort(c->questions, c->nr_questions, sizeof(*c->questions), question_order);
}

static const struct question *first_question(const struct collisions *c, size_t nr)
{
	size_t low = 0, high = c->nr_questions;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->questions[middle].record < nr)
			low = middle + 1;
		else
			high = middle;
	}
	return c->questions + low;
}

void collisions_ask(const struct collisions *c, json_t *record, size_t nr)
{
	const struct question *q = c->nr_questions ? first_question(c, nr) : NULL;

	for (; q && q < c->questions + c->nr_questions && q->record == nr; q++) {
		char *id = xasprintf("0x%lx", q->holder->id);
		char *message = form_message(q->form, id, q->other->file);

		record_add(record, &(struct diagnostic){
			q->holder->file, q->holder->line, q->holder->column,
			form_level(q->form), form_rule(q->form), message,
		});
		free(message);
		free(id);
	}
}

void collisions_release(struct collisions *c)
{
	for (size_t i = 0; i < c->nr_holders; i++)
		free(c->holders[i].text);
	free(c->holders);
	free(c->questions);
	*c = (struct collisions){ 0 };
}
