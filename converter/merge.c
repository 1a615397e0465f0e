// SPDX-License-Identifier: GPL-2.0
#include "merge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "report.h"
#include "run.h"

struct part {
	const char *name;		/* of the report's file */
	json_t *report;
	unsigned int shard, nr_shards;	/* 1/1: it is of all livepatches */
};

struct entry {
	json_t *record;
	const struct part *part;
};

static const char *why_invalid(struct part *p)
{
	const char *tool, *shard = "1/1";
	json_t *livepatches, *record;
	json_int_t files_seen;
	int version;
	char end;
	size_t i;

	if (json_unpack(p->report, "{s:i, s:s, s?s, s:o, s:I}", "schema_version", &version,
			"tool_version", &tool, "shard", &shard, "livepatches", &livepatches,
			"files_seen", &files_seen) ||
	    !json_is_array(livepatches) || files_seen < 0 ||
	    sscanf(shard, "%u/%u%c", &p->shard, &p->nr_shards, &end) != 2 ||
	    p->nr_shards > MAX_SHARDS)
		return "this is no report of klp-migrate";
	if (version != SCHEMA_VERSION || strcmp(tool, TOOL_VERSION))
		return "another version of klp-migrate made this report: make all with one version";
	json_array_foreach(livepatches, i, record)
		if (!record_is_valid(record))
			return "this is no report of klp-migrate";
	return NULL;
}

static bool read_part(struct part *p, const char *name)
{
	const char *why;

	p->name = name;
	p->report = load_json(name);
	why = p->report ? why_invalid(p) : NULL;
	if (why)
		fprintf(stderr, "%s: error: %s\n", name, why);
	return p->report && !why;
}

/* What is missing is never passed over in silence: all shards are here, each once. */
static bool shards_are_whole(const struct part *parts, size_t nr)
{
	bool whole = true;

	for (size_t i = 0; i < nr; i++) {
		if (parts[i].nr_shards == parts[0].nr_shards)
			continue;
		fprintf(stderr, "%s: error: it is of %u shards, but %s of %u\n", parts[i].name,
			parts[i].nr_shards, parts[0].name, parts[0].nr_shards);
		return false;
	}
	for (unsigned int shard = 1; parts[0].nr_shards > 1 && shard <= parts[0].nr_shards; shard++) {
		size_t n = 0;

		for (size_t i = 0; i < nr; i++)
			n += parts[i].shard == shard;
		if (n == 1)
			continue;
		fprintf(stderr, "klp-migrate: error: shard %u/%u is %s the reports\n", shard,
			parts[0].nr_shards, n ? "more than once in" : "not among");
		whole = false;
	}
	return whole;
}

static int entry_order(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int d = strcmp(record_text(x->record, "path"), record_text(y->record, "path"));

	return d ? d : (x->part > y->part) - (x->part < y->part);
}

/* All livepatches in the order of their paths, as one run has them. */
static size_t sort_entries(const struct part *parts, size_t nr_parts, struct entry **entries)
{
	size_t nr = 0, i;
	json_t *record;

	for (size_t p = 0; p < nr_parts; p++) {
		json_array_foreach(json_object_get(parts[p].report, "livepatches"), i, record) {
			GROW(*entries, nr);
			(*entries)[nr++] = (struct entry){ record, &parts[p] };
		}
	}
	if (nr)
		qsort(*entries, nr, sizeof(**entries), entry_order);
	return nr;
}

static int add_entries(struct backlog *b, const struct entry *v, size_t nr)
{
	int err = 0;

	for (size_t i = 0; i < nr && !err; i++) {
		const char *path = record_text(v[i].record, "path");

		if (i && !strcmp(path, record_text(v[i - 1].record, "path"))) {
			fprintf(stderr, "%s: error: it is in %s and in %s\n", path,
				v[i - 1].part->name, v[i].part->name);
			return -EEXIST;
		}
		err = backlog_add(b, json_incref(v[i].record));
	}
	return err;
}

static int merge_parts(const struct options *o, const struct part *parts)
{
	struct summary summary = { 0 };
	struct registry registry = { 0 };
	struct entry *entries = NULL;
	struct backlog b;
	const char *what = "the temporary file of the report";
	size_t nr = sort_entries(parts, o->args.nr, &entries);
	int err = backlog_open(&b);

	for (size_t i = 0; i < o->args.nr; i++)
		summary.files_seen += json_integer_value(
			json_object_get(parts[i].report, "files_seen"));
	if (!err)
		err = add_entries(&b, entries, nr);
	if (!err && read_registry(&registry, o)) {
		collisions_find(&b.collisions, &registry);
		err = report(&b, &summary, o, &what);
		if (err)
			fprintf(stderr, "%s: error: %s\n", what, strerror(-err));
	} else {
		err = -EINVAL;
	}
	backlog_close(&b);
	registry_release(&registry);
	free(entries);
	return err ? EXIT_TROUBLE : exit_status(&summary);
}

int merge(const struct options *o)
{
	struct part *parts = xcalloc(o->args.nr, sizeof(*parts));
	bool valid = true;
	int status = EXIT_TROUBLE;

	for (size_t i = 0; i < o->args.nr; i++)
		valid &= read_part(&parts[i], o->args.v[i]);
	if (valid && shards_are_whole(parts, o->args.nr))
		status = merge_parts(o, parts);
	for (size_t i = 0; i < o->args.nr; i++)
		json_decref(parts[i].report);
	free(parts);
	return status;
}
