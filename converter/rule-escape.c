// SPDX-License-Identifier: GPL-2.0
/* Addresses of the module that a callback hands out: they dangle when it goes. */
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "rules.h"

/* How many variables an address may go through until it counts as handed out. */
#define CHAIN 4

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

/* The next plan behind one whose callbacks run a function; NULL: no more. */
static struct plan *runs_in(const struct job *job, struct plan *p, const struct function *f)
{
	for (p = p ? p + 1 : job->plans; p < job->plans + job->nr_plans; p++)
		if (closure_has(&job->source, &p->closure, f))
			return p;
	return NULL;
}

/* With this answer, each of the states is set up again in the module that inherits it. */
static void answer_escape(struct job *job, const struct function *f, size_t offset)
{
	bool again = answer_is(job, "escape", "takeover");

	for (struct plan *p = runs_in(job, NULL, f); p; p = runs_in(job, p, f)) {
		p->escape_asked = !answer_to(job, "escape");
		if (!again)
			continue;
		p->takeover = TAKEOVER_AGAIN;
		if (!p->callbacks[PRE_UNPATCH] && !p->callbacks[POST_UNPATCH])
			found(job, ESCAPE_FOR_GOOD, offset, NULL, NULL);
	}
}

/* Does a unary operator take an address? One that a macro made may. */
static bool takes_address(const struct source *s, const struct node *unary)
{
	char c = s->text[unary->span.begin];

	return c == '&' || (!unary->exact && !strchr("*!-~+", c));
}

/* The outermost expression that still is the address that a use stands for, or NULL. */
static const struct node *address(const struct source *s, const struct node *ref)
{
	bool taken = ref->function || (ref->decl && ref->decl->is_array);
	const struct node *n = ref;

	if (ref->function && ref->parent->kind == NODE_CALL && ref->parent->child == ref)
		return NULL;
	for (; n->parent; n = n->parent) {
		const struct node *p = n->parent;

		if (p->kind == NODE_UNARY && takes_address(s, p))
			taken = true;
		else if (p->kind == NODE_UNARY && !ref->function)
			return NULL;
		else if (p->kind == NODE_MEMBER)
			taken = p->is_array;
		else if (p->kind != NODE_CAST && p->kind != NODE_PAREN &&
			 p->kind != NODE_OTHER && !(p->kind == NODE_BINARY && p->exact))
			break;
	}
	return taken ? n : NULL;
}

/* The local variable that an assignment fills as a whole; NULL: anything else keeps it. */
static const struct node *local_target(const struct node *target)
{
	while (target->kind == NODE_PAREN)
		target = target->child;
	if (target->kind != NODE_REF || !target->decl || target->decl->global)
		return NULL;
	return target->decl;
}

static bool is_own_variable(const struct source *s, const struct node *target)
{
	return target->kind == NODE_REF && is_module_variable(s, target->decl);
}

static bool holder_escapes(const struct source *s, const struct node *holder,
			   unsigned int depth);

/* Is what is assigned handed out by the target? depth ends chains of variables. */
static bool assignment_escapes(const struct source *s, const struct node *target,
			       unsigned int depth)
{
	const struct node *local = local_target(target);

	if (local)
		return !depth || holder_escapes(s, local, depth - 1);
	return !is_own_variable(s, target);
}

/* Is what a parameter or local variable holds handed out of the file? */
static bool holder_escapes(const struct source *s, const struct node *holder,
			   unsigned int depth)
{
	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i], *call;
		unsigned int arg;

		if (r->decl != holder)
			continue;
		call = enclosing_call(r, &arg);
		if (call && r->parent->kind != NODE_UNARY && !callee_keeps_nothing(call))
			return true;
		if (r->parent->kind == NODE_JUMP)
			return true;
		if (r->parent->kind == NODE_ASSIGN && r->parent->child != r &&
		    assignment_escapes(s, r->parent->child, depth))
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
	return !param || holder_escapes(s, param, CHAIN);
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
		return p->child != a && assignment_escapes(s, p->child, CHAIN);
	case NODE_VAR:
		return !p->global && holder_escapes(s, p, CHAIN);
	case NODE_JUMP:
	case NODE_LIST:
	case NODE_DESIGNATED:
	case NODE_BINARY:	/* a macro made it: it may be an assignment */
		return true;
	default:
		return false;
	}
}

