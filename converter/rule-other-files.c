// SPDX-License-Identifier: GPL-2.0
/* Functions that only another file's tables can tell to be callbacks. */
#include <string.h>

#include "job.h"

static bool is_planned(const struct job *job, const struct function *f)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		for (int c = 0; c < NR_CALLBACKS; c++)
			if (job->plans[i].callbacks[c] == f)
				return true;
	return false;
}

void rule_other_files(struct job *job)
{
	const struct source *s = &job->source;

	for (size_t i = 0; i < s->nr_functions && !job->shared->complete; i++) {
		const struct function *f = &s->functions[i];

		if (f->body && !f->def->is_static && object_parameter(f->def) && !is_planned(job, f))
			found(job, LONE_CALLBACK, f->def->span.begin, f->name, NULL);
	}
}
