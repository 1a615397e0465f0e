// SPDX-License-Identifier: GPL-2.0
/* Addresses of the module that a callback hands out: they dangle when it goes. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

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

/* a[i], which has no kind of its own. */
static bool is_subscript(const struct source *s, const struct node *n)
{
	return n->kind == NODE_OTHER && n->child && n->child->next &&
	       n->span.end > n->span.begin && s->text[n->span.end - 1] == ']';
}

/* Is an operand's value in what an operator makes of it, as an address is in a sum? */
static bool keeps_value(const struct source *s, const struct node *n)
{
	const struct node *p = n->parent, *last;
	size_t i;

	if (p->kind == NODE_OTHER)	/* not of the condition in a ? b : c */
		return n != p->child || !n->next || !n->next->next;
	if (p->kind != NODE_BINARY || !p->exact || !p->child->next)
		return p->kind == NODE_CAST || p->kind == NODE_PAREN;
	last = p->child->next;
	for (i = p->child->span.end; i < last->span.begin; i++)
		if (strchr("<>=!&|", s->text[i]))
			return false;
	return true;
}

/* A member or an element of what n stands for, and not of what that points to. */
static bool is_part_of(const struct source *s, const struct node *part, const struct node *n)
{
	return (part->kind == NODE_MEMBER || is_subscript(s, part)) && n == part->child &&
	       (n->is_array || !n->pointers);
}

/*
 * The outermost expression that still is the address that a use stands for, or
 * NULL. held: what is used has an address, in its value or a member.
 */
