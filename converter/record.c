// SPDX-License-Identifier: GPL-2.0
#include "record.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* One line of JSON's UTF-8, whatever bytes a source has. */
static json_t *json_line(const char *s)
{
	char *text = printable(s, "");
	json_t *j = json_string(text);

	free(text);
	return j;
}

static json_t *json_lines(const char *s)
{
	char *text = printable(s, "\n\t\r");
	json_t *j = json_string(text);

	free(text);
	return j;
}

static json_t *json_files(const struct result *r)
{
	json_t *files = json_array();

	for (size_t i = 0; i < r->nr_files; i++)
		json_array_append_new(files, json_line(r->files[i].input->name));
	return files;
}

static json_t *json_features(const struct result *r)
{
	json_t *features = json_array();

	for (size_t i = 0; i < sizeof(feature_names) / sizeof(*feature_names); i++)
		if (r->features & feature_names[i].feature)
			json_array_append_new(features, json_string(feature_names[i].name));
	return features;
}

static json_t *json_diagnostic(const struct diagnostic *d)
{
	return json_pack("{s:o, s:i, s:i, s:s, s:s, s:o}", "file", json_line(d->file),
			 "line", (int)d->line, "column", (int)d->column,
			 "level", level_names[d->level], "rule", d->rule,
			 "message", json_line(d->message));
}

/* What the id of a state is made from, without where the working directory is. */
static json_t *json_origin(const struct declared_state *d)
{
	char *cwd = getcwd(NULL, 0);
	char *top = path_without_versions(cwd ? cwd : "");
	size_t len = strlen(top);
	const char *path = d->path;
	json_t *j;

	if (!strncmp(path, top, len) && path[len] == '/')
		path += len + 1;
	j = d->is_derived ? json_line(path) : json_null();
	free(top);
	free(cwd);
	return j;
}

static json_t *json_states(const struct result *r)
{
	json_t *states = json_array();

	for (size_t i = 0; i < r->nr_states; i++) {
		const struct declared_state *d = &r->states[i];
		char *id = xasprintf("0x%lx", d->entry.id);

		json_array_append_new(states,
			json_pack("{s:s, s:o, s:o, s:b, s:o, s:b, s:o, s:i, s:i}",
				  "id", id, "object", json_line(d->entry.object),
				  "name", json_line(d->entry.name), "is_shadow", d->is_shadow,
				  "derived_from", json_origin(d), "answered", d->is_answered,
				  "file", json_line(d->file), "line", (int)d->line,
				  "column", (int)d->column));
		free(id);
	}
	return states;
}

/* The rules that spoke, and the questions among what they said. */
static void derive(json_t *record)
{
	json_t *rules = json_array(), *questions = json_array();
	enum class class = record_class(record);

	for (size_t i = 0; i < record_nr_diagnostics(record); i++) {
		struct diagnostic d = record_diagnostic(record, i);
		bool first = true;

		for (size_t k = 0; k < json_array_size(rules) && first; k++)
			first = strcmp(json_string_value(json_array_get(rules, k)), d.rule);
		if (first)
			json_array_append_new(rules, json_string(d.rule));
		if (d.level == LEVEL_REVIEW)
			json_array_append_new(questions, json_string(d.message));
	}
	if (json_array_size(questions) && class < CLASS_REVIEW)
		json_object_set_new(record, "class", json_string(class_names[CLASS_REVIEW]));
	json_object_set_new(record, "rules", rules);
	json_object_set_new(record, "questions", questions);
}

json_t *record_new(const struct result *r, const char *diff)
{
	json_t *diagnostics = json_array();
	json_t *record = json_pack("{s:o, s:o, s:s, s:o, s:n, s:n, s:o, s:o, s:o}",
		"path", json_line(r->files[0].input->name), "files", json_files(r),
		"class", class_names[r->class], "features", json_features(r),
		"rules", "questions", "diagnostics", diagnostics,
		"states", json_states(r), "diff", json_lines(diff));

	for (size_t i = 0; i < r->nr_findings; i++) {
		const struct finding *f = &r->findings[i];
		const struct diagnostic d = {
			f->file, f->line, f->column, f->level, form_rule(f->form), f->message,
		};

		json_array_append_new(diagnostics, json_diagnostic(&d));
	}
	derive(record);
	return record;
}

static bool are_strings(const json_t *array)
{
	for (size_t i = 0; i < json_array_size(array); i++)
		if (!json_is_string(json_array_get(array, i)))
			return false;
	return true;
}

