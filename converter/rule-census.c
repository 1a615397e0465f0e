// SPDX-License-Identifier: GPL-2.0
/* Every token of the API is in a place that is understood, or a person reads it. */
#include <stdlib.h>
#include <string.h>

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

static enum form place_of(const struct source *s, const struct token *t)
{
	if (t->directive)
		return IN_MACRO;
	return is_skipped(s, t->offset) ? SWITCHED_OFF : UNKNOWN_FORM;
}

void rule_census(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];
		unsigned int feature = api_feature(&s->tokens, i, s->text);
		char *name;

		/* old-api and macros have said what they know. */
		if (!feature || feature == FEATURE_OLD_API || feature == FEATURE_MACROS)
			continue;
		if (feature == FEATURE_SHADOW && is_plain_shadow_call(s, i))
			continue;
		name = xstrndup(s->text + t->offset, t->length);
		if (feature == FEATURE_CALLBACKS || !in_tree(s, t, name))
			found(job, place_of(s, t), t->offset, name, NULL);
		free(name);
	}
}
