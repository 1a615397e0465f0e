// SPDX-License-Identifier: GPL-2.0
/* klp-migrate: brings livepatches to the state API. */
#include <git2.h>
#include <stdio.h>

#include "merge.h"
#include "rules.h"
#include "run.h"

static int explain(const struct options *o)
{
	int status = EXIT_DONE;

	if (!o->args.nr)
		explain_list();
	for (size_t i = 0; i < o->args.nr; i++) {
		if (explain_rule(o->args.v[i]))
			continue;
		fprintf(stderr, "klp-migrate: no rule '%s': 'klp-migrate explain' lists them\n",
			o->args.v[i]);
		status = EXIT_TROUBLE;
	}
	return status;
}

static int dispatch(const struct options *o)
{
	switch (o->command) {
	case COMMAND_EXPLAIN:	return explain(o);
	case COMMAND_MERGE:	return merge(o);
	default:		return run(o);
	}
}

int main(int argc, char **argv)
{
	struct options o;
	int status;

	parse_options(&o, argc, argv);
	git_libgit2_init();
	/* Only the status of files is read: whose repository it is does not matter. */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	status = dispatch(&o);
	git_libgit2_shutdown();
	options_release(&o);
	return status;
}
