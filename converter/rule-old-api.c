// SPDX-License-Identifier: GPL-2.0
/* The API of older kernels: registration, .immediate, names that changed. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

static char *token_text(const struct source *s, const struct token *t)
{
	return xstrndup(s->text + t->offset, t->length);
}

/* The expression statement that a call is, alone or in something like WARN_ON(), or NULL. */
static const struct node *statement_of(const struct node *call)
{
	const struct node *n = call;

	while (n->parent && (n->parent->kind == NODE_CAST || n->parent->kind == NODE_PAREN ||
			     n->parent->kind == NODE_UNARY || n->parent->kind == NODE_CALL ||
			     n->parent->kind == NODE_OTHER))
		n = n->parent;
	return n->parent && n->parent->kind == NODE_BLOCK ? n : NULL;
}

/* From the first token behind the statement before an offset to its own semicolon. */
static struct span statement_span(const struct source *s, size_t offset)
{
	size_t i = tokens_find(&s->tokens, offset), last = i;

	while (i && (s->tokens.v[i - 1].kind == TOKEN_COMMENT ||
		     !strchr(";{}:", s->text[s->tokens.v[i - 1].offset])))
		i--;
	while (s->tokens.v[i].kind == TOKEN_COMMENT)
		i++;
	while (last + 1 < s->tokens.nr && !token_is(&s->tokens.v[last], s->text, ";"))
		last++;
	return (struct span){ s->tokens.v[i].offset,
			      s->tokens.v[last].offset + s->tokens.v[last].length };
}

static void drop(struct job *job, struct span statement)
{
	const struct source *s = &job->source;

	statement.begin = comment_above(s, statement.begin);
	statement.end = statement_end(s, statement.end);
	delete_statement(s, &job->edits, statement);
	account(job, statement);
}

static bool refers_to(const struct node *n, const struct node *var)
{
	return n->kind == NODE_REF && n->decl == var;
}

/* Does an if ask for an error, as if (ret), if (ret < 0) and if (ret != 0) do? */
static bool asks_for_error(const struct source *s, const struct node *branch)
{
	char *text = text_at(s, (struct span){
		branch->span.begin, branch->child->next->span.begin });
	bool error = !strstr(text, "==") && !strstr(text, ">") && !strstr(text, "&&");

	for (const char *p = text; *p; p++)
		error &= *p != '!' || p[1] == '=';
	free(text);
	return error;
}

static bool asks_for(const struct source *s, const struct node *branch, const struct node *var)
{
	const struct node *condition = strip(branch->child);

	if (condition->kind == NODE_BINARY)
		condition = condition->child;
	return refers_to(condition, var) && asks_for_error(s, branch);
}

static bool only_says(const struct node *n)
{
	const struct node *ref = n->kind == NODE_CALL ? callee(n) : NULL;

	if (n->kind != NODE_BLOCK)
		return ref && !strcmp(ref->name, "_printk");
	for (const struct node *c = n->child; c; c = c->next)
		if (!only_says(c))
			return false;
	return true;
}

static const struct node *last_statement(const struct node *n)
{
	if (n && n->kind == NODE_BLOCK)
		for (n = n->child; n && n->next;)
			n = n->next;
	return n;
}

/*
 * An if without else whose branch leaves, or complains: neither is to be done
 * when the call can't fail.
 */
static bool is_way_out(const struct source *s, const struct node *n)
{
	const struct node *branch = n && n->kind == NODE_IF && n->child ? n->child->next : NULL;
	const struct node *last = last_statement(branch);

	return branch && !branch->next && n->exact && !has_directive(s, n->span) &&
	       ((last && last->kind == NODE_JUMP) || only_says(branch));
}

/* What a call's value is kept in: ret = call, or int ret = call; NULL: nothing. */
static const struct node *result_of(const struct node *call)
{
	const struct node *up = call->parent;

	if (up->kind == NODE_ASSIGN && up->child->kind == NODE_REF && up->child != call)
		return up->child->decl;
	return up->kind == NODE_VAR ? up : NULL;
}

/* The if around a call: if (call), if ((ret = call)), if (WARN_ON(call)) */
static const struct node *asked_by(const struct node *call)
{
	const struct node *n = call;

	while (n->parent && n->parent->kind != NODE_IF && n->parent->kind != NODE_BLOCK &&
	       n->parent->kind != NODE_VAR)
		n = n->parent;
	return n->parent && n->parent->kind == NODE_IF && n->parent->child == n ? n->parent : NULL;
}

/* Does a block go on without a statement, which may stand behind a label? */
static bool can_go(const struct node *n)
{
	const struct node *p = n->parent;

	return p->kind == NODE_BLOCK ||
	       (p->kind == NODE_OTHER && p->parent->kind == NODE_BLOCK && p->next);
}

