// SPDX-License-Identifier: GPL-2.0
#include "emit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "term.h"

void make_diff(struct run *run, const struct result *r, struct buf *diff)
{
	for (size_t i = 0; i < r->nr_files; i++)
		if (r->files[i].changed && add_diff(diff, &r->files[i]))
			complain(run, r->files[i].input->name, "the diff could not be made");
}

/* Writes a changed file where it belongs; a failure is reported. */
static bool write_file(struct run *run, const struct result_file *f)
{
	const struct options *o = run->o;
	int err;

	if (o->write && !strcmp(f->input->path, "-")) {
		complain(run, "-", "standard input can't be changed in place: leave out --write");
		return false;
	}
	err = o->write ? write_in_place(f, o->backup) : write_below(o->output, f);
	if (err == -ESTALE)
		complain(run, f->input->name, "it changed while it was read, so it was left alone: run again");
	else if (err)
		complain(run, f->input->name, strerror(-err));
	return !err;
}

/* All files of a livepatch are written, or none: not if one is not committed. */
static bool may_write(struct run *run, const struct result *r)
{
	bool may = true;

	for (size_t i = 0; i < r->nr_files; i++) {
		const struct input *in = r->files[i].input;

		if (!r->files[i].changed || !strcmp(in->path, "-") ||
		    !has_uncommitted_changes(in->path))
			continue;
		complain(run, in->name,
			 "has uncommitted changes, so it was left alone: commit them, or use --force");
		may = false;
	}
	return may;
}

bool emit(struct run *run, const struct result *r, const struct buf *diff)
{
	const struct options *o = run->o;
	bool written = o->write || o->output;

	for (size_t i = 0; i < r->nr_files; i++)
		run->changed |= r->files[i].changed;
	if (!written) {
		if (!o->check && (o->format <= FORMAT_TEXT || o->report))
			print_diff(diff->text, diff->len);
		return false;
	}
	if (o->write && !o->force && !may_write(run, r))
		return false;
	for (size_t i = 0; i < r->nr_files; i++)
		if (r->files[i].changed)
			written &= write_file(run, &r->files[i]);
	return written;
}

bool output_is_input(const struct run *run)
{
	for (size_t i = 0; i < run->inputs.nr; i++)
		if (!run->inputs.v[i].err && is_below_itself(run->o->output, &run->inputs.v[i]))
			return true;
	return false;
}

static int below_order(const void *a, const void *b)
{
	const struct input *const *x = a, *const *y = b;

	return strcmp((*x)->below, (*y)->below);
}

/* Do two inputs have the same path below the folder of the copy? */
static bool copies_clash(struct run *run)
{
	size_t nr = run->inputs.nr;
	struct input **v = xcalloc(nr, sizeof(*v));
	bool clash = false;

	for (size_t i = 0; i < nr; i++)
		v[i] = &run->inputs.v[i];
	qsort(v, nr, sizeof(*v), below_order);
	for (size_t i = 1; i < nr && !clash; i++) {
		clash = !strcmp(v[i - 1]->below, v[i]->below);
		if (clash)
			complain(run, v[i]->name,
				 "another file has the same place below the folder of -o: give one PATH that holds both");
	}
	free(v);
	return clash;
}

static void copy_tree(struct run *run)
{
	for (size_t i = 0; i < run->inputs.nr; i++) {
		const struct input *in = &run->inputs.v[i];
		int err;

		if (in->err || in->elsewhere || !strcmp(in->path, "-"))
			continue;
		err = copy_below(run->o->output, in);
		if (err)
			complain(run, in->name, strerror(-err));
	}
}

bool emit_begin(struct run *run)
{
	const struct options *o = run->o;

	if (!o->output)
		return true;
	if (output_is_input(run)) {
		complain(run, o->output, "this is where the files are read from: use --write, or another folder");
		return false;
	}
	if (copies_clash(run))
		return false;
	copy_tree(run);
	return true;
}
