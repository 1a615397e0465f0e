/* SPDX-License-Identifier: GPL-2.0 */
/* scan and convert over all paths. */
#ifndef RUN_H
#define RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "report.h"

enum {
	EXIT_DONE = 0,
	EXIT_REMAINS = 1,	/* changes needed with --check, or review or manual remain */
	EXIT_TROUBLE = 2,	/* wrong usage, unreadable input, I/O error */
};

enum command { COMMAND_NONE, COMMAND_SCAN, COMMAND_CONVERT, COMMAND_EXPLAIN };
enum format { FORMAT_TEXT, FORMAT_JSON };

struct options {
	enum command command;
	char **paths;
	size_t nr_paths;
	char **exclude;
	size_t nr_exclude;
	unsigned int jobs;
	enum format format;
	const char *report, *output, *backup, *registry;
	bool write, force, check, quiet, registry_named;
};

/* Returns the exit status. */
int run(const struct options *o);

#endif
