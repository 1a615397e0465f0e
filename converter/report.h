/* SPDX-License-Identifier: GPL-2.0 */
/* What people and programs read: the table, diagnostics, the diff, JSON. */
#ifndef REPORT_H
#define REPORT_H

#include <jansson.h>
#include <stdio.h>

#include "convert.h"

#define TOOL_VERSION "0.1"
#define SCHEMA_VERSION 1

struct summary {
	size_t files_seen;
	size_t classes[NR_CLASSES];
};

/* The table's line of a livepatch, and its last line. */
void print_row(FILE *out, const struct result *r);
void print_summary(FILE *out, const struct summary *s);

/* What a person has to read, from a level on: notes, questions, work left, errors. */
void print_findings(FILE *out, const struct result *r, enum level from);

/* Appends a diff that git apply takes. Returns 0 or -ENOMEM. */
int add_diff(struct buf *out, const struct result_file *f);

/*
 * A report in the making; report.schema.json describes it. json_report_finish()
 * frees it and returns its text, for free().
 */
json_t *json_report_new(void);
void json_report_add(json_t *report, const struct result *r);
char *json_report_finish(json_t *report, const struct summary *s);

#endif
