// SPDX-License-Identifier: GPL-2.0
/* Addresses of the module that a callback hands out: they dangle when it goes. */
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "rules.h"

/* Functions of the kernel that are done with an address when they return. */
static const char *const keeps_nothing[] = {
	"_printk", "klp_get_state", "klp_get_prev_state", "klp_shadow_get",
	"klp_shadow_alloc", "klp_shadow_get_or_alloc", "klp_shadow_free",
	"klp_shadow_free_all", "memcpy", "memcmp", "memset", "strcmp", "strncmp",
	"strlen", "strscpy", "strcpy", "snprintf", "scnprintf", "sprintf", "kmemdup",
	"kstrdup", "mutex_lock", "mutex_unlock", "spin_lock", "spin_unlock",
	"spin_lock_irqsave", "spin_unlock_irqrestore", "kallsyms_lookup_name",
	"for_each_kernel_tracepoint", "on_each_cpu", "smp_call_function",
};

static bool callee_keeps_nothing(const struct node *call)
{
	const struct node *to = callee(call);

	for (size_t i = 0; to && i < sizeof(keeps_nothing) / sizeof(*keeps_nothing); i++)
		if (!strcmp(to->name, keeps_nothing[i]))
			return true;
	return false;
}

static bool in_callbacks(const struct job *job, const struct function *f)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		if (closure_has(&job->source, &job->plans[i].closure, f))
			return true;
	return false;
}

/* The outermost expression that still is the address that a use stands for, or NULL. */
static const struct node *address(const struct source *s, const struct node *ref)
{
	bool taken = ref->function || ref->decl->is_array;
	const struct node *n = ref;

	if (ref->function && ref->parent->kind == NODE_CALL && ref->parent->child == ref)
		return NULL;
	for (; n->parent; n = n->parent) {
		const struct node *p = n->parent;

		if (p->kind == NODE_UNARY && s->text[p->span.begin] == '&')
			taken = true;
		else if (p->kind == NODE_UNARY)
			return NULL;
		else if (p->kind == NODE_MEMBER)
			taken = p->is_array;
		else if (p->kind != NODE_CAST && p->kind != NODE_PAREN)
			break;
	}
	return taken ? n : NULL;
}

/* Is an address kept by what it is assigned to? */
static bool target_keeps(const struct node *target)
{
	const struct node *t = strip(target);

	return !(t && t->kind == NODE_REF && t->decl);
}

/* Is what a parameter or local variable holds handed out of the file? */
static bool holder_escapes(const struct source *s, const struct node *holder)
{
	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i], *call;
		unsigned int arg;

		if (r->decl != holder)
			continue;
		call = enclosing_call(r, &arg);
		if (call && !callee_keeps_nothing(call))
			return true;
		if (r->parent->kind == NODE_ASSIGN && r->parent->child != r &&
		    target_keeps(r->parent->child))
			return true;
	}
	return false;
}

static const struct node *parameter(const struct function *f, unsigned int nr)
{
	const struct node *n = f->def->child;

	while (n && (n->kind != NODE_PARAM || nr--))
		n = n->next;
	return n;
}

/* An argument: of a function of this file it depends on what that does with it. */
static bool argument_escapes(const struct source *s, const struct node *call, unsigned int nr)
{
	const struct node *to = callee(call), *param;
	const struct function *f = to ? find_function(s, to->decl) : NULL;

	if (!f || !f->body)
		return !callee_keeps_nothing(call);
	param = parameter(f, nr);
	return !param || holder_escapes(s, param);
}

static bool escapes(const struct source *s, const struct node *ref)
{
	const struct node *a = address(s, ref);
	const struct node *p = a ? a->parent : NULL;
	unsigned int nr;

	if (!p)
		return false;
	if (enclosing_call(a, &nr) == p)
		return argument_escapes(s, p, nr);
	switch (p->kind) {
	case NODE_ASSIGN:
		if (p->child == a)
			return false;
		if (!target_keeps(p->child) && !strip(p->child)->decl->global)
			return holder_escapes(s, strip(p->child)->decl);
		return target_keeps(p->child);
	case NODE_VAR:
		return !p->global && holder_escapes(s, p);
	case NODE_JUMP:
	case NODE_LIST:
	case NODE_DESIGNATED:
		return true;
	default:
		return false;
	}
}

static bool is_of_module(const struct node *ref)
{
	const struct node *d = ref->decl;

	return d && (d->kind == NODE_FUNCTION || (d->kind == NODE_VAR && d->global));
}

static bool is_module_name(const struct source *s, const char *name)
{
	for (const struct node *n = s->ast.root->child; n; n = n->next)
		if ((n->kind == NODE_FUNCTION || n->kind == NODE_VAR) && !strcmp(n->name, name))
			return true;
	return false;
}

static bool has_ref(const struct source *s, size_t offset)
{
	for (size_t i = 0; i < s->nr_refs; i++)
		if (s->refs[i]->span.begin == offset)
			return true;
	return false;
}

/*
 * Names of this file in a callback that the tree lacks: what stands around them
 * could not be read without the kernel's headers.
 */
static void find_unseen(const struct source *s, const struct function *f, struct buf *names,
			size_t *offset)
{
	for (size_t i = tokens_find(&s->tokens, f->body->span.begin); i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];
		struct span here = { t->offset, t->offset + 1 };
		char *name;

		if (t->offset >= f->body->span.end)
			break;
		if (t->kind != TOKEN_NAME || t->dead || t->directive)
			continue;
		name = xstrndup(s->text + t->offset, t->length);
		if (is_module_name(s, name) && name_used_in(s, here, name) &&
		    !has_ref(s, t->offset)) {
			*offset = names->len ? *offset : t->offset;
			add_name(names, name);
		}
		free(name);
	}
}

static void ask_unseen(struct job *job)
{
	const struct source *s = &job->source;
	struct buf names = BUF_INIT;
	size_t offset = 0;

	for (size_t i = 0; i < s->nr_functions; i++)
		if (s->functions[i].body && in_callbacks(job, &s->functions[i]))
			find_unseen(s, &s->functions[i], &names, &offset);
	if (names.len)
		found(job, ESCAPE_UNSEEN, offset, names.text, NULL);
	buf_release(&names);
}

void rule_escape(struct job *job)
{
	const struct source *s = &job->source;
	struct buf names = BUF_INIT;
	size_t offset = 0;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (!is_of_module(r) || !in_callbacks(job, enclosing_function(s, r)))
			continue;
		if (!escapes(s, r))
			continue;
		offset = names.len ? offset : r->span.begin;
		add_name(&names, r->name);
	}
	if (names.len)
		found(job, ESCAPE, offset, names.text, NULL);
	buf_release(&names);
	ask_unseen(job);
}
