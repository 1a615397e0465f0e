// SPDX-License-Identifier: GPL-2.0
/* The functions of planned callbacks: declarations, bodies, and calls of each other. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"
#include "target.h"

#define COLUMNS 80

/* A callback, and the names of its new parameters. */
struct signature {
	const struct function *f;
	const struct plan *plan;	/* of one of its states */
	char *patch, *state;
	bool hook;			/* it had no parameter */
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

/* A name for a parameter that the body does not use for something else; for free(). */
static char *parameter_name(const struct source *s, const struct function *f, const char *base)
{
	char *name = xstrdup(base);

	for (unsigned int i = 1; f->body && name_used_in(s, f->body->span, name); i++) {
		free(name);
		name = i == 1 ? xasprintf("this_%s", base) : xasprintf("this_%s%u", base, i);
	}
	return name;
}

static void add_signature(struct job *job, struct signatures *sigs, const struct plan *p,
			  const struct function *f, bool hook)
{
	const struct signature *known = find_signature(sigs, f);

	if (known) {
		/* One body can't find its object in two ways. */
		if (!known->plan->existing != !p->existing || known->hook != hook ||
		    (p->existing && known->plan != p))
			found(job, STATES_MIXED, p->origin, p->object_name, NULL);
		return;
	}
	GROW(sigs->v, sigs->nr);
	sigs->v[sigs->nr++] = (struct signature){
		.f = f,
		.plan = p,
		.patch = parameter_name(&job->source, f, "patch"),
		.state = parameter_name(&job->source, f, "state"),
		.hook = hook,
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
	print_columns(s, before, &out);
	buf_puts(&out, comma + 2);
	free(text);
	return buf_detach(&out);
}

static struct span parameter_span(const struct node *function)
{
	const struct node *param = object_parameter(function);

	return param ? param->span : (struct span){ 0 };
}

/* The void in the parentheses of a function without parameters. */
static struct span only_void(const struct source *s, const struct node *function)
{
	for (size_t i = tokens_find(&s->tokens, function->span.begin); i + 3 < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];

		if (!token_is(t, s->text, function->name))
			continue;
		if (token_is(&t[1], s->text, "(") && token_is(&t[2], s->text, "void") &&
		    token_is(&t[3], s->text, ")"))
			return (struct span){ t[2].offset, t[2].offset + t[2].length };
		break;
	}
	return (struct span){ 0 };
}

static void convert_declarations(struct job *job, const struct signature *sig)
{
	const struct source *s = &job->source;

	for (const struct node *n = s->ast.root->child; n; n = n->next) {
		struct span old;
		char *text;

		if (n->kind != NODE_FUNCTION || n->decl != sig->f->decl)
			continue;
		old = sig->hook ? only_void(s, n) : parameter_span(n);
		if (!old.end) {
			found(job, CALLBACK_TYPE, n->span.begin, sig->f->name, NULL);
			continue;
		}
		text = wrap_parameters(s, &old, target_parameters(sig->patch, sig->state));
		edits_add(&job->edits, old.begin, old.end - old.begin, text);
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
	struct uses u;
	char *object;

	if (!param || !*param->name)
		return;
	u = object_uses(job, sigs, sig, param);
	if (!u.names && !u.refs)
		return;
	object = target_object(&job->source, sig->plan, sig->patch, sig->state);
	if (u.names == 1 && u.refs == 1 && !is_lvalue(u.ref) && object[0] != '&' &&
	    node_text_is(&job->source, u.ref, param->name))
		edits_add(&job->edits, u.ref->span.begin, strlen(param->name), object);
	else
		declare_object(job, sig, param, object);
	free(object);
}

static bool in_callbacks_table(const struct job *job, const struct node *ref)
{
	if (is_accounted(job, ref->span.begin))
		return true;
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

		if (!find_signature(sigs, f) || in_callbacks_table(job, r))
			continue;
		caller = find_signature(sigs, enclosing_function(s, r));
		arg = r->parent->kind == NODE_CALL && r->parent->child == r ?
		      call_argument(r->parent, 0) : NULL;
		if (!caller || caller->hook || !arg || arg->kind != NODE_REF ||
		    arg->decl != object_parameter(caller->f->def)->decl)
			found(job, CALLBACK_USED, r->span.begin, f->name, NULL);
	}
}

/* A header that only names the struct of the parameter names the new ones. */
static void convert_forward(struct job *job)
{
	const struct source *s = &job->source;
	size_t forward = 0, uses = 0;

	if (memmem(s->text, s->len, "<linux/livepatch.h>", 19))
		return;
	for (size_t i = 1; i + 1 < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];

		if (!token_is(t, s->text, "klp_object") || edits_covers(&job->edits, t->offset))
			continue;
		if (token_is(&t[-1], s->text, "struct") && token_is(&t[1], s->text, ";"))
			forward = i;
		else
			uses++;
	}
	if (!forward || !job->edits.nr)
		return;
	if (uses)
		edits_add(&job->edits, s->tokens.v[forward + 1].offset + 1, 0,
			  "\nstruct klp_patch;\nstruct klp_state;");
	else
		edits_add(&job->edits, s->tokens.v[forward].offset, strlen("klp_object"),
			  "klp_patch;\nstruct klp_state");
}

/* What one state adds to callbacks that others have as well would be theirs, too. */
static void check_shared(struct job *job)
{
	for (size_t i = 0; i < job->nr_plans; i++) {
		const struct plan *p = &job->plans[i];

		for (size_t k = 0; k < job->nr_plans; k++)
			if (k != i && p->by_name && job->plans[k].by_name == p->by_name &&
			    (p->takeover || p->dtor))
				found(job, CALLBACKS_BY_NAME, p->origin, NULL, NULL);
	}
}

void rule_signatures(struct job *job)
{
	struct signatures sigs = { 0 };

	check_shared(job);
	for (size_t i = 0; i < job->nr_plans; i++)
		for (int c = 0; c < NR_CALLBACKS; c++)
			if (job->plans[i].callbacks[c])
				add_signature(job, &sigs, &job->plans[i],
					      job->plans[i].callbacks[c],
					      job->plans[i].hook[c]);

	for (size_t i = 0; i < sigs.nr; i++) {
		convert_declarations(job, &sigs.v[i]);
		if (sigs.v[i].f->body)
			convert_body(job, &sigs, &sigs.v[i]);
	}
	check_uses(job, &sigs);
	convert_forward(job);
	for (size_t i = 0; i < sigs.nr; i++) {
		free(sigs.v[i].patch);
		free(sigs.v[i].state);
	}
	free(sigs.v);
}