static const struct node *address(const struct source *s, const struct node *ref, bool held)
{
	bool taken = held || ref->function || (ref->decl && ref->decl->is_array);
	const struct node *n = ref;

	if (ref->function && ref->parent->kind == NODE_CALL && ref->parent->child == ref)
		return NULL;
	for (; n->parent; n = n->parent) {
		const struct node *p = n->parent;

		if (p->kind == NODE_SIZEOF || (p->kind == NODE_UNARY && !takes_address(s, p) &&
					       !ref->function))
			return NULL;
		if (p->kind == NODE_UNARY)
			taken |= takes_address(s, p);
		else if (p->kind == NODE_MEMBER || (is_subscript(s, p) && n == p->child))
			taken = p->is_array ||
				(held && is_part_of(s, p, n) && (p->pointers || p->record));
		else if (!keeps_value(s, n))
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

/* The variable that a target is, or is a part of; NULL: it is in what a pointer points to. */
static const struct node *variable_of(const struct source *s, const struct node *target)
{
	const struct node *n = target;

	while (n->child && (n->kind == NODE_PAREN || is_part_of(s, n, n->child)))
		n = n->child;
	return n->kind == NODE_REF ? n->decl : NULL;
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
	return !is_module_variable(s, variable_of(s, target));
}

static const struct node *parameter(const struct function *f, unsigned int nr)
{
	const struct node *n = f->def->child;

	while (n && (n->kind != NODE_PARAM || nr--))
		n = n->next;
	return n;
}

/* A constructor's third parameter is what the call is given for it. */
static const struct node *constructor_data(const struct source *s, const struct node *call)
{
	const struct function *ctor = value_function(s, call_argument(call, 4));

	return ctor && ctor->body ? parameter(ctor, 2) : NULL;
}

/* An argument: of a function of this file it depends on what that does with it. */
static bool argument_escapes(const struct source *s, const struct node *call, unsigned int nr,
			     unsigned int depth)
{
	const struct node *to = callee(call), *param;
	const struct function *f = to ? find_function(s, to->decl) : NULL;

	if (to && nr == 5 && strstr(to->name, "klp_shadow_"))
		param = constructor_data(s, call);
	else if (!f || !f->body)	/* static-data asks about other files */
		return !callee_keeps_nothing(call) && !(to && to->outside && to->in_header);
	else
		param = parameter(f, nr);
	return !param || !depth || holder_escapes(s, param, depth - 1);
}

/* Where does an address go? */
static bool goes_out(const struct source *s, const struct node *address, unsigned int depth)
{
	const struct node *p = address->parent;
	unsigned int nr;

	if (enclosing_call(address, &nr) == p)
		return argument_escapes(s, p, nr, depth);
	switch (p->kind) {
	case NODE_ASSIGN:
		return p->child != address && assignment_escapes(s, p->child, depth);
	case NODE_VAR:
		return !p->global && (!depth || holder_escapes(s, p, depth - 1));
	case NODE_JUMP:
	case NODE_LIST:
	case NODE_DESIGNATED:
		return true;
	case NODE_BINARY:	/* a macro made it: it may be an assignment */
		return !p->exact;
	default:
		return false;
	}
}

/* Is what a parameter or local variable holds handed out of the file? */
static bool holder_escapes(const struct source *s, const struct node *holder,
			   unsigned int depth)
{
	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *a;

		if (s->refs[i]->decl != holder)
			continue;
		a = address(s, s->refs[i], true);
		if (a && goes_out(s, a, depth))
			return true;
	}
	return false;
}

struct search {
	const struct source *s;
	const struct node *found;
};

/* The model's THIS_MODULE is the one address of the module that is declared elsewhere. */
static bool is_of_module(const struct source *s, const struct node *ref)
{
	if (!ref->decl)
		return !strcmp(ref->name, "__this_module");
	return (ref->decl->kind == NODE_FUNCTION && find_function(s, ref->decl)->body) ||
	       is_module_variable(s, ref->decl);
}

static void find_address(const struct node *n, void *arg)
{
	struct search *q = arg;

	if (n->kind == NODE_REF && is_of_module(q->s, n) && address(q->s, n, false))
		q->found = n;
}

static bool has_address(const struct source *s, const struct node *n)
{
	struct search q = { .s = s };

	for_each_node(n, find_address, &q);
	return q.found;
}

/* Is an address in the variable, from the begin on or by an assignment? */
static bool holds_address(const struct source *s, const struct node *var)
{
	if (!is_module_variable(s, var) || !(var->pointers || var->record))
		return false;
	if (has_address(s, var))
		return true;
	for (const struct node *n = s->ast.root->child; n; n = n->next)
		if (n->kind == NODE_VAR && n->decl == var && has_address(s, n))
			return true;
	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *n = s->refs[i];

		if (n->decl != var)
			continue;
		while (n->parent->kind == NODE_PAREN || is_part_of(s, n->parent, n))
			n = n->parent;
		if (n->parent->kind == NODE_ASSIGN && n->parent->child == n && n->next &&
		    has_address(s, n->next))
			return true;
	}
	return false;
}

/* Does a call copy what is in an argument? */
static bool copies(const struct node *call, unsigned int nr)
{
	const struct node *to = callee(call);

	return to && ((nr == 1 && !strcmp(to->name, "memcpy")) ||
		      (nr == 0 && !strcmp(to->name, "kmemdup")));
}

static bool escapes(const struct source *s, const struct node *ref)
{
	bool held = holds_address(s, ref->decl);
	const struct node *a = address(s, ref, held);
	unsigned int nr;

	if (!a)
		return false;
	return (held && enclosing_call(a, &nr) == a->parent && copies(a->parent, nr)) ||
	       goes_out(s, a, CHAIN);
}

static bool is_inside(const struct source *s, size_t offset)
{
	for (const struct node *n = s->ast.root->child; n; n = n->next)
		if (offset >= n->span.begin && offset < n->span.end &&
		    (n->kind == NODE_VAR || (n->kind == NODE_FUNCTION && n->definition)))
			return true;
	return false;
}

static bool is_type_word(const char *name)
{
	static const char *const words[] = {
		"void", "char", "short", "int", "long", "float", "double", "signed", "unsigned",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(words[i], name))
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
	for (size_t i = 0; i < s->tokens.nr && !is_type_word(name); i++) {
		const struct token *t = &s->tokens.v[i];

		if (i && i + 1 < s->tokens.nr && t->kind == TOKEN_NAME && !t->directive &&
		    !t->dead && token_is(t, s->text, name) && !is_inside(s, t->offset) &&
		    strchr("(,", s->text[t[-1].offset]) && strchr("),", s->text[t[1].offset]))
			return true;
	}
	return false;
}

