// SPDX-License-Identifier: GPL-2.0
/* Every token of the API is in a place that is understood, or a person reads it. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "layout.h"

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

bool needs_no_tree(const struct source *s, size_t token)
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

/* A source that is converted builds for one API; its branches for others tell that it need not. */
static void ask_versions(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr && job->nr_plans; i++) {
		if (names_version(s, i)) {
			found(job, OTHER_VERSION, s->tokens.v[i].offset, NULL, NULL);
			return;
		}
	}
}

/*
 * What the parser says of the line of an offset, of the closest one above it, or
 * else of the first below. Headers that are not there are no news.
 */
static const char *nearest_problem(const struct source *s, size_t offset)
{
	const char *text = NULL;
	size_t end = line_end(s, offset);

	for (size_t i = 0; i < s->ast.nr_problems; i++) {
		const struct problem *p = &s->ast.problems[i];

		if (!has_suffix(p->text, "file not found") && (!text || p->offset < end))
			text = p->text;
	}
	return text ? text : "the parser has no place for it";
}

static void lost(struct job *job, const struct token *t, const char *name)
{
	const struct source *s = &job->source;

	if (t->directive)
		found(job, IN_MACRO, t->offset, name, NULL);
	else if (is_skipped(s, t->offset))
		found(job, SWITCHED_OFF, t->offset, name, NULL);
	else
		found(job, UNKNOWN_FORM, t->offset, name, nearest_problem(s, t->offset));
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
				lost(job, t, names[n]);
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
		if (feature == FEATURE_SHADOW && needs_no_tree(s, i))
			continue;
		if (is_skipped(s, t->offset) && in_version_branch(s, i))
			continue;
		if (is_accounted(job, t->offset))
			continue;
		name = xstrndup(s->text + t->offset, t->length);
		if (feature == FEATURE_CALLBACKS || !in_tree(s, t, name))
			lost(job, t, name);
		free(name);
	}
}
