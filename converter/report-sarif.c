// SPDX-License-Identifier: GPL-2.0
/* The diagnostics as SARIF 2.1.0, for code review systems. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "rules.h"

struct sarif_out {
	FILE *out;
	size_t nr;
};

/* CONVERTED and NOTE need nobody; a question can be answered by whoever reads it. */
static const char *const levels[NR_LEVELS] = {
	[LEVEL_NOTE] = "note",
	[LEVEL_CONVERTED] = "note",
	[LEVEL_REVIEW] = "warning",
	[LEVEL_MANUAL] = "error",
	[LEVEL_ERROR] = "error",
};

/* A path as a relative URI; for free(). */
static char *uri_of(const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";
	struct buf b = BUF_INIT;

	for (; *path; path++)
		if (strchr(plain, *path))
			buf_putc(&b, *path);
		else
			buf_addf(&b, "%%%02X", (unsigned char)*path);
	return buf_detach(&b);
}

static size_t rule_index(const char *id)
{
	size_t i = 0;

	while (rule_at(i) && strcmp(rule_at(i)->id, id))
		i++;
	return i;
}

static json_t *location(const struct diagnostic *d)
{
	char *uri = uri_of(d->file);
	json_t *physical = json_pack("{s:{s:s}}", "artifactLocation", "uri", uri);

	if (d->line)
		json_object_set_new(physical, "region",
			json_pack("{s:i, s:i}", "startLine", (int)d->line,
				  "startColumn", (int)d->column));
	free(uri);
	return json_pack("{s:o}", "physicalLocation", physical);
}

static void add_results(const json_t *record, void *arg)
{
	struct sarif_out *s = arg;

	for (size_t i = 0; i < record_nr_diagnostics(record); i++) {
		struct diagnostic d = record_diagnostic(record, i);
		json_t *result = json_pack("{s:s, s:i, s:s, s:{s:s}, s:[o], s:{s:s, s:s, s:s}}",
			"ruleId", d.rule, "ruleIndex", (int)rule_index(d.rule),
			"level", levels[d.level], "message", "text", d.message,
			"locations", location(&d), "properties",
			"livepatch", record_text(record, "path"),
			"class", record_text(record, "class"), "level", level_names[d.level]);

		fputs(s->nr++ ? ",\n" : "\n", s->out);
		json_dumpf(result, s->out, 0);
		json_decref(result);
	}
}

static json_t *rule(const struct rule *r)
{
	struct buf help = BUF_INIT;
	json_t *j;

	buf_addf(&help, "%s\n\nBefore:\n%s\nAfter:\n%s", r->why, r->before, r->after);
	j = json_pack("{s:s, s:{s:s}, s:{s:s}, s:{s:s}}", "id", r->id,
		      "shortDescription", "text", r->title, "fullDescription", "text", r->why,
		      "help", "text", help.text);
	buf_release(&help);
	return j;
}

int report_sarif(FILE *out, struct backlog *b)
{
	struct sarif_out s = { .out = out };
	int err;

	fprintf(out, "{\n\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
		"\"version\": \"2.1.0\",\n\"runs\": [{\n\"tool\": {\"driver\": {"
		"\"name\": \"klp-migrate\", \"version\": \"%s\", \"rules\": [", TOOL_VERSION);
	for (size_t i = 0; rule_at(i); i++) {
		json_t *j = rule(rule_at(i));

		fputs(i ? ",\n" : "\n", out);
		json_dumpf(j, out, 0);
		json_decref(j);
	}
	fputs("\n]}},\n\"columnKind\": \"utf16CodeUnits\",\n\"results\": [", out);
	err = backlog_each(b, add_results, &s);
	fputs("\n]\n}]\n}\n", out);
	return err;
}
