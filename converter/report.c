// SPDX-License-Identifier: GPL-2.0
#include "report.h"

#include "file.h"
#include "term.h"

struct telling {
	FILE *table;		/* NULL: none is wanted */
	enum level from;
	struct summary *summary;
};

static const enum paint class_paint[NR_CLASSES] = {
	[CLASS_CONVERTED] = PAINT_GOOD,
	[CLASS_REVIEW] = PAINT_ASK,
	[CLASS_MANUAL] = PAINT_BAD,
	[CLASS_ERROR] = PAINT_BAD,
};

static const enum paint level_paint[NR_LEVELS] = {
	[LEVEL_REVIEW] = PAINT_ASK,
	[LEVEL_MANUAL] = PAINT_BAD,
	[LEVEL_ERROR] = PAINT_BAD,
};

static void print_row(FILE *out, const json_t *record)
{
	const json_t *features = json_object_get(record, "features"), *f;
	struct buf b = BUF_INIT;
	char *class;
	size_t i;

	json_array_foreach(features, i, f)
		buf_addf(&b, "%s%s", i ? "," : "", json_string_value(f));
	class = xasprintf("%-10s", record_text(record, "class"));
	painted(out, class_paint[record_class(record)], class);
	fprintf(out, " %-28s %s\n", b.len ? b.text : "-", record_text(record, "path"));
	free(class);
	buf_release(&b);
}

static void print_diagnostic(FILE *out, const struct diagnostic *d)
{
	struct buf place = BUF_INIT;

	buf_addf(&place, "%s:", d->file);
	if (d->line)
		buf_addf(&place, "%u:%u:", d->line, d->column);
	painted(out, PAINT_PLACE, place.text);
	fputc(' ', out);
	painted(out, level_paint[d->level], level_names[d->level]);
	fprintf(out, ": %s [%s]\n", d->message, d->rule);
	buf_release(&place);
}

static void tell_record(const json_t *record, void *arg)
{
	struct telling *t = arg;

	t->summary->classes[record_class(record)]++;
	if (t->table)
		print_row(t->table, record);
	for (size_t i = 0; i < record_nr_diagnostics(record); i++) {
		struct diagnostic d = record_diagnostic(record, i);

		if (d.level >= t->from && d.level != LEVEL_CONVERTED)
			print_diagnostic(stderr, &d);
	}
}

static void print_summary(FILE *out, const struct summary *s)
{
	size_t sum = 0;

	for (int i = 0; i < NR_CLASSES; i++) {
		fprintf(out, "%s%s %zu", i ? ", " : "", class_names[i], s->classes[i]);
		sum += s->classes[i];
	}
	fprintf(out, ": %zu %s in %zu %s\n", sum, sum == 1 ? "livepatch" : "livepatches",
		s->files_seen, s->files_seen == 1 ? "file" : "files");
}

static void tell_row(const json_t *record, void *arg)
{
	print_row(arg, record);
}

static int write_report(FILE *out, enum format format, struct backlog *b,
			const struct summary *s)
{
	int err;

	switch (format) {
	case FORMAT_JSON:	return report_json(out, b, s);
	case FORMAT_SARIF:	return report_sarif(out, b);
	case FORMAT_HTML:	return report_html(out, b, s);
	default:
		err = backlog_each(b, tell_row, out);
		print_summary(out, s);
		return err;
	}
}

static int write_report_file(const char *path, enum format format, struct backlog *b,
			     const struct summary *s)
{
	struct new_file f;
	int err = file_begin(&f, path), end;

	if (err)
		return err;
	err = write_report(f.file, format, b, s);
	end = file_end(&f, !err);
	return err ? err : end;
}

int report(struct backlog *b, struct summary *s, const struct options *o, const char **what)
{
	bool text = o->report || o->format <= FORMAT_TEXT;
	bool diff = o->command == COMMAND_CONVERT;
	struct telling t = {
		.table = text && !diff && !o->quiet ? stdout : NULL,
		.from = o->quiet || o->check ? LEVEL_REVIEW : LEVEL_NOTE,
		.summary = s,
	};
	int err;

	*what = "the temporary file of the report";
	err = backlog_each(b, tell_record, &t);
	if (!err && !text)
		err = write_report(stdout, o->format, b, s);
	if (err)
		return err;
	if (text && !o->quiet && !o->check)
		print_summary(diff ? stderr : stdout, s);
	*what = o->report;
	if (!o->report)
		return 0;
	return write_report_file(o->report, o->format ? o->format : FORMAT_JSON, b, s);
}

int exit_status(const struct summary *s)
{
	if (s->classes[CLASS_ERROR] || fflush(stdout) || ferror(stdout))
		return EXIT_TROUBLE;
	return s->classes[CLASS_REVIEW] || s->classes[CLASS_MANUAL] ? EXIT_REMAINS : EXIT_DONE;
}
