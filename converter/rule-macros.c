// SPDX-License-Identifier: GPL-2.0
/* Callbacks that macros declare, in source that kpatch-build or klp-build makes a livepatch of. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

static const struct macro {
	const char *name;
	enum callback callback;
	bool hook;
} macros[] = {
	{ "KLP_PRE_PATCH_CALLBACK",		PRE_PATCH, false },
	{ "KLP_POST_PATCH_CALLBACK",		POST_PATCH, false },
	{ "KLP_PRE_UNPATCH_CALLBACK",		PRE_UNPATCH, false },
	{ "KLP_POST_UNPATCH_CALLBACK",		POST_UNPATCH, false },
	{ "KPATCH_PRE_PATCH_CALLBACK",		PRE_PATCH, false },
	{ "KPATCH_POST_PATCH_CALLBACK",		POST_PATCH, false },
	{ "KPATCH_PRE_UNPATCH_CALLBACK",	PRE_UNPATCH, false },
	{ "KPATCH_POST_UNPATCH_CALLBACK",	POST_UNPATCH, false },
	{ "KPATCH_LOAD_HOOK",			POST_PATCH, true },
	{ "KPATCH_UNLOAD_HOOK",			PRE_UNPATCH, true },
};

static const struct macro *find_macro(const struct source *s, const struct token *t)
{
	for (size_t i = 0; i < sizeof(macros) / sizeof(*macros); i++)
		if (token_is(t, s->text, macros[i].name))
			return &macros[i];
	return NULL;
}

/* The name in the parentheses behind token i, if there is nothing else in them. */
static const struct token *only_argument(const struct source *s, size_t i)
{
	const struct token *t = &s->tokens.v[i];

	if (i + 3 < s->tokens.nr && token_is(&t[1], s->text, "(") &&
	    t[2].kind == TOKEN_NAME && token_is(&t[3], s->text, ")"))
		return &t[2];
	return NULL;
}

static const struct function *named_function(const struct source *s, const struct token *t)
{
	for (size_t i = 0; i < s->nr_functions; i++)
		if (token_is(t, s->text, s->functions[i].name))
			return &s->functions[i];
	return NULL;
}

static struct plan *macro_plan(struct job *job, size_t origin)
{
	struct plan *p;

	for (size_t i = 0; i < job->nr_plans; i++)
		if (by_macros(&job->plans[i]))
			return &job->plans[i];
	p = add_plan(job);
	p->object_name = xstrdup(job->object ? job->object : "vmlinux");
	p->origin = origin;
	return p;
}

/* A hook returned nothing and took nothing: so does a callback, but for its arguments. */
static bool is_hook(const struct source *s, const struct function *f)
{
	size_t i = tokens_find(&s->tokens, f->def->span.begin);
	bool nothing = false;

	for (; i + 2 < s->tokens.nr && !token_is(&s->tokens.v[i], s->text, f->name); i++) {
		if (token_is(&s->tokens.v[i], s->text, "*"))
			return false;
		nothing |= token_is(&s->tokens.v[i], s->text, "void");
	}
	return nothing && token_arguments(s, i) == 1 && token_is(&s->tokens.v[i + 2], s->text, "void");
}

static bool take_macro(struct job *job, size_t i, const struct macro *m)
{
	const struct source *s = &job->source;
	const struct token *t = &s->tokens.v[i], *name = only_argument(s, i);
	const struct function *f = name ? named_function(s, name) : NULL;
	struct plan *p;

	if (!f || t->directive || (m->hook && (!f->def || !is_hook(s, f))))
		return false;
	p = macro_plan(job, t->offset);
	if (p->macros[m->callback].end)
		return false;
	p->macros[m->callback] = (struct span){
		t->offset, statement_end(s, name[1].offset + 1),
	};
	p->hook[m->callback] = m->hook;
	take_function(job, p, m->callback, f, name->offset);
	return true;
}

/* kpatch's name of the type, where no new signature takes its place. */
static void rename_type(struct job *job, size_t offset)
{
	for (size_t i = 0; i < job->nr_plans; i++) {
		for (int c = 0; c < NR_CALLBACKS; c++) {
			const struct function *f = job->plans[i].callbacks[c];

			for (const struct node *n = job->source.ast.root->child; f && n; n = n->next) {
				const struct node *param = n->kind == NODE_FUNCTION && n->decl == f->decl ?
							   object_parameter(n) : NULL;

				if (param && offset >= param->span.begin && offset < param->span.end)
					return;
			}
		}
	}
	edits_add(&job->edits, offset, strlen("patch_object"), "struct klp_object");
}

