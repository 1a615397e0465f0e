// SPDX-License-Identifier: GPL-2.0
/* Callbacks declared by macros: named, not converted yet. */
#include <stdlib.h>

#include "rules.h"

void rule_macros(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->tokens.nr; i++) {
		char *name;

		if (api_feature(&s->tokens, i, s->text) != FEATURE_MACROS)
			continue;
		name = xstrndup(s->text + s->tokens.v[i].offset, s->tokens.v[i].length);
		found(job, MACRO_FORM, s->tokens.v[i].offset, name, NULL);
		free(name);
	}
}