/* The model's THIS_MODULE is the one address of the module that is declared elsewhere. */
static bool is_of_module(const struct source *s, const struct node *ref)
{
	if (!ref->decl)
		return !strcmp(ref->name, "__this_module");
	return (ref->decl->kind == NODE_FUNCTION && find_function(s, ref->decl)->body) ||
	       is_module_variable(s, ref->decl);
}

static bool is_inside(const struct source *s, size_t offset)
{
	for (const struct node *n = s->ast.root->child; n; n = n->next)
		if (offset >= n->span.begin && offset < n->span.end &&
		    (n->kind == NODE_VAR || (n->kind == NODE_FUNCTION && n->definition)))
			return true;
	return false;
}

/*
 * Is it a function or variable of this file? What an unknown macro declares at
 * file scope counts: DEFINE_SOMETHING(name, ...).
 */
static bool is_module_name(const struct source *s, const char *name)
{
	for (const struct node *n = s->ast.root->child; n; n = n->next)
		if ((n->kind == NODE_FUNCTION && find_function(s, n)->body && !strcmp(n->name, name)) ||
		    (n->kind == NODE_VAR && is_module_variable(s, n->decl) && !strcmp(n->name, name)))
			return true;
	for (size_t i = 0; i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];

		if (i && i + 1 < s->tokens.nr && t->kind == TOKEN_NAME && !t->directive &&
		    !t->dead && token_is(t, s->text, name) && !is_inside(s, t->offset) &&
		    strchr("(,", s->text[t[-1].offset]) && strchr("),", s->text[t[1].offset]))
			return true;
	}
	return false;
}

/*
 * Names of this file in a callback that the tree lacks: what stands around them
 * could not be read without the kernel's headers.
 */
static bool find_unseen(const struct job *job, const struct function *f, struct buf *names,
			size_t *offset)
{
	const struct source *s = &job->source;
	size_t len = names->len;

	for (size_t i = tokens_find(&s->tokens, f->body->span.begin); i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];
		struct span here = { t->offset, t->offset + 1 };
		char *name;

		if (t->offset >= f->body->span.end)
			break;
		if (t->kind != TOKEN_NAME || t->dead || t->directive)
			continue;
		name = xstrndup(s->text + t->offset, t->length);
		if (!has_word(job->asked.text, name) && name_used_in(s, here, name) &&
		    !is_in_tree(f->body, t->offset, name) &&
		    is_module_name(s, name)) {
			*offset = names->len ? *offset : t->offset;
			add_name(names, name);
		}
		free(name);
	}
	return names->len > len;
}

/* One question for all names, which later rules need not ask for again. */
static void ask(struct job *job, enum form form, size_t offset, struct buf *names)
{
	if (names->len) {
		found(job, form, offset, names->text, NULL);
		buf_addf(&job->asked, "%s%s", job->asked.len ? ", " : "", names->text);
	}
	buf_release(names);
}

static void ask_unseen(struct job *job)
{
	const struct source *s = &job->source;
	struct buf names = BUF_INIT;
	size_t offset = 0;

	for (size_t i = 0; i < s->nr_functions; i++)
		if (s->functions[i].body && runs_in(job, NULL, &s->functions[i]) &&
		    find_unseen(job, &s->functions[i], &names, &offset))
			answer_escape(job, &s->functions[i], offset);
	ask(job, ESCAPE_UNSEEN, offset, &names);
}

void rule_escape(struct job *job)
{
	const struct source *s = &job->source;
	struct buf names = BUF_INIT;
	size_t offset = 0;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (!is_of_module(s, r) || !runs_in(job, NULL, enclosing_function(s, r)))
			continue;
		if (!escapes(s, r))
			continue;
		answer_escape(job, enclosing_function(s, r), r->span.begin);
		offset = names.len ? offset : r->span.begin;
		add_name(&names, r->name);
	}
	ask(job, ESCAPE, offset, &names);
	ask_unseen(job);
}