/* Do other macros of the header stay? */
static bool uses_header(const struct source *s)
{
	for (size_t i = 0; i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];

		if (t->kind == TOKEN_NAME && t->length > 7 &&
		    !memcmp(s->text + t->offset, "KPATCH_", 7) && !find_macro(s, t))
			return true;
	}
	return false;
}

#define HEADER	"<linux/livepatch_helpers.h>"

/* The first of a state's callbacks in the text. */
static size_t first_callback(const struct plan *p)
{
	size_t first = p->origin;

	for (int i = 0; i < NR_CALLBACKS; i++)
		if (p->callbacks[i] && p->callbacks[i]->def->span.begin < first)
			first = p->callbacks[i]->def->span.begin;
	return first;
}

/* The header of KLP_STATE() takes the place of kpatch's, or stands above the callbacks. */
static void convert_include(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i + 1 < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i + 1];

		if (!t->directive || !token_is(&t[-1], s->text, "include"))
			continue;
		if (!strncmp(s->text + t->offset, HEADER, strlen(HEADER)))
			return;
		if (!token_is(t, s->text, "\"kpatch-macros.h\""))
			continue;
		if (!uses_header(s))
			edits_add(&job->edits, t->offset, t->length, HEADER);
		else
			edits_add(&job->edits, line_end(s, t->offset), 0,
				  "#include " HEADER "\n");
		return;
	}
	edits_add(&job->edits, comment_above(s, first_callback(p)), 0, "#include " HEADER "\n\n");
}

static bool is_macro_name(const struct source *s, size_t i)
{
	return s->tokens.v[i].kind == TOKEN_NAME &&
	       api_feature(&s->tokens, i, s->text) == FEATURE_MACROS;
}

/* The sections that kpatch's macros fill, filled without them. */
static void find_sections(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr; i++)
		if (s->tokens.v[i].kind == TOKEN_STRING && api_feature(&s->tokens, i, s->text))
			found(job, MACRO_SECTION, s->tokens.v[i].offset, NULL, NULL);
}

/* A name of the macros, or one that begins as theirs do. */
static void convert_name(struct job *job, size_t i)
{
	const struct source *s = &job->source;
	const struct token *t = &s->tokens.v[i];
	const struct macro *m = find_macro(s, t);
	char *name;

	if (m && take_macro(job, i, m))
		return;
	name = xstrndup(s->text + t->offset, t->length);
	found(job, MACRO_FORM, t->offset, name, NULL);
	free(name);
}

/* One question for both hooks. */
static void ask_hooks(struct job *job, const struct plan *p)
{
	struct buf names = BUF_INIT;
	size_t offset = 0;

	for (int c = 0; c < NR_CALLBACKS; c++) {
		if (!p->hook[c])
			continue;
		offset = names.len ? offset : p->macros[c].begin;
		add_name(&names, c == POST_PATCH ? "KPATCH_LOAD_HOOK" : "KPATCH_UNLOAD_HOOK");
	}
	if (names.len)
		found(job, MACRO_HOOK, offset, names.text, NULL);
	buf_release(&names);
}

void rule_macros(struct job *job)
{
	const struct source *s = &job->source;
	struct plan *p;

	find_sections(job);
	for (size_t i = 0; i < s->tokens.nr; i++)
		if (is_macro_name(s, i) && !token_is(&s->tokens.v[i], s->text, "patch_object"))
			convert_name(job, i);
	for (size_t i = 0; i < s->tokens.nr; i++)
		if (is_macro_name(s, i) && token_is(&s->tokens.v[i], s->text, "patch_object"))
			rename_type(job, s->tokens.v[i].offset);
	for (size_t i = 0; i < job->nr_plans; i++) {
		p = &job->plans[i];
		if (by_macros(p))
			ask_hooks(job, p);
		if (by_macros(p) && choose_state(job, p)) {
			found(job, MACRO_STATE, p->origin, p->object_name, p->id);
			convert_include(job, p);
		}
	}
}
