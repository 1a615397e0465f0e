// SPDX-License-Identifier: GPL-2.0
#include "report.h"

#include <errno.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	unsigned int feature;
	const char *name;
} feature_names[] = {
	{ FEATURE_CALLBACKS, "callbacks" },
	{ FEATURE_SHADOW,    "shadow" },
	{ FEATURE_STATES,    "states" },
	{ FEATURE_OLD_API,   "old-api" },
	{ FEATURE_MACROS,    "macros" },
	{ FEATURE_FUNCTIONS, "functions" },
};

#define NR_FEATURES (sizeof(feature_names) / sizeof(*feature_names))

void print_row(FILE *out, const struct result *r)
{
	struct buf features = BUF_INIT;

	for (size_t i = 0; i < NR_FEATURES; i++)
		if (r->features & feature_names[i].feature)
			buf_addf(&features, "%s%s", features.len ? "," : "",
				 feature_names[i].name);
	fprintf(out, "%-10s %-28s %s\n", class_names[r->class],
		features.len ? features.text : "-", r->files[0].input->name);
	buf_release(&features);
}

void print_summary(FILE *out, const struct summary *s)
{
	size_t sum = 0;

	for (int i = 0; i < NR_CLASSES; i++) {
		fprintf(out, "%s%s %zu", i ? ", " : "", class_names[i], s->classes[i]);
		sum += s->classes[i];
	}
	fprintf(out, ": %zu %s in %zu %s\n", sum, sum == 1 ? "livepatch" : "livepatches",
		s->files_seen, s->files_seen == 1 ? "file" : "files");
}

static void print_finding(FILE *out, const struct finding *f)
{
	fprintf(out, "%s:", f->file);
	if (f->line)
		fprintf(out, "%u:%u:", f->line, f->column);
	fprintf(out, " %s: %s [%s]\n", level_names[f->level], f->message,
		form_rule(f->form));
}

void print_findings(FILE *out, const struct result *r, enum level from)
{
	for (size_t i = 0; i < r->nr_findings; i++) {
		enum level level = r->findings[i].level;

		if (level >= from && level != LEVEL_CONVERTED)
			print_finding(out, &r->findings[i]);
	}
}

int add_diff(struct buf *out, const struct result_file *f)
{
	git_diff_options options;
	git_buf text = { 0 };
	git_patch *patch;
	int err;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_PATIENCE;
	options.id_abbrev = 12;
	if (git_patch_from_buffers(&patch, f->old_text.text, f->old_text.len, f->input->name,
				   f->new_text.text, f->new_text.len, f->input->name, &options))
		return -ENOMEM;
	err = git_patch_to_buf(&text, patch);
	if (!err)
		buf_add(out, text.ptr, text.size);
	git_buf_dispose(&text);
	git_patch_free(patch);
	return err ? -ENOMEM : 0;
}

json_t *json_report_new(void)
{
	return json_pack("{s:i, s:s, s:[]}", "schema_version", SCHEMA_VERSION,
			 "tool_version", TOOL_VERSION, "livepatches");
}

/* Names can be any bytes; JSON is UTF-8. */
static json_t *json_text(const char *s)
{
	json_t *j = json_string(s);
	struct buf b = BUF_INIT;

	if (j)
		return j;
	for (; *s; s++)
		if ((unsigned char)*s < 0x80)
			buf_putc(&b, *s);
		else
			buf_addf(&b, "\\x%02x", (unsigned char)*s);
	j = json_string(b.text);
	buf_release(&b);
	return j;
}

static json_t *json_files(const struct result *r)
{
	json_t *files = json_array();

	for (size_t i = 0; i < r->nr_files; i++)
		json_array_append_new(files, json_text(r->files[i].input->name));
	return files;
}

static json_t *json_features(const struct result *r)
{
	json_t *features = json_array();

	for (size_t i = 0; i < NR_FEATURES; i++)
		if (r->features & feature_names[i].feature)
			json_array_append_new(features, json_string(feature_names[i].name));
	return features;
}

static json_t *json_rules(const struct result *r)
{
	json_t *rules = json_array();

	for (size_t i = 0; i < r->nr_findings; i++) {
		const char *rule = form_rule(r->findings[i].form);
		bool first = true;

		for (size_t k = 0; k < i && first; k++)
			first = strcmp(form_rule(r->findings[k].form), rule);
		if (first)
			json_array_append_new(rules, json_string(rule));
	}
	return rules;
}

static json_t *json_questions(const struct result *r)
{
	json_t *questions = json_array();

	for (size_t i = 0; i < r->nr_findings; i++)
		if (r->findings[i].level == LEVEL_REVIEW)
			json_array_append_new(questions, json_text(r->findings[i].message));
	return questions;
}

static json_t *json_diagnostics(const struct result *r)
{
	json_t *all = json_array();

	for (size_t i = 0; i < r->nr_findings; i++) {
		const struct finding *f = &r->findings[i];

		json_array_append_new(all, json_pack("{s:o, s:i, s:i, s:s, s:s, s:o}",
			"file", json_text(f->file), "line", (int)f->line,
			"column", (int)f->column, "level", level_names[f->level],
			"rule", form_rule(f->form), "message", json_text(f->message)));
	}
	return all;
}

void json_report_add(json_t *report, const struct result *r)
{
	json_array_append_new(json_object_get(report, "livepatches"),
		json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:o}",
			  "path", json_text(r->files[0].input->name),
			  "files", json_files(r), "class", class_names[r->class],
			  "features", json_features(r), "rules", json_rules(r),
			  "questions", json_questions(r),
			  "diagnostics", json_diagnostics(r)));
}

char *json_report_finish(json_t *report, const struct summary *s)
{
	json_t *summary = json_object();
	char *text, *line;

	for (int i = 0; i < NR_CLASSES; i++)
		json_object_set_new(summary, class_names[i], json_integer(s->classes[i]));
	json_object_set_new(report, "files_seen", json_integer(s->files_seen));
	json_object_set_new(report, "summary", summary);
	text = json_dumps(report, JSON_INDENT(2));
	line = xasprintf("%s\n", text);
	free(text);
	json_decref(report);
	return line;
}
