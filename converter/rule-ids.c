// SPDX-License-Identifier: GPL-2.0
/* New ids against the registry. What other livepatches declare is in collide.c. */
#include <stdlib.h>
#include <string.h>

#include "job.h"

static void check_id(struct job *job, const struct plan *p, const char *fix)
{
	const struct registered *moved;
	struct buf names = BUF_INIT;

	for (int i = 0; i < NR_CALLBACKS; i++)
		buf_addf(&names, "%s,", p->callbacks[i] ? p->callbacks[i]->name : "");
	moved = registry_find_moved(job->registry, fix, p->object_name, names.text);
	if (!job->path)
		found(job, ID_NO_PATH, p->origin, p->id, NULL);
	else if (moved)
		found(job, ID_UNSTABLE, p->origin, moved->fix, p->id);
	buf_release(&names);
}

static bool is_template(const struct source *s)
{
	for (size_t i = 0; i < s->tokens.nr; i++)
		if (has_placeholder(&s->tokens.v[i], s->text))
			return true;
	return false;
}

void rule_ids(struct job *job)
{
	char *fix = job->path ? fix_of_path(job->path) : xstrdup("-");

	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].id_derived && !job->plans[i].id_known)
			check_id(job, &job->plans[i], fix);
	for (size_t i = 0; i < job->nr_plans && is_template(&job->source); i++) {
		if (!job->plans[i].id_derived)
			continue;
		found(job, ID_TEMPLATE, job->plans[i].origin, job->plans[i].id, NULL);
		break;
	}
	free(fix);
}
