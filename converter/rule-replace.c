// SPDX-License-Identifier: GPL-2.0
/* What a conversion changes on a replace, and which of it the code answers. */
#include <string.h>

#include "job.h"

/* Has a rule asked whether something of the module outlives it? */
static bool is_asked(const struct job *job)
{
	for (size_t i = 0; i < job->nr_findings; i++)
		if (!strcmp(form_rule(job->findings[i].form), "escape") ||
		    !strcmp(form_rule(job->findings[i].form), "static-data"))
			return true;
	return false;
}

/* Do callbacks stand in another file, which this one's rules don't see? */
static bool has_more(const struct job *job, const struct plan *p)
{
	for (int c = 0; c < NR_CALLBACKS; c++)
		if (p->callbacks[c] && !p->callbacks[c]->body)
			return true;
	return false;
}

static const struct plan *first_plan(const struct job *job, enum callback from, enum callback to)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		for (int c = from; c <= (int)to && job->plans[i].id; c++)
			if (job->plans[i].callbacks[c])
				return &job->plans[i];
	return NULL;
}

void rule_replace(struct job *job)
{
	const struct plan *up = first_plan(job, PRE_PATCH, POST_PATCH);
	const struct plan *down = first_plan(job, PRE_UNPATCH, POST_UNPATCH);

	if (up && !is_asked(job) && !has_more(job, up))
		found(job, REPLACE_KEPT, up->origin, up->id, NULL);
	if (down)
		found(job, REPLACE_REMOVED, down->origin, down->id, NULL);
}
