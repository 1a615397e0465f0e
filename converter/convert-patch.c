// SPDX-License-Identifier: GPL-2.0
#include "convert-patch.h"

#include <stdlib.h>
#include <string.h>

#include "patch.h"

static bool kept;

void keep_patches(void)
{
	kept = true;
}

/* A patch on its way: the text is replaced each time one of its files has changed. */
struct work {
	struct result *r;
	struct result_file *f;
	const struct registry *registry;
	struct buf text;
	struct patch patch;
};

/* A job on a view of the patch, whose lines have a sign in front. */
static struct job new_job(const struct work *w, const char *path, const char *object)
{
	static const struct shared_list nothing_shared = SHARED_INIT;
	struct job job = {
		.path = path,
		.registry = w->registry,
		.shared = &nothing_shared,
		.object = object,
		.several_files = w->patch.nr_files > 1,
		.asked = BUF_INIT,
	};

	job.source.margin = 1;
	return job;
}

/* Puts a changed view into the patch. */
static void take_view(struct work *w, size_t file, enum patch_view what, const struct buf *view)
{
	struct buf text = BUF_INIT;

	if (patch_rewrite(&w->patch, file, what, view, &text)) {
		add_finding(w->r, PATCH_CONTEXT, w->f->input->name, 0, 0, NULL, NULL);
		return;
	}
	patch_release(&w->patch);
	buf_release(&w->text);
	w->text = text;
	patch_parse(&w->patch, w->text.text, w->text.len);
}

/* What the patch finds in its tree, and changes when an earlier patch is converted. */
static void find_earlier(struct work *w, size_t line)
{
	const struct patch_line *l = &w->patch.lines[line];
	struct tokens ts = { 0 };

	lex(&ts, l->text, l->len);
	for (size_t i = 0; i < ts.nr; i++) {
		char *name;

		if (!changes_in_patch(&ts, i, l->text))
			continue;
		name = xstrndup(l->text + ts.v[i].offset, ts.v[i].length);
		add_finding(w->r, PATCH_EARLIER, w->f->input->name, line + 1,
			    ts.v[i].offset + 1, name, NULL);
		free(name);
	}
	tokens_release(&ts);
}

static void find_unadded(struct work *w, size_t file)
{
	for (size_t i = 0; i < w->patch.nr_lines; i++) {
		const struct patch_line *l = &w->patch.lines[i];

		if ((l->kind == ' ' || l->kind == '-') && l->file == file)
			find_earlier(w, i);
	}
}

static void convert_file(struct work *w, size_t file, const char *path)
{
	char *object = xstrdup(w->patch.files[file]);
	const struct overlays no_others = { 0 };
	struct job job = new_job(w, path, object);
	struct buf view = BUF_INIT, out = BUF_INIT;
	char *as_c = xasprintf("%s.c", path ? path : "stdin");

	patch_view(&w->patch, file, PATCH_DECLARATIONS, &view);
	find_unadded(w, file);
	if (text_has_api(view.text, view.len)) {
		convert_source(w->r, &job, w->f->input->name, as_c, &view, &no_others, &out);
		if (out.len)
			take_view(w, file, PATCH_DECLARATIONS, &out);
	}
	job_release(&job);
	buf_release(&view);
	buf_release(&out);
	free(as_c);
	free(object);
}

/* What stands in parts of functions needs no C to be understood, or a person. */
static void convert_lines(struct work *w, const char *path)
{
	struct job job = new_job(w, path, NULL);
	struct buf view = BUF_INIT, out = BUF_INIT;

	patch_view(&w->patch, PATCH_ALL_FILES, PATCH_LINES, &view);
	job.source.name = w->f->input->name;
	job.source.text = view.text;
	job.source.len = view.len;
	lex(&job.source.tokens, view.text, view.len);
	rule_kpatch_shadow(&job);
	if (job.edits.nr && !edits_apply(&job.edits, view.text, view.len, &out))
		take_view(w, PATCH_ALL_FILES, PATCH_LINES, &out);
	take_findings(w->r, &job);
	take_states(w->r, &job);
	job_release(&job);
	buf_release(&view);
	buf_release(&out);
}

