// SPDX-License-Identifier: GPL-2.0
#include "convert.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const class_names[NR_CLASSES] = {
	[CLASS_UNCHANGED] = "unchanged",
	[CLASS_CONVERTED] = "converted",
	[CLASS_REVIEW]    = "review",
	[CLASS_MANUAL]    = "manual",
	[CLASS_ERROR]     = "error",
};

void add_finding(struct result *r, enum form form, const char *file, unsigned int line,
		 const char *a, const char *b)
{
	GROW(r->findings, r->nr_findings);
	r->findings[r->nr_findings++] = (struct finding){
		.form = form, .level = form_level(form), .file = file, .line = line,
		.column = line ? 1 : 0, .message = form_message(form, a, b),
	};
}

static bool read_input(struct result *r, struct result_file *f)
{
	struct input *in = f->input;
	int err = in->err;

	if (!err)
		err = input_read(in, &f->old_text);
	if (err)
		add_finding(r, CANNOT_READ, in->name, 0, strerror(-err), NULL);
	else if (memchr(f->old_text.text, '\0', f->old_text.len))
		add_finding(r, CANNOT_READ, in->name, 0,
			    "this is no text: it has bytes of value 0", NULL);
	else
		return true;
	return false;
}

static unsigned int features_of(const struct tokens *ts, const char *text)
{
	unsigned int features = 0;

	for (size_t i = 0; i < ts->nr; i++)
		features |= api_feature(ts, i, text);
	return features;
}

/* Names of the API that its plain tables share with older and newer forms. */
static bool needs_reading(const struct tokens *ts, const char *text, unsigned int features)
{
	static const char *const words[] = {
		"callbacks", "pre_patch", "post_patch", "pre_unpatch", "post_unpatch",
		"immediate", "old_addr", "relocs", "states",
	};

	if (features != FEATURE_FUNCTIONS)
		return true;
	for (size_t i = 0; i < ts->nr; i++) {
		const struct token *t = &ts->v[i];

		if (t->kind != TOKEN_NAME || t->dead)
			continue;
		/* A function that takes an object may be a callback. */
		if (i + 1 < ts->nr && token_is(t, text, "klp_object") &&
		    token_is(&ts->v[i + 1], text, "*"))
			return true;
		for (size_t w = 0; w < sizeof(words) / sizeof(*words); w++)
			if (token_is(t, text, words[w]))
				return true;
	}
	return false;
}

static void find_in_line(struct result *r, const char *file, unsigned int number,
			 const char *line, size_t len)
{
	struct tokens ts = { 0 };

	lex(&ts, line, len);
	for (size_t i = 0; i < ts.nr; i++) {
		unsigned int feature = api_feature(&ts, i, line);
		char *name;

		if (!feature)
			continue;
		r->features |= feature;
		name = xstrndup(line + ts.v[i].offset, ts.v[i].length);
		add_finding(r, PATCH_FILE, file, number, name, NULL);
		free(name);
	}
	tokens_release(&ts);
}

/* Patches are known by their added lines. */
static void find_in_patch(struct result *r, struct result_file *f)
{
	const char *line = f->old_text.text;

	for (unsigned int number = 1; *line; number++) {
		size_t len = strcspn(line, "\n");

		if (*line == '+' && strncmp(line, "+++", 3))
			find_in_line(r, f->input->name, number, line + 1, len - 1);
		line += len + (line[len] == '\n');
	}
}

/* Does a problem of the new text stand in the old one, too? */
static bool is_known(const struct ast *old, const struct problem *p)
{
	for (size_t i = 0; i < old->nr_problems; i++)
		if (!strcmp(old->problems[i].text, p->text))
			return true;
	return false;
}