static bool is_name(const char *name, const char *const names[], size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

static bool diagnostics_are_valid(const json_t *diagnostics)
{
	for (size_t i = 0; i < json_array_size(diagnostics); i++) {
		const char *file, *level, *rule, *message;
		int line, column;

		if (json_unpack(json_array_get(diagnostics, i), "{s:s, s:i, s:i, s:s, s:s, s:s}",
				"file", &file, "line", &line, "column", &column, "level", &level,
				"rule", &rule, "message", &message) ||
		    line < 0 || column < 0 || !is_name(level, level_names, NR_LEVELS))
			return false;
	}
	return true;
}

static bool states_are_valid(const json_t *states)
{
	for (size_t i = 0; i < json_array_size(states); i++) {
		const char *id, *object, *name, *file;
		int is_shadow, answered, line, column;
		json_t *origin;

		if (json_unpack(json_array_get(states, i),
				"{s:s, s:s, s:s, s:b, s:o, s:b, s:s, s:i, s:i}", "id", &id,
				"object", &object, "name", &name, "is_shadow", &is_shadow,
				"derived_from", &origin, "answered", &answered, "file", &file,
				"line", &line, "column", &column) ||
		    line < 0 || column < 0 || !(json_is_string(origin) || json_is_null(origin)))
			return false;
	}
	return true;
}

bool record_is_valid(const json_t *record)
{
	static const char *const lists[] = {
		"files", "features", "rules", "questions", "diagnostics", "states",
	};
	const char *path, *class, *diff;

	if (json_unpack((json_t *)record, "{s:s, s:s, s:s}", "path", &path, "class", &class,
			"diff", &diff) || !is_name(class, class_names, NR_CLASSES))
		return false;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (!json_is_array(json_object_get(record, lists[i])))
			return false;
	return are_strings(json_object_get(record, "files")) &&
	       are_strings(json_object_get(record, "features")) &&
	       diagnostics_are_valid(json_object_get(record, "diagnostics")) &&
	       states_are_valid(json_object_get(record, "states"));
}

const char *record_text(const json_t *record, const char *key)
{
	return json_string_value(json_object_get(record, key));
}

static int index_of(const char *name, const char *const names[])
{
	int i = 0;

	while (strcmp(names[i], name))
		i++;
	return i;
}

enum class record_class(const json_t *record)
{
	return index_of(record_text(record, "class"), class_names);
}

size_t record_nr_diagnostics(const json_t *record)
{
	return json_array_size(json_object_get(record, "diagnostics"));
}

struct diagnostic record_diagnostic(const json_t *record, size_t i)
{
	const json_t *d = json_array_get(json_object_get(record, "diagnostics"), i);

	return (struct diagnostic){
		.file = record_text(d, "file"),
		.line = json_integer_value(json_object_get(d, "line")),
		.column = json_integer_value(json_object_get(d, "column")),
		.level = index_of(record_text(d, "level"), level_names),
		.rule = record_text(d, "rule"),
		.message = record_text(d, "message"),
	};
}

static size_t file_index(const json_t *record, const char *file)
{
	const json_t *files = json_object_get(record, "files");
	size_t i = 0;

	while (i < json_array_size(files) &&
	       strcmp(json_string_value(json_array_get(files, i)), file))
		i++;
	return i;
}

/* Diagnostics are in the order of the files and lines. */
static bool is_behind(const json_t *record, const struct diagnostic *a,
		      const struct diagnostic *b)
{
	size_t x = file_index(record, a->file), y = file_index(record, b->file);

	return x != y ? x > y : a->line > b->line;
}

void record_add(json_t *record, const struct diagnostic *d)
{
	size_t place = 0;

	for (size_t i = 0; i < record_nr_diagnostics(record); i++) {
		struct diagnostic o = record_diagnostic(record, i);

		if (!strcmp(o.file, d->file) && o.line == d->line && o.column == d->column &&
		    !strcmp(o.message, d->message))
			return;
		if (!is_behind(record, &o, d))
			place = i + 1;
	}
	json_array_insert_new(json_object_get(record, "diagnostics"), place, json_diagnostic(d));
	derive(record);
}

json_t *load_json(const char *name)
{
	json_error_t err;
	json_t *json = strcmp(name, "-") ? json_load_file(name, 0, &err) :
					   json_loadf(stdin, 0, &err);

	if (!json && err.line > 0)
		fprintf(stderr, "%s:%d:%d: error: %s\n", name, err.line, err.column, err.text);
	else if (!json)
		fprintf(stderr, "%s: error: %s\n", name, err.text);
	return json;
}