/* The call's value is 0 from now on: nothing is left of it. */
static bool drop_call(struct job *job, const struct node *call)
{
	const struct source *s = &job->source;
	const struct node *var = result_of(call), *branch = asked_by(call), *st;

	if (branch && is_way_out(s, branch) && asks_for_error(s, branch) && can_go(branch)) {
		drop(job, branch->span);
		return true;
	}
	if (!var) {
		if (!statement_of(call))
			return false;
		drop(job, statement_span(s, call->span.begin));
		return true;
	}
	st = var == call->parent ? var->parent : call->parent;
	for (branch = st->next; branch && branch->kind == NODE_DECL;)
		branch = branch->next;
	if (!is_way_out(s, branch) || !asks_for(s, branch, var) ||
	    st->parent->kind != NODE_BLOCK)
		return false;
	if (var == call->parent) {
		/* int ret = call; keeps the variable. */
		size_t end = tokens_find(&s->tokens, call->span.begin);

		while (!token_is(&s->tokens.v[end], s->text, "="))
			end--;
		end = s->tokens.v[end - 1].offset + s->tokens.v[end - 1].length;
		edits_add(&job->edits, end, call->span.end - end, "");
		account(job, call->span);
		drop(job, branch->span);
	} else {
		drop(job, (struct span){ st->span.begin, branch == st->next ?
			  branch->span.end : st->span.end });
		if (branch != st->next)
			drop(job, branch->span);
	}
	return true;
}

static bool is_call_of(const struct node *r, const char *name)
{
	return r->parent && r->parent->kind == NODE_CALL && r->parent->child == r &&
	       !strcmp(r->name, name);
}

static bool has_call(const struct source *s, const char *name)
{
	for (size_t i = 0; i < s->nr_refs; i++)
		if (is_call_of(s->refs[i], name))
			return true;
	return false;
}

static bool is_zero_return(const struct source *s, const struct node *n)
{
	return n && n->kind == NODE_JUMP && n->child && is_null(s, n->child) && !n->next;
}

/* Is what stays of a branch nothing but return ret? */
static bool only_returns(const struct job *job, const struct node *branch,
			 const struct node *var)
{
	const struct node *last = last_statement(branch);

	if (!last || last->kind != NODE_JUMP || !last->child || !refers_to(last->child, var))
		return false;
	for (const struct node *n = branch->child; branch->kind == NODE_BLOCK && n != last;
	     n = n->next)
		if (!edits_deletes(&job->edits, n->span.begin))
			return false;
	return !has_comment(&job->source, branch->span);
}

/*
 * Behind ret = klp_enable_patch(): what the error branch undid is gone, so
 * returning what the call returns is all that is left.
 */
static void shorten_enable(struct job *job, const struct node *call)
{
	const struct source *s = &job->source;
	const struct node *var = result_of(call), *st, *branch;
	const struct function *in = enclosing_function(s, call);
	char *text, *old;

	if (!var || !in || has_directive(s, in->body->span))
		return;
	st = var == call->parent ? var->parent : call->parent;
	branch = st->next;
	if (var == call->parent || !is_way_out(s, branch) || !asks_for(s, branch, var) ||
	    !only_returns(job, branch->child->next, var))
		return;
	old = text_at(s, call->span);
	if (is_zero_return(s, branch->next)) {
		text = xasprintf("return %s;", old);
		edits_drop(&job->edits, st->span.begin, branch->next->span.end);
		edits_add(&job->edits, st->span.begin,
			  statement_end(s, branch->next->span.end) - st->span.begin, text);
	} else if (branch->child->next->kind == NODE_BLOCK) {
		char *indent = indentation(s, branch->span.begin);
		size_t begin = branch->child->span.end;
		char *jump = text_at(s, last_statement(branch->child->next)->span);

		begin = next_token(s, begin)->offset + 1;
		text = xasprintf("\n%s\t%s;", indent, jump);
		edits_drop(&job->edits, begin, branch->span.end);
		edits_add(&job->edits, begin, branch->span.end - begin, text);
		free(indent);
		free(jump);
	} else {
		text = xstrdup("");
	}
	free(old);
	free(text);
}

/* A variable that only what went used goes as well. */
static void drop_unused(struct job *job, const struct node *call)
{
	const struct source *s = &job->source;
	const struct node *var = result_of(call);

	if (!var || var->global || var->kind != NODE_VAR)
		return;
	for (size_t i = 0; i < s->nr_refs; i++)
		if (s->refs[i]->decl == var && !edits_covers(&job->edits, s->refs[i]->span.begin))
			return;
	if (!edits_deletes(&job->edits, var->span.begin))
		delete_variable(s, &job->edits, var);
}

