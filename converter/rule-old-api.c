// SPDX-License-Identifier: GPL-2.0
/* APIs of older kernels, and callbacks declared by macros: named, not converted yet. */
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "rules.h"

static char *token_text(const struct source *s, const struct token *t)
{
	return xstrndup(s->text + t->offset, t->length);
}

static void report_feature(struct job *job, unsigned int feature, enum form form)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr; i++) {
		char *name;

		if (api_feature(&s->tokens, i, s->text) != feature)
			continue;
		name = token_text(s, &s->tokens.v[i]);
		found(job, form, s->tokens.v[i].offset, name, NULL);
		free(name);
	}
}

static const struct {
	const char *name;
	unsigned int arguments;
} shadow_calls[] = {
	{ "klp_shadow_get", 2 },
	{ "klp_shadow_alloc", 6 },
	{ "klp_shadow_get_or_alloc", 6 },
	{ "klp_shadow_free", 3 },
	{ "klp_shadow_free_all", 2 },
};

bool shadow_call_is_new(const struct source *s, size_t token)
{
	int arguments = token_arguments(s, token);

	for (size_t i = 0; i < sizeof(shadow_calls) / sizeof(*shadow_calls); i++)
		if (token_is(&s->tokens.v[token], s->text, shadow_calls[i].name))
			return arguments == (int)shadow_calls[i].arguments;
	return true;
}

void rule_old_api(struct job *job)
{
	const struct source *s = &job->source;

	report_feature(job, FEATURE_OLD_API, OLD_API);
	for (size_t i = 0; i < s->tokens.nr; i++) {
		char *name;

		if (api_feature(&s->tokens, i, s->text) != FEATURE_SHADOW ||
		    token_arguments(s, i) < 0 || shadow_call_is_new(s, i))
			continue;
		name = token_text(s, &s->tokens.v[i]);
		found(job, OLD_SHADOW, s->tokens.v[i].offset, name, NULL);
		free(name);
	}
}

void rule_macros(struct job *job)
{
	report_feature(job, FEATURE_MACROS, MACRO_FORM);
}
