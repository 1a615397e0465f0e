// SPDX-License-Identifier: GPL-2.0
/* The report as JSON, a line per livepatch; report.schema.json describes it. */
#include "report.h"

struct json_out {
	FILE *out;
	size_t nr;
};

static void add_record(const json_t *record, void *arg)
{
	struct json_out *j = arg;

	fputs(j->nr++ ? ",\n" : "\n", j->out);
	json_dumpf(record, j->out, 0);
}

int report_json(FILE *out, struct backlog *b, const struct summary *s)
{
	struct json_out j = { .out = out };
	int err;

	fprintf(out, "{\n\"schema_version\": %d,\n\"tool_version\": \"%s\",\n",
		SCHEMA_VERSION, TOOL_VERSION);
	if (s->nr_shards > 1)
		fprintf(out, "\"shard\": \"%u/%u\",\n", s->shard, s->nr_shards);
	fputs("\"livepatches\": [", out);
	err = backlog_each(b, add_record, &j);
	fprintf(out, "%s],\n\"files_seen\": %zu,\n\"summary\": {", j.nr ? "\n" : "",
		s->files_seen);
	for (int i = 0; i < NR_CLASSES; i++)
		fprintf(out, "%s\"%s\": %zu", i ? ", " : "", class_names[i], s->classes[i]);
	fputs("}\n}\n", out);
	return err;
}
