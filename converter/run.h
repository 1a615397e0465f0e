/* SPDX-License-Identifier: GPL-2.0 */
/* scan, convert and verify over all paths. */
#ifndef RUN_H
#define RUN_H

#include "backlog.h"
#include "options.h"
#include "walk.h"

struct run {
	const struct options *o;
	struct inputs inputs;
	struct units units;
	struct registry registry;	/* as it was read: threads look at it */
	struct registry used;		/* the states of what was written */
	struct backlog backlog;
	bool changed, failed;
};

/* Reports an error that makes the exit status EXIT_TROUBLE. */
void complain(struct run *run, const char *name, const char *what);

/* Reads the registry that the options name; a failure is reported. */
bool read_registry(struct registry *r, const struct options *o);

/* Has the user asked to stop? What is begun is finished then. */
bool is_interrupted(void);

/* Returns the exit status. */
int run(const struct options *o);

#endif
