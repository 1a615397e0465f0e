/* SPDX-License-Identifier: GPL-2.0 */
/* What people and programs read: the table, diagnostics, and reports in several formats. */
#ifndef REPORT_H
#define REPORT_H

#include "backlog.h"
#include "options.h"

#define SCHEMA_VERSION 1

struct summary {
	size_t files_seen;
	unsigned int shard, nr_shards;
	size_t classes[NR_CLASSES];
};

/*
 * Tells about the backlog what the options want: diagnostics on standard error,
 * a table or a report on standard output, a report in a file. Counts the classes.
 * Returns 0 or a negative errno; *what is then the name of what failed.
 */
int report(struct backlog *b, struct summary *s, const struct options *o, const char **what);

/* The formats; each in a file of its own. Return 0 or a negative errno. */
int report_json(FILE *out, struct backlog *b, const struct summary *s);
int report_sarif(FILE *out, struct backlog *b);
int report_html(FILE *out, struct backlog *b, const struct summary *s);

/* EXIT_DONE or more, as the classes and standard output say. */
int exit_status(const struct summary *s);

#endif
