// SPDX-License-Identifier: GPL-2.0
#include "convert.h"
#include "apart.h"
#include "bearable.h"
#include "branches.h"
#include "convert-patch.h"
#include "layout.h"
#include "rules.h"
#include "shared.h"

#include <errno.h>
#include <stdint.h>
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
			unsigned int column, const char *a, const char *b)
{
	GROW(r->findings, r->nr_findings);
	r->findings[r->nr_findings++] = (struct finding){
		.form = form, .level = form_level(form), .file = file, .line = line,
		.column = column, .message = form_message(form, a, b),
	};
}

static bool read_input(struct result *r, struct result_file *f)
{
	struct input *in = f->input;
	int err = in->err;

	if (!err)
		err = input_read(in, &f->old_text);
	if (err)
		add_finding(r, CANNOT_READ, in->name, 0, 0, strerror(-err), NULL);
	else if (memchr(f->old_text.text, '\0', f->old_text.len))
		add_finding(r, CANNOT_READ, in->name, 0, 0,
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
		"KLP_UNDEFINED", "KLP_UNPATCHED", "KLP_PATCHED",
	};

	if (features != FEATURE_FUNCTIONS || lacks_info(ts, text) ||
	    strstr(text, "<asm/livepatch.h>"))
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

/* Problems with a text that come before one, or all of them. */
static size_t count_problems(const struct ast *ast, const char *text, size_t before)
{
	size_t nr = 0;

	for (size_t i = 0; i < ast->nr_problems && i < before; i++)
		nr += !strcmp(ast->problems[i].text, text);
	return nr;
}

/* Whether the new text compiles as well as the old one did; else says why not. */
static char *why_broken(const struct source *s, const char *path, const struct buf *text,
			const struct overlays *others, size_t *offset)
{
	struct tokens ts = { 0 };
	struct ast ast;
	char *why = NULL;

	lex(&ts, text->text, text->len);
	if (read_c(&ast, path, text->text, text->len, &ts, MODEL_STATES, others))
		why = xstrdup("libclang gave up");
	for (size_t i = 0; !why && i < ast.nr_problems; i++) {
		if (count_problems(&ast, ast.problems[i].text, i) <
		    count_problems(&s->ast, ast.problems[i].text, SIZE_MAX))
			continue;
		/* No header but the model is here, also none that was added. */
		if (has_suffix(ast.problems[i].text, "file not found"))
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
static void apply(struct job *job, const char *path, const struct overlays *others,
		  struct buf *out)
{
	size_t offset = 0;
	char *why = NULL;

	if (edits_apply(&job->edits, job->source.text, job->source.len, out))
		why = xstrdup("two changes touch the same text");
	else
		why = why_broken(&job->source, path, out, others, &offset);
	if (why) {
		found(job, NO_COMPILE, edits_origin(&job->edits, offset), why, NULL);
		free(why);
		buf_release(out);
	}
}

void take_findings(struct result *r, struct job *job)
{
	for (size_t i = 0; i < job->nr_findings; i++) {
		GROW(r->findings, r->nr_findings);
		r->findings[r->nr_findings++] = job->findings[i];
	}
	job->nr_findings = 0;
}

static void add_state(struct result *r, const struct job *job, struct declared_state d,
		      size_t offset)
{
	d.entry.fix = job->path ? fix_of_path(job->path) : xstrdup("-");
	d.path = job->path ? path_without_versions(job->path) : xstrdup("-");
	d.is_answered = answer_to(job, "ids");
	d.file = job->source.name;
	line_column(&job->source, offset, &d.line, &d.column);
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

/* The text of a member that is a string; for free(). */
static char *string_member(const struct node *entry, const char *record, const char *member)
{
	const struct node *v = strip(entry_field(entry, record, member).value);

	if (v && v->kind == NODE_STRING && strlen(v->name) > 1)
		return xstrndup(v->name + 1, strlen(v->name) - 2);
	return xstrdup("");
}

/* object.states = table; */
static char *object_at_run_time(const struct source *s, const struct table *states)
{
	for (size_t i = 0; i < s->nr_refs; i++) {
		const struct node *up = s->refs[i]->parent, *to = up->child;

		if (up->kind == NODE_ASSIGN && to->kind == NODE_MEMBER && to->child &&
		    to->child->record && !strcmp(to->child->record, "klp_object") &&
		    value_table(s, s->refs[i]) == states) {
			char *name = object_name(s, to->child);

			return name ? name : xstrdup("-");
		}
	}
	return xstrdup("-");
}

/* The object whose entry names a table of states, or KLP_STATE()'s; "-": the livepatch does. */
static char *object_of_table(const struct job *job, const struct table *states)
{
	const struct source *s = &job->source;

	if (!strncmp(states->var->name, "klp_model_state", 15))
		return xstrdup(job->object ? job->object : "vmlinux");
	for (size_t i = 0; i < s->nr_tables; i++) {
		const struct table *t = &s->tables[i];

		for (size_t e = 0; e < t->nr_entries && !strcmp(t->record, "klp_object"); e++) {
			struct field f = entry_field(t->entries[e], "klp_object", "states");
			char *name;

			if (!f.value || value_table(s, f.value) != states)
				continue;
			name = string_member(t->entries[e], "klp_object", "name");
			if (*name)
				return name;
			free(name);
			return xstrdup("vmlinux");
		}
	}
	return object_at_run_time(s, states);
}

/* The states that the source declares already. */
static void take_old_states(struct result *r, const struct job *job)
{
	const struct source *s = &job->source;
	unsigned long id;

	for (size_t i = 0; i < s->nr_tables; i++) {
		const struct table *t = &s->tables[i];

		for (size_t e = 0; e < t->nr_entries && !strcmp(t->record, "klp_state"); e++) {
			const struct node *entry = t->entries[e];

			if (!entry_id(entry, &id) || is_planned(job, id))
				continue;
			add_state(r, job, (struct declared_state){
				.entry.id = id,
				.entry.object = object_of_table(job, t),
				.entry.name = string_member(entry, "klp_state", "name"),
				.is_shadow = entry_field(entry, "klp_state", "is_shadow").whole,
			}, entry->span.begin);
		}
	}
}

void take_states(struct result *r, const struct job *job)
{
	for (size_t i = 0; i < job->nr_plans; i++) {
		const struct plan *p = &job->plans[i];

		if (p->id && (p->id_derived || !strstr(p->id, "@@")))
			add_state(r, job, (struct declared_state){
				.entry.id = p->id_value,
				.entry.object = xstrdup(p->existing ? "-" : p->object_name),
				.entry.name = xstrdup(p->name ? p->name : ""),
				.is_new = true,
				.is_derived = p->id_derived,
				.is_shadow = p->is_shadow,
			}, p->origin);
	}
	for (size_t i = 0; i < job->nr_keys; i++)
		add_state(r, job, (struct declared_state){
			.entry.id = job->keys[i].id,
			.entry.object = xstrdup("-"),
			.entry.name = xstrdup(job->keys[i].name),
			.is_new = true,
		}, job->keys[i].origin);
	take_old_states(r, job);
}

/* Why could source_read() not read it? */
static void tell_unread(struct result *r, const struct source *s)
{
	struct tokens ts = { 0 };
	unsigned int line, column;
	const char *why;
	size_t offset;

	lex(&ts, s->text, s->len);
	why = why_unbearable(&ts, s->text, &offset);
	tokens_release(&ts);
	if (why) {
		line_column(s, offset, &line, &column);
		add_finding(r, UNBEARABLE, s->name, line, column, why, NULL);
	} else {
		char *limits = xasprintf("libclang crashes on it, or needs more than %d seconds or "
					 "%d GiB: look at its macros and at what it includes",
					 APART_SECONDS, APART_GIB);

		add_finding(r, CANNOT_READ, s->name, 0, 0, limits, NULL);
		free(limits);
	}
}

static void free_state(struct declared_state *d)
{
	free(d->entry.fix);
	free(d->entry.object);
	free(d->entry.name);
	free(d->path);
}

/* Is a state among the first ones? */
static bool has_state(const struct result *r, size_t nr, const struct declared_state *d)
{
	for (size_t i = 0; i < nr; i++)
		if (r->states[i].entry.id == d->entry.id &&
		    !strcmp(r->states[i].file, d->file) &&
		    !strcmp(r->states[i].entry.object, d->entry.object))
			return true;
	return false;
}

/* States that only a branch has: the registry wants them, too. */
static void take_states_of_branch(struct result *r, const struct job *branch)
{
	size_t nr = r->nr_states, kept = nr;

	take_states(r, branch);
	for (size_t i = nr; i < r->nr_states; i++) {
		if (has_state(r, nr, &r->states[i]))
			free_state(&r->states[i]);
		else
			r->states[kept++] = r->states[i];
	}
	r->nr_states = kept;
}

/* Reads the branch that an offset is in. False: what is there stays switched off. */
static bool read_branch(struct result *r, struct job *job, size_t offset, const char *path,
			const struct overlays *others)
{
	char *text = switch_on(&job->source, offset);
	struct job other = {
		.source.margin = job->source.margin,
		.object = job->object,
		.path = job->path,
		.registry = job->registry,
		.shared = job->shared,
		.several_files = job->several_files,
		.part = job->part,
		.asked = BUF_INIT,
	};
	struct buf out = BUF_INIT;
	bool joined = false;

	if (!source_read(&other.source, job->source.name, path, text, job->source.len)) {
		if (!is_skipped(&other.source, offset)) {
			run_rules(&other);
			apply(&other, path, others, &out);
			joined = join_reading(job, &other);
		}
		if (joined)
			take_states_of_branch(r, &other);
		job_release(&other);
	}
	buf_release(&out);
	free(text);
	return joined;
}

/* More than anybody wants to read: no time is spent on what is behind them. */
#define MAX_FINDINGS 100

static void read_branches(struct result *r, struct job *job, const char *path,
			  const struct overlays *others)
{
	if (job->nr_findings > MAX_FINDINGS)
		return;
	for (size_t i = 0; i < job->nr_findings; i++) {
		const struct finding *f = &job->findings[i];

		/* Then the findings are others. */
		if (f->form == SWITCHED_OFF && read_branch(r, job, f->offset, path, others))
			i = SIZE_MAX;
	}
}

void convert_source(struct result *r, struct job *job, const char *name, const char *path,
		    const struct buf *text, const struct overlays *others, struct buf *out)
{
	const struct source unread = {
		.name = name, .text = text->text, .len = text->len,
		.margin = job->source.margin,
	};

	if (source_read(&job->source, name, path, text->text, text->len)) {
		tell_unread(r, &unread);
		return;
	}
	run_rules(job);
	take_states(r, job);
	read_branches(r, job, path, others);
	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].old_callbacks.whole)
			r->features |= FEATURE_CALLBACKS;
	if (worst_level(job->findings, job->nr_findings) < LEVEL_MANUAL)
		apply(job, path, others, out);
	take_findings(r, job);
}

void set_new_text(struct result_file *f, struct buf *text)
{
	f->changed = text->len && (text->len != f->old_text.len ||
				   memcmp(text->text, f->old_text.text, text->len));
	f->new_text = *text;
	*text = (struct buf)BUF_INIT;
}

/* What all files of a livepatch are converted with. */
struct context {
	const struct registry *registry;
	struct shared_list shared;
	struct overlays headers;	/* those that were converted */
};

static void convert_c(struct result *r, struct result_file *f, bool alone,
		      const struct context *context)
{
	bool is_stdin = !strcmp(f->input->path, "-");
	char *real = is_stdin ? xstrdup("stdin.c") : realpath(f->input->path, NULL);
	struct job job = {
		.path = is_stdin ? NULL : real,
		.registry = context->registry,
		.shared = &context->shared,
		.several_files = !alone,
		.part = f->input->part,
		.asked = BUF_INIT,
	};
	struct buf out = BUF_INIT;

	convert_source(r, &job, f->input->name, real ? real : f->input->path, &f->old_text,
		       &context->headers, &out);
	set_new_text(f, &out);
	job_release(&job);
	free(real);
}

static void convert_file(struct result *r, struct result_file *f, bool alone,
			 const struct context *context)
{
	struct tokens ts = { 0 };
	unsigned int features;
	bool read;

	if (!read_input(r, f))
		return;
	if (f->input->patch) {
		convert_patch(r, f, context->registry);
		return;
	}
	lex(&ts, f->old_text.text, f->old_text.len);
	if (ts.unterminated)
		add_finding(r, BROKEN, f->input->name, 0, 0, "it ends in a comment", NULL);
	features = features_of(&ts, f->old_text.text);
	read = features && !ts.unterminated && needs_reading(&ts, f->old_text.text, features);
	tokens_release(&ts);
	r->features |= features;

	if (read && alone && f->input->part)
		add_finding(r, IN_HEADER, f->input->name, 1, 1, NULL, NULL);
	else if (read)
		convert_c(r, f, alone, context);
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
	while (r->nr_states > from)
		free_state(&r->states[--r->nr_states]);
}

/* A header that has changed is what the other files include. */
static void add_overlay(struct context *c, const struct result_file *f)
{
	if (!f->changed)
		return;
	GROW(c->headers.v, c->headers.nr);
	c->headers.v[c->headers.nr++] = (struct overlay){
		f->input->real, f->new_text.text, f->new_text.len };
}

static void convert_one(struct result *r, const struct unit *unit, size_t i,
			const struct context *context)
{
	size_t states = r->nr_states;

	convert_file(r, &r->files[i], unit->nr == 1, context);
	if (unit->borrowed[i])
		drop_states(r, states);
}

void convert_unit(struct result *r, const struct inputs *inputs, const struct unit *unit,
		  const struct registry *registry)
{
	struct context context = { .registry = registry, .shared = SHARED_INIT };

	*r = (struct result){ .nr_files = unit->nr };
	r->files = xcalloc(unit->nr, sizeof(*r->files));
	for (size_t i = 0; i < unit->nr; i++)
		r->files[i] = (struct result_file){
			.input = &inputs->v[unit->files[i]],
			.old_text = BUF_INIT, .new_text = BUF_INIT,
			.is_borrowed = unit->borrowed[i],
		};
	if (unit->nr > 1)
		find_shared(&context.shared, r->files, r->nr_files);
	for (size_t i = 0; i < unit->nr; i++) {
		if (!r->files[i].input->part)
			continue;
		convert_one(r, unit, i, &context);
		add_overlay(&context, &r->files[i]);
	}
	for (size_t i = 0; i < unit->nr; i++)
		if (!r->files[i].input->part)
			convert_one(r, unit, i, &context);
	shared_release(&context.shared);
	free(context.headers.v);
	classify(r);
	for (size_t i = 0; i < unit->nr; i++)
		if (unit->borrowed[i])
			r->files[i].changed = false;
}

void result_release(struct result *r)
{
	for (size_t i = 0; i < r->nr_files; i++) {
		buf_release(&r->files[i].old_text);
		buf_release(&r->files[i].new_text);
	}
	free(r->files);
	for (size_t i = 0; i < r->nr_findings; i++)
		free(r->findings[i].message);
	free(r->findings);
	drop_states(r, 0);
	free(r->states);
	*r = (struct result){ 0 };
}