/* A source that only registers was enabled by hand; now loading enables. */
static void enable_instead(struct job *job, const struct node *ref)
{
	edits_add(&job->edits, ref->span.begin, strlen(ref->name), "klp_enable_patch");
	account(job, ref->span);
	found(job, OLD_REGISTER_ONLY, ref->span.begin, NULL, NULL);
}

/* Is there a goto that stays, to the label at token i? */
static bool is_wanted(const struct job *job, const struct function *f, size_t label)
{
	const struct source *s = &job->source;
	char *name = token_text(s, &s->tokens.v[label]);
	bool wanted = false;

	for (size_t i = tokens_find(&s->tokens, f->body->span.begin); i + 1 < s->tokens.nr &&
	     s->tokens.v[i].offset < f->body->span.end; i++)
		wanted |= token_is(&s->tokens.v[i], s->text, "goto") &&
			  token_is(&s->tokens.v[i + 1], s->text, name) &&
			  !edits_covers(&job->edits, s->tokens.v[i].offset);
	free(name);
	return wanted;
}

/* A label that only what went jumped to goes as well. */
static void drop_labels(struct job *job, const struct function *f)
{
	const struct source *s = &job->source;
	size_t i = f && f->body ? tokens_find(&s->tokens, f->body->span.begin) : s->tokens.nr;

	for (; i + 1 < s->tokens.nr && s->tokens.v[i].offset < f->body->span.end; i++) {
		const struct token *t = &s->tokens.v[i];

		if (t->kind == TOKEN_NAME && token_is(&t[1], s->text, ":") &&
		    strchr(";{}:", s->text[t[-1].offset]) && !token_is(t, s->text, "default") &&
		    !is_wanted(job, f, i))
			delete_statement(s, &job->edits, (struct span){
				t->offset, t[1].offset + t[1].length });
	}
}

static void convert_registration(struct job *job)
{
	const struct source *s = &job->source;
	bool enables = has_call(s, "klp_enable_patch");

	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *r = s->refs[i];

		if (is_call_of(r, "klp_register_patch") && !enables)
			enable_instead(job, r);
		else if (is_call_of(r, "klp_register_patch") ||
			 is_call_of(r, "klp_unregister_patch") ||
			 (is_call_of(r, "klp_disable_patch") &&
			  enclosing_function(s, r) == s->exit))
			if (drop_call(job, r->parent))
				found(job, OLD_REGISTRATION, r->span.begin, r->name, NULL);
	}
}

static void clean_registration(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_refs; i++)
		if (is_call_of(s->refs[i], "klp_enable_patch") && job->nr_accounted)
			shorten_enable(job, s->refs[i]->parent);
	if (job->nr_accounted)
		drop_labels(job, s->init);
	for (size_t i = 0; i < s->nr_refs; i++)
		if (is_call_of(s->refs[i], "klp_register_patch") ||
		    is_call_of(s->refs[i], "klp_enable_patch"))
			drop_unused(job, s->refs[i]->parent);
}

/* patch.immediate = true, messages, and blocks of these */
static bool only_sets_immediate(const struct node *n)
{
	const struct node *ref = n->kind == NODE_CALL ? callee(n) : NULL;

	if (n->kind == NODE_BLOCK) {
		for (const struct node *c = n->child; c; c = c->next)
			if (!only_sets_immediate(c))
				return false;
		return true;
	}
	if (n->kind == NODE_ASSIGN)
		return n->child->kind == NODE_MEMBER && !strcmp(n->child->name, "immediate");
	return ref && !strcmp(ref->name, "_printk");
}

/* if (!klp_have_reliable_stack() ...) */
static void convert_guard(struct job *job, const struct node *ref)
{
	const struct source *s = &job->source;
	const struct node *guard = asked_by(ref->parent);

	if (!guard || !guard->exact || guard->parent->kind != NODE_BLOCK ||
	    has_directive(s, guard->span) || guard->child->next->next)
		return;
	if (only_sets_immediate(guard->child->next))
		found(job, OLD_IMMEDIATE, guard->span.begin, ref->name, NULL);
	else if (is_way_out(s, guard))
		found(job, OLD_GUARD, guard->span.begin, NULL, NULL);
	else
		return;
	drop(job, guard->span);
}

static void convert_immediate(const struct node *n, void *arg)
{
	struct job *job = arg;

	if (n->kind == NODE_DESIGNATED && n->child->kind == NODE_FIELD &&
	    !strcmp(n->child->name, "immediate") && is_written(&job->source, n)) {
		delete_member(&job->source, &job->edits, n);
		found(job, OLD_IMMEDIATE, n->span.begin, "immediate", NULL);
	} else if (n->kind == NODE_ASSIGN && n->parent->kind == NODE_BLOCK &&
		   only_sets_immediate(n) && !edits_deletes(&job->edits, n->span.begin)) {
		drop(job, n->span);
		found(job, OLD_IMMEDIATE, n->span.begin, "immediate", NULL);
	}
}

