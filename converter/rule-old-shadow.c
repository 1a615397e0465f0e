// SPDX-License-Identifier: GPL-2.0
/* Shadow variables as they were before 4.17, without constructors and destructors. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

static bool is_call_of(const struct node *r, const char *name)
{
	return r->parent->kind == NODE_CALL && r->parent->child == r && !strcmp(r->name, name);
}

static const struct {
	const char *name;
	unsigned int arguments, old_arguments;
} shadow_calls[] = {
	{ "klp_shadow_get", 2, 2 },
	{ "klp_shadow_alloc", 6, 5 },
	{ "klp_shadow_get_or_alloc", 6, 5 },
	{ "klp_shadow_free", 3, 2 },
	{ "klp_shadow_free_all", 2, 1 },
};

#define NR_SHADOW_CALLS (sizeof(shadow_calls) / sizeof(*shadow_calls))

bool shadow_call_is_new(const struct source *s, size_t token)
{
	int arguments = token_arguments(s, token);

	for (size_t i = 0; i < NR_SHADOW_CALLS; i++)
		if (token_is(&s->tokens.v[token], s->text, shadow_calls[i].name))
			return arguments == (int)shadow_calls[i].arguments;
	return true;
}

/* A C name made of a type: "struct item *" becomes copy_struct_item_ptr. For free(). */
static char *copy_name(const char *type)
{
	struct buf name = BUF_INIT;

	buf_puts(&name, "copy_");
	for (; *type; type++) {
		if (isalnum((unsigned char)*type) || *type == '_')
			buf_putc(&name, *type);
		else if (*type == '*')
			buf_puts(&name, "ptr");
		else
			buf_putc(&name, '_');
	}
	return buf_detach(&name);
}

static bool is_added(const struct job *job, const char *text)
{
	for (size_t i = 0; i < job->edits.nr; i++)
		if (strstr(job->edits.v[i].text, text))
			return true;
	return false;
}

/* The constructor that copies a value of a type, above the first function that needs it. */
static void add_constructor(struct job *job, const struct node *call, const char *type,
			    const char *name)
{
	const struct source *s = &job->source;
	size_t place = comment_above(s, top_level(s, call)->span.begin);
	const char *space = type[strlen(type) - 1] == '*' ? "" : " ";
	char *text;

	text = xasprintf("static int %s(void *obj, void *shadow_data, void *ctor_data)\n"
			 "{\n\t*(%s%s*)shadow_data = *(%s%s*)ctor_data;\n\treturn 0;\n}\n\n",
			 name, type, space, type, space);
	if (!is_added(job, text))
		edits_add(&job->edits, place, 0, text);
	free(text);
}

/* klp_shadow_alloc(obj, id, data, size, gfp): data was copied, a constructor does so now. */
static bool convert_alloc(struct job *job, const struct node *call)
{
	const struct source *s = &job->source;
	const struct node *data = call_argument(call, 2), *size = call_argument(call, 3);
	size_t end = call_argument(call, 4)->span.end;
	char *name, *text, *args;

	if (is_null(s, data)) {
		edits_add(&job->edits, data->span.begin, size->span.begin - data->span.begin, "");
		edits_add(&job->edits, end, 0, ", NULL, NULL");
		return true;
	}
	/* Only what surely is as long as the copy. */
	if (data->kind != NODE_UNARY || s->text[data->span.begin] != '&' || !data->type ||
	    !size->has_value || size->value != data->type_size)
		return false;
	name = copy_name(data->type);
	if (name_used(s, name)) {
		free(name);
		return false;
	}
	add_constructor(job, call, data->type, name);
	text = text_at(s, data->span);
	args = xasprintf(", %s, %s", name, text);
	edits_add(&job->edits, data->span.begin, size->span.begin - data->span.begin, "");
	edits_add(&job->edits, end, 0, args);
	free(args);
	free(text);
	free(name);
	return true;
}

static bool convert_shadow_call(struct job *job, const struct node *call, unsigned int arguments)
{
	const struct node *last = call_argument(call, arguments - 1);

	for (unsigned int i = 0; i < arguments; i++)
		if (!call_argument(call, i)->exact)
			return false;
	if (arguments == 5)
		return convert_alloc(job, call);
	edits_add(&job->edits, last->span.end, 0, ", NULL");
	return true;
}

void rule_old_shadow(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i], *call = r->parent;

		for (size_t c = 0; c < NR_SHADOW_CALLS; c++) {
			if (!is_call_of(r, shadow_calls[c].name) ||
			    edits_deletes(&job->edits, r->span.begin) ||
			    nr_arguments(call) == shadow_calls[c].arguments)
				continue;
			if (nr_arguments(call) == shadow_calls[c].old_arguments && call->exact &&
			    convert_shadow_call(job, call, shadow_calls[c].old_arguments)) {
				account(job, call->span);
				found(job, OLD_SHADOW_ARGS, r->span.begin, r->name, NULL);
			}
		}
	}
}