/* Whether the new text compiles as well as the old one did; else says why not. */
static char *why_broken(const struct source *s, const char *path, const struct buf *text,
			size_t *offset)
{
	struct tokens ts = { 0 };
	struct ast ast;
	char *why = NULL;

	lex(&ts, text->text, text->len);
	if (read_c(&ast, path, text->text, text->len, &ts, MODEL_STATES))
		why = xstrdup("libclang gave up");
	for (size_t i = 0; !why && i < ast.nr_problems; i++) {
		if (is_known(&s->ast, &ast.problems[i]))
			continue;
		*offset = ast.problems[i].offset;
		why = xstrdup(ast.problems[i].text);
	}
	tokens_release(&ts);
	ast_release(&ast);
	return why;
}

static enum level worst_level(const struct finding *v, size_t nr)
{
	enum level worst = LEVEL_NOTE;

	for (size_t i = 0; i < nr; i++)
		if (v[i].level > worst)
			worst = v[i].level;
	return worst;
}

/* Makes the new text; a conversion that does not hold is taken back. */
static void apply(struct result_file *f, struct job *job, const char *path)
{
	size_t offset = 0;
	char *why = NULL;

	if (edits_apply(&job->edits, job->source.text, job->source.len, &f->new_text))
		why = xstrdup("two changes touch the same text");
	else
		why = why_broken(&job->source, path, &f->new_text, &offset);
	if (why) {
		found(job, NO_COMPILE, edits_origin(&job->edits, offset), why, NULL);
		free(why);
		buf_release(&f->new_text);
		return;
	}
	f->changed = f->new_text.len != f->old_text.len ||
		     memcmp(f->new_text.text, f->old_text.text, f->new_text.len);
}

static void take_findings(struct result *r, struct job *job)
{
	for (size_t i = 0; i < job->nr_findings; i++) {
		GROW(r->findings, r->nr_findings);
		r->findings[r->nr_findings++] = job->findings[i];
	}
	job->nr_findings = 0;
}

static void add_state(struct result *r, const struct job *job, unsigned long id,
		      const char *object, const char *name, bool is_shadow, size_t offset,
		      bool is_new)
{
	struct declared_state d = {
		.entry = {
			.id = id,
			.fix = job->path ? fix_of_path(job->path) : xstrdup("-"),
			.object = xstrdup(object),
			.name = xstrdup(name ? name : ""),
		},
		.is_new = is_new,
		.is_shadow = is_shadow,
		.file = job->source.name,
	};
	unsigned int column;

	line_column(&job->source, offset, &d.line, &column);
	GROW(r->states, r->nr_states);
	r->states[r->nr_states++] = d;
}

static bool is_planned(const struct job *job, unsigned long id)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].id && job->plans[i].id_value == id)
			return true;
	return false;
}

/* The states of the patch-wide table; those of objects have a converted file only. */
static void take_old_states(struct result *r, const struct job *job)
{
	const struct table *states = patch_states(&job->source);
	unsigned long id;

	for (size_t i = 0; states && i < states->nr_entries; i++) {
		const struct node *entry = states->entries[i];
		bool is_shadow = entry_field(entry, "klp_state", "is_shadow").whole;

		if (entry_id(entry, &id) && !is_planned(job, id))
			add_state(r, job, id, "-", NULL, is_shadow, entry->span.begin, false);
	}
}

static void take_states(struct result *r, const struct job *job)
{
	for (size_t i = 0; i < job->nr_plans; i++) {
		const struct plan *p = &job->plans[i];

		if (p->id)
			add_state(r, job, p->id_value, p->existing ? "-" : p->object_name,
				  p->name, p->is_shadow, p->origin, true);
	}
	take_old_states(r, job);
}