/* What has no counterpart: what to do depends on what it was for. */
static void find_lost(const struct node *n, void *arg)
{
	struct job *job = arg;

	if (n->kind != NODE_FIELD && n->kind != NODE_MEMBER)
		return;
	if (!strcmp(n->name, "old_addr"))
		found(job, OLD_ADDRESS, n->span.begin, NULL, NULL);
	else if (!strcmp(n->name, "relocs") && n->kind == NODE_FIELD)
		found(job, OLD_RELOCS, n->span.begin, NULL, NULL);
}

static const struct {
	const char *old, *now;
} constants[] = {
	{ "KLP_UNDEFINED", "KLP_TRANSITION_IDLE" },
	{ "KLP_UNPATCHED", "KLP_TRANSITION_UNPATCHED" },
	{ "KLP_PATCHED", "KLP_TRANSITION_PATCHED" },
};

/* A source that says itself what a name stands for keeps it. */
static bool is_defined_here(const struct source *s, const char *name)
{
	for (size_t i = 1; i < s->tokens.nr; i++)
		if (token_is(&s->tokens.v[i], s->text, name) && s->tokens.v[i].directive &&
		    (s->tokens.v[i - 1].kind != TOKEN_NAME ||
		     !token_is(&s->tokens.v[i - 1], s->text, "if")))
			return true;
	return false;
}

static void convert_constants(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];

		for (size_t c = 0; c < sizeof(constants) / sizeof(*constants); c++) {
			if (t->kind != TOKEN_NAME || t->dead ||
			    !token_is(t, s->text, constants[c].old) ||
			    is_defined_here(s, constants[c].old))
				continue;
			edits_add(&job->edits, t->offset, t->length, constants[c].now);
			found(job, OLD_CONSTANT, t->offset, constants[c].old, constants[c].now);
		}
	}
}

/* #include <asm/livepatch.h> */
static void drop_include(struct job *job)
{
	static const char header[] = "<asm/livepatch.h>";
	const struct source *s = &job->source;

	for (size_t i = 0; i + 1 < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];
		size_t begin;

		if (!t->directive || t->dead || !token_is(t, s->text, "include") ||
		    strncmp(s->text + t[1].offset, header, strlen(header)))
			continue;
		begin = line_begin(s, t->offset);
		edits_add(&job->edits, begin, line_end(s, begin) - begin, "");
		found(job, OLD_CONSTANT, t->offset, "asm/livepatch.h", "linux/livepatch.h");
	}
}

/* MODULE_INFO(livepatch, "Y") */
static void add_info(struct job *job)
{
	const struct source *s = &job->source;
	size_t i = s->tokens.nr, end;

	if (!lacks_info(&s->tokens, s->text))
		return;
	while (!token_is(&s->tokens.v[--i], s->text, "MODULE_LICENSE"))
		;
	end = line_end(s, statement_span(s, s->tokens.v[i].offset).end);
	edits_add(&job->edits, end, 0, end && s->text[end - 1] == '\n' ?
		  "MODULE_INFO(livepatch, \"Y\");\n" : "\nMODULE_INFO(livepatch, \"Y\");");
	found(job, OLD_INFO, s->tokens.v[i].offset, NULL, NULL);
}

/* Names of old APIs that none of these forms explains. */
static void find_others(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr; i++) {
		unsigned int feature = api_feature(&s->tokens, i, s->text);
		size_t offset = s->tokens.v[i].offset;
		bool old_call = feature == FEATURE_SHADOW && token_arguments(s, i) >= 0 &&
				!shadow_call_is_new(s, i);
		char *name;

		if (!(feature == FEATURE_OLD_API || old_call) || is_accounted(job, offset) ||
		    edits_deletes(&job->edits, offset) || in_version_branch(s, i))
			continue;
		name = token_text(s, &s->tokens.v[i]);
		found(job, old_call ? OLD_SHADOW : OLD_API, offset, name, NULL);
		free(name);
	}
}

void rule_old_api(struct job *job)
{
	const struct source *s = &job->source;

	convert_registration(job);
	for (size_t i = 0; i < s->nr_refs; i++)
		if (is_call_of(s->refs[i], "klp_have_reliable_stack"))
			convert_guard(job, s->refs[i]);
	for_each_node(s->ast.root, convert_immediate, job);
	clean_registration(job);
	for_each_node(s->ast.root, find_lost, job);
	convert_constants(job);
	drop_include(job);
	add_info(job);
	find_others(job);
}