/* A part sees what is declared where it is included. */
static bool is_includers_name(const struct job *job, const char *name)
{
	return job->part && has_word(job->shared->names.text, name);
}

/* Is a function named, and not called? Then it is an address, whatever stands around it. */
static bool names_function(const struct source *s, size_t token, const char *name)
{
	for (size_t i = 0; i < s->nr_functions; i++)
		if (!strcmp(s->functions[i].name, name) && s->functions[i].body)
			return token_arguments(s, token) < 0;
	return false;
}

/*
 * Names of this file in a callback that the tree lacks: what stands around them
 * could not be read without the kernel's headers. Only those of functions, if the
 * question for addresses is open.
 */
static bool find_unseen(const struct job *job, const struct function *f, bool functions,
			struct buf *names, size_t *offset)
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
		    (is_module_name(s, name) || is_includers_name(job, name)) &&
		    (!functions || names_function(s, i, name))) {
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

static void add_unseen(struct job *job, bool functions, struct buf *names, size_t *offset)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_functions; i++)
		if (s->functions[i].body && runs_in(job, NULL, &s->functions[i]) &&
		    find_unseen(job, &s->functions[i], functions, names, offset))
			answer_escape(job, &s->functions[i], *offset);
}

/* A string of the module that is assigned to what is not the module's. */
static void find_string(const struct node *n, void *arg)
{
	struct search *q = arg;
	const struct node *a = n;

	if (n->kind != NODE_STRING)
		return;
	while (keeps_value(q->s, a))
		a = a->parent;
	if (a->parent->kind == NODE_ASSIGN && a->parent->child != a &&
	    !local_target(a->parent->child) && assignment_escapes(q->s, a->parent->child, 0))
		q->found = n;
}

/* The parameter of a callback, its object, is the module's as well. */
static const struct node *object_goes_out(const struct job *job, const struct function *f)
{
	for (size_t i = 0; i < job->nr_plans; i++) {
		for (int c = 0; c < NR_CALLBACKS; c++) {
			const struct node *param;

			if (job->plans[i].callbacks[c] != f || job->plans[i].hook[c])
				continue;
			param = object_parameter(f->def);
			if (param && holder_escapes(&job->source, param, CHAIN))
				return param;
		}
	}
	return NULL;
}

/* What a callback hands out beside functions and variables of the module. */
static const struct node *other_address(const struct job *job, const struct function *f)
{
	struct search q = { .s = &job->source };

	for_each_node(f->body, find_string, &q);
	return q.found ? q.found : object_goes_out(job, f);
}

static void add_address(struct job *job, const struct function *f, const struct node *n,
			struct buf *names, size_t *offset)
{
	answer_escape(job, f, n->span.begin);
	*offset = names->len ? *offset : n->span.begin;
	add_name(names, n->name);
}

void rule_escape(struct job *job)
{
	const struct source *s = &job->source;
	struct buf names = BUF_INIT;
	size_t offset = 0;

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];
		const struct function *f = enclosing_function(s, r);

		if (is_of_module(s, r) && runs_in(job, NULL, f) && escapes(s, r))
			add_address(job, f, r, &names, &offset);
	}
	for (size_t i = 0; i < s->nr_functions; i++) {
		const struct function *f = &s->functions[i];
		const struct node *n = f->body && runs_in(job, NULL, f) ?
				       other_address(job, f) : NULL;

		if (n)
			add_address(job, f, n, &names, &offset);
	}
	if (names.len)
		add_unseen(job, true, &names, &offset);
	ask(job, ESCAPE, offset, &names);
	add_unseen(job, false, &names, &offset);
	ask(job, ESCAPE_UNSEEN, offset, &names);
}
