/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A livepatch as the report has it: what is left of a result when its texts
 * are written. report.schema.json describes it.
 */
#ifndef RECORD_H
#define RECORD_H

#include <jansson.h>

#include "convert.h"

struct diagnostic {
	const char *file;
	unsigned int line, column;	/* 0: the file as a whole */
	enum level level;
	const char *rule, *message;
};

json_t *record_new(const struct result *r, const char *diff);

/* Is it one, whoever wrote it? */
bool record_is_valid(const json_t *record);

const char *record_text(const json_t *record, const char *key);
enum class record_class(const json_t *record);
size_t record_nr_diagnostics(const json_t *record);
struct diagnostic record_diagnostic(const json_t *record, size_t i);

/* Adds a diagnostic, unless it is there. */
void record_add(json_t *record, const struct diagnostic *d);

/* Any JSON, "-" is standard input; for json_decref(). NULL: it has told why. */
json_t *load_json(const char *name);

#endif