static void convert_c(struct result *r, struct result_file *f, bool alone,
		      const struct registry *registry)
{
	bool is_stdin = !strcmp(f->input->path, "-");
	char *real = is_stdin ? xstrdup("stdin.c") : realpath(f->input->path, NULL);
	struct job job = {
		.path = is_stdin ? NULL : real,
		.registry = registry,
		.several_files = !alone,
		.asked = BUF_INIT,
	};
	const char *path = real ? real : f->input->path;
	enum level worst;

	if (source_read(&job.source, f->input->name, path, f->old_text.text, f->old_text.len)) {
		add_finding(r, CANNOT_READ, f->input->name, 0, "libclang could not parse it", NULL);
	} else {
		run_rules(&job);
		for (size_t i = 0; i < job.nr_plans; i++)
			if (job.plans[i].old_callbacks.whole)
				r->features |= FEATURE_CALLBACKS;
		worst = worst_level(job.findings, job.nr_findings);
		if (worst < LEVEL_MANUAL && job.edits.nr)
			apply(f, &job, path);
		take_findings(r, &job);
		take_states(r, &job);
	}
	job_release(&job);
	free(real);
}

static void convert_file(struct result *r, struct result_file *f, bool alone,
			 const struct registry *registry)
{
	struct tokens ts = { 0 };
	unsigned int features;
	bool read;

	if (!read_input(r, f))
		return;
	if (has_suffix(f->input->name, ".patch") || has_suffix(f->input->name, ".diff")) {
		find_in_patch(r, f);
		return;
	}
	lex(&ts, f->old_text.text, f->old_text.len);
	if (ts.unterminated)
		add_finding(r, BROKEN, f->input->name, 0, "it ends in a comment", NULL);
	features = features_of(&ts, f->old_text.text);
	read = features && !ts.unterminated && needs_reading(&ts, f->old_text.text, features);
	tokens_release(&ts);
	r->features |= features;

	if (read && alone && has_suffix(f->input->name, ".h"))
		add_finding(r, IN_HEADER, f->input->name, 1, NULL, NULL);
	else if (read)
		convert_c(r, f, alone, registry);
}

static void classify(struct result *r)
{
	enum level worst = worst_level(r->findings, r->nr_findings);
	bool changed = false;

	for (size_t i = 0; i < r->nr_files; i++)
		changed |= r->files[i].changed;

	if (worst >= LEVEL_REVIEW)
		r->class = worst == LEVEL_REVIEW ? CLASS_REVIEW :
			   worst == LEVEL_MANUAL ? CLASS_MANUAL : CLASS_ERROR;
	else
		r->class = changed ? CLASS_CONVERTED : CLASS_UNCHANGED;
	if (r->class < CLASS_MANUAL)
		return;
	/* All or nothing: a livepatch is not left half converted. */
	for (size_t i = 0; i < r->nr_files; i++)
		r->files[i].changed = false;
}

/* The livepatch that a file belongs to speaks for its states. */
static void drop_states(struct result *r, size_t from)
{
	while (r->nr_states > from) {
		struct registered *e = &r->states[--r->nr_states].entry;

		free(e->fix);
		free(e->object);
		free(e->name);
	}
}

void convert_unit(struct result *r, const struct inputs *inputs, const struct unit *unit,
		  const struct registry *registry)
{
	size_t states;

	*r = (struct result){ .nr_files = unit->nr };
	r->files = xcalloc(unit->nr, sizeof(*r->files));
	for (size_t i = 0; i < unit->nr; i++) {
		r->files[i] = (struct result_file){
			.input = &inputs->v[unit->files[i]],
			.old_text = BUF_INIT, .new_text = BUF_INIT,
		};
		states = r->nr_states;
		convert_file(r, &r->files[i], unit->nr == 1, registry);
		if (unit->borrowed[i])
			drop_states(r, states);
	}
	classify(r);
	for (size_t i = 0; i < unit->nr; i++)
		if (unit->borrowed[i])
			r->files[i].changed = false;
}

void result_drop_texts(struct result *r)
{
	for (size_t i = 0; i < r->nr_files; i++) {
		buf_release(&r->files[i].old_text);
		buf_release(&r->files[i].new_text);
	}
}

void result_release(struct result *r)
{
	result_drop_texts(r);
	free(r->files);
	for (size_t i = 0; i < r->nr_findings; i++)
		free(r->findings[i].message);
	free(r->findings);
	drop_states(r, 0);
	free(r->states);
	*r = (struct result){ 0 };
}