/* The lines of all files that are read as declarations. */
static void whole_lines(const struct work *w, bool *whole)
{
	struct buf view = BUF_INIT;
	const char *line;

	patch_view(&w->patch, PATCH_ALL_FILES, PATCH_DECLARATIONS, &view);
	line = view.text;
	for (size_t i = 0; i < w->patch.nr_lines; i++) {
		size_t len = strcspn(line, "\n");

		whole[i] = !memchr(line, '\f', len);
		line += len + (line[len] == '\n');
	}
	buf_release(&view);
}

/* Tokens in added lines that are no part of a declaration, as the patch came. */
static void find_fragments(struct work *w)
{
	bool *whole = xcalloc(w->patch.nr_lines, sizeof(*whole));
	struct source s = { .margin = 1 };
	struct buf view = BUF_INIT;

	whole_lines(w, whole);
	patch_view(&w->patch, PATCH_ALL_FILES, PATCH_LINES, &view);
	s.text = view.text;
	s.len = view.len;
	lex(&s.tokens, view.text, view.len);
	for (size_t i = 0; i < s.tokens.nr; i++) {
		unsigned int feature = api_feature(&s.tokens, i, s.text), line, column;
		char *name;

		if (!feature)
			continue;
		line_column(&s, s.tokens.v[i].offset, &line, &column);
		if (is_kernels_own(w->patch.files[w->patch.lines[line - 1].file]))
			continue;
		w->r->features |= feature;
		name = xstrndup(s.text + s.tokens.v[i].offset, s.tokens.v[i].length);
		/* Of kpatch's shadow variables rule_kpatch_shadow() has told already. */
		if (!kept && !whole[line - 1] &&
		    !(feature == FEATURE_SHADOW && needs_no_tree(&s, i)) &&
		    strncmp(name, "kpatch_shadow_", 14))
			add_finding(w->r, PATCH_FRAGMENT, w->f->input->name, line, column,
				    name, NULL);
		free(name);
	}
	tokens_release(&s.tokens);
	buf_release(&view);
	free(whole);
}

/* Lines that look added, where no hunk is: a combined diff, or a broken one. */
static void find_outside(struct work *w)
{
	for (size_t i = 0; i < w->patch.nr_lines; i++) {
		const struct patch_line *l = &w->patch.lines[i];
		struct buf line = BUF_INIT;

		if (!patch_is_stray(l))
			continue;
		buf_add(&line, l->text + 1, l->len - 1);
		if (text_has_api(line.text, line.len))
			add_finding(w->r, PATCH_NO_HUNK, w->f->input->name, i + 1, 1, NULL, NULL);
		buf_release(&line);
	}
}

static void malformed(struct work *w, size_t line)
{
	if (text_has_api(w->text.text, w->text.len))
		add_finding(w->r, PATCH_BROKEN, w->f->input->name, line, 1, NULL, NULL);
}

static void note_kept(struct work *w)
{
	find_fragments(w);
	if (w->r->features)
		add_finding(w->r, PATCH_KEPT, w->f->input->name, 0, 0, NULL, NULL);
}

static void convert_all(struct work *w)
{
	const struct input *in = w->f->input;
	const char *path = strcmp(in->path, "-") ? in->real : NULL;
	bool *files;

	convert_lines(w, path);
	find_fragments(w);
	files = files_to_look_at(&w->patch);
	/* The last one first: places in those above stay what they are. */
	for (size_t i = w->patch.nr_files; i-- > 0;)
		if (files[i])
			convert_file(w, i, path);
	free(files);
}

void convert_patch(struct result *r, struct result_file *f, const struct registry *registry)
{
	struct work w = { .r = r, .f = f, .registry = registry, .text = BUF_INIT };
	size_t bad;

	buf_add(&w.text, f->old_text.text, f->old_text.len);
	bad = patch_parse(&w.patch, w.text.text, w.text.len);
	if (bad) {
		malformed(&w, bad);
	} else {
		find_outside(&w);
		if (kept)
			note_kept(&w);
		else
			convert_all(&w);
	}
	patch_release(&w.patch);
	set_new_text(f, &w.text);
}
