// SPDX-License-Identifier: GPL-2.0
/* Every token of the API is in a place that is understood, or a person reads it. */
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "rules.h"

struct search {
	const struct source *s;
	size_t offset;
	const char *name;
	bool found;
};

/* Does a node of the tree stand for the token? */
static void match(const struct node *n, void *arg)
{
	struct search *q = arg;
	bool covers = n->span.begin <= q->offset && q->offset < n->span.end;

	switch (n->kind) {
	case NODE_TYPE:
		/* "struct klp_object": the name's end is what must be the same. */
		q->found |= covers && strlen(n->name) >= strlen(q->name) &&
			    !strcmp(n->name + strlen(n->name) - strlen(q->name), q->name);
		break;
	case NODE_REF:
		q->found |= n->span.begin == q->offset && !strcmp(n->name, q->name);
		break;
	case NODE_OTHER:
		/* struct klp_patch; alone */
		q->found |= covers && n->parent == q->s->ast.root && !strcmp(n->name, q->name);
		break;
	default:
		break;
	}
}

static bool in_tree(const struct source *s, const struct token *t, const char *name)
{
	struct search q = { .s = s, .offset = t->offset, .name = name };

	for_each_node(s->ast.root, match, &q);
	return q.found;
}

static bool is_skipped(const struct source *s, size_t offset)
{
	for (size_t i = 0; i < s->ast.nr_skipped; i++)
		if (offset >= s->ast.skipped[i].begin && offset < s->ast.skipped[i].end)
			return true;
	return false;
}

/* Calls that are the same before and after need no tree, just their arguments. */
static bool is_plain_shadow_call(const struct source *s, size_t token)
{
	return token_arguments(s, token) >= 0 && shadow_call_is_new(s, token) &&
	       !token_is(&s->tokens.v[token], s->text, "klp_shadow_free_all");
}

/* Errors at the end of the text, and those of its own form, are no missing headers. */
static bool is_broken(const struct source *s, const struct problem *p)
{
	const struct token *last = NULL;

	for (size_t i = s->tokens.nr; i-- > 0 && !last;)
		if (s->tokens.v[i].kind != TOKEN_COMMENT)
			last = &s->tokens.v[i];
	return !strncmp(p->text, "unterminated", 12) || !strncmp(p->text, "extraneous", 10) ||
	       (!strncmp(p->text, "expected", 8) && last && p->offset >= last->offset);
}

static void find_broken(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->ast.nr_problems; i++) {
		const struct problem *p = &s->ast.problems[i];

		if (is_broken(s, p)) {
			found(job, BROKEN, p->offset, p->text, NULL);
			return;
		}
	}
}

static bool is_conditional(const struct source *s, size_t i, const char *word)
{
	return s->tokens.v[i].directive && i + 1 < s->tokens.nr &&
	       token_is(&s->tokens.v[i], s->text, "#") &&
	       token_is(&s->tokens.v[i + 1], s->text, word);
}

static bool names_version(const struct source *s, size_t directive)
{
	for (size_t i = directive + 1; i < s->tokens.nr && s->tokens.v[i].directive &&
	     !token_is(&s->tokens.v[i], s->text, "#"); i++)
		if (token_is(&s->tokens.v[i], s->text, "LINUX_VERSION_CODE") ||
		    token_is(&s->tokens.v[i], s->text, "RHEL_RELEASE_CODE"))
			return true;
	return false;
}

/* Is a token in a branch of an #if that asks for the kernel's version? */
static bool in_version_branch(const struct source *s, size_t token)
{
	unsigned int depth = 0;

	for (size_t i = token; i-- > 0;) {
		if (is_conditional(s, i, "endif"))
			depth++;
		if (!depth && (is_conditional(s, i, "if") || is_conditional(s, i, "elif")) &&
		    names_version(s, i))
			return true;
		if (depth && (is_conditional(s, i, "if") || is_conditional(s, i, "ifdef") ||
			      is_conditional(s, i, "ifndef")))
			depth--;
	}
	return false;
}

/* A source that is converted builds for one API; its branches for others tell that it need not. */
static void ask_versions(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr && job->nr_plans; i++) {
		if ((is_conditional(s, i, "if") || is_conditional(s, i, "elif")) &&
		    names_version(s, i)) {
			found(job, OTHER_VERSION, s->tokens.v[i].offset, NULL, NULL);
			return;
		}
	}
}

static enum form place_of(const struct source *s, const struct token *t)
{
	if (t->directive)
		return IN_MACRO;
	return is_skipped(s, t->offset) ? SWITCHED_OFF : UNKNOWN_FORM;
}

/* A member's name: behind a dot or an arrow, or in front of the colon of old GNU C. */
static bool is_member_name(const struct source *s, size_t i)
{
	return behind_member_operator(s, i) ||
	       (i + 1 < s->tokens.nr && s->text[s->tokens.v[i + 1].offset] == ':');
}

static void match_member(const struct node *n, void *arg)
{
	struct search *q = arg;

	if (n->kind == NODE_FIELD)
		q->found |= n->span.begin == q->offset && !strcmp(n->name, q->name);
	if (n->kind == NODE_MEMBER)
		q->found |= q->offset >= n->span.begin && q->offset < n->span.end &&
			    !strcmp(n->name, q->name);
}

/* Callbacks that the tree lacks: an initializer that could not be read, or a macro. */
static void find_lost_members(struct job *job)
{
	static const char *const names[] = {
		"callbacks", "pre_patch", "post_patch", "pre_unpatch", "post_unpatch",
	};
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];

		if (t->kind != TOKEN_NAME || t->dead || !is_member_name(s, i))
			continue;
		for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++) {
			struct search q = { .s = s, .offset = t->offset, .name = names[n] };

			if (!token_is(t, s->text, names[n]))
				continue;
			for_each_node(s->ast.root, match_member, &q);
			if (!q.found && !(is_skipped(s, t->offset) && in_version_branch(s, i)))
				found(job, place_of(s, t), t->offset, names[n], NULL);
		}
	}
}

void rule_census(struct job *job)
{
	const struct source *s = &job->source;

	find_broken(job);
	find_lost_members(job);
	ask_versions(job);
	for (size_t i = 0; i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];
		unsigned int feature = api_feature(&s->tokens, i, s->text);
		char *name;

		/* old-api and macros have said what they know. */
		if (!feature || feature == FEATURE_OLD_API || feature == FEATURE_MACROS)
			continue;
		if (feature == FEATURE_SHADOW && is_plain_shadow_call(s, i))
			continue;
		if (is_skipped(s, t->offset) && in_version_branch(s, i))
			continue;
		name = xstrndup(s->text + t->offset, t->length);
		if (feature == FEATURE_CALLBACKS || !in_tree(s, t, name))
			found(job, place_of(s, t), t->offset, name, NULL);
		free(name);
	}
}
