// SPDX-License-Identifier: GPL-2.0
#include "run.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "collide.h"
#include "file.h"
#include "output.h"
#include "pool.h"
#include "registry.h"
#include "walk.h"

struct run {
	const struct options *o;
	struct inputs inputs;
	struct units units;
	struct registry registry;	/* as it was read: threads look at it */
	struct registry used;		/* the states of what was written */
	struct result *results;
	struct summary summary;
	json_t *json;
	bool changed, failed;
};

/* Set by a signal: what is begun is finished, and the registry knows what was written. */
static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
	interrupted = signal;
}

static void complain(struct run *run, const char *name, const char *what)
{
	fprintf(stderr, "%s: error: %s\n", name, what);
	run->failed = true;
}

static void work(size_t i, void *arg)
{
	struct run *run = arg;

	if (interrupted)
		return;
	convert_unit(&run->results[i], &run->inputs, &run->units.v[i], &run->registry);
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
	if (err)
		complain(run, f->input->name, strerror(-err));
	return !err;
}

static void print_diff(struct run *run, const struct result_file *f)
{
	struct buf diff = BUF_INIT;

	if (add_diff(&diff, f))
		complain(run, f->input->name, "the diff could not be made");
	fwrite(diff.text, 1, diff.len, stdout);
	buf_release(&diff);
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

/* Returns whether the changed files of a livepatch are all written. */
static bool emit_files(struct run *run, const struct result *r)
{
	const struct options *o = run->o;
	bool written = o->write || o->output;

	if (o->write && !o->force && !may_write(run, r))
		return false;
	for (size_t i = 0; i < r->nr_files; i++) {
		const struct result_file *f = &r->files[i];

		if (!f->changed)
			continue;
		run->changed = true;
		if (o->write || o->output)
			written &= write_file(run, f);
		else if (!o->check && (o->format == FORMAT_TEXT || o->report))
			print_diff(run, f);
	}
	return written;
}

static void register_states(struct run *run, const struct result *r)
{
	if (r->class >= CLASS_MANUAL)
		return;
	for (size_t i = 0; i < r->nr_states; i++)
		if (r->states[i].is_new)
			registry_add(&run->used, &r->states[i].entry);
}

/* What is written goes out at once; the report waits for what concerns all. */
static void take(size_t i, void *arg)
{
	struct run *run = arg;
	struct result *r = &run->results[i];

	if (run->o->command == COMMAND_CONVERT && !interrupted) {
		if (emit_files(run, r))
			register_states(run, r);
	}
	result_drop_texts(r);
}

static void report(struct run *run)
{
	const struct options *o = run->o;

	find_collisions(run->results, run->units.nr, &run->registry);
	for (size_t i = 0; i < run->units.nr; i++) {
		const struct result *r = &run->results[i];

		run->summary.classes[r->class]++;
		if (run->json)
			json_report_add(run->json, r);
		if (o->command == COMMAND_SCAN && o->format == FORMAT_TEXT && !o->quiet)
			print_row(stdout, r);
		print_findings(stderr, r, o->quiet ? LEVEL_REVIEW : LEVEL_NOTE);
	}
}

/* Is the copy's folder the one that is read? */
static bool output_is_input(struct run *run)
{
	for (size_t i = 0; i < run->inputs.nr; i++)
		if (!run->inputs.v[i].err && is_below_itself(run->o->output, &run->inputs.v[i]))
			return true;
	return false;
}

static void collect_inputs(struct run *run)
{
	const struct options *o = run->o;

	for (size_t i = 0; i < o->nr_paths; i++)
		walk(&run->inputs, o->paths[i], o->exclude, o->nr_exclude);
	/* The copy of an earlier run is no input. */
	if (o->output && !output_is_input(run))
		inputs_drop(&run->inputs, o->output);
	inputs_finish(&run->inputs);
	find_units(&run->inputs, &run->units);
	for (size_t i = 0; i < run->inputs.nr; i++)
		run->summary.files_seen += !run->inputs.v[i].err;
}

static const char *why_no_livepatch(const struct input *in)
{
	const char *why = "nothing in it is of the livepatch API";
	struct buf b = BUF_INIT;

	if (strcmp(in->path, "-") && !buf_read_file(&b, in->path)) {
		if (!b.len)
			why = "the file is empty";
		else if (memchr(b.text, '\0', b.len))
			why = "it is no text";
	}
	buf_release(&b);
	return why;
}

/* A file that was named and is no livepatch gets a line, so that nothing is silent. */
static void note_others(const struct run *run)
{
	bool *in_unit = xcalloc(run->inputs.nr, sizeof(*in_unit));

	for (size_t i = 0; i < run->units.nr; i++)
		for (size_t f = 0; f < run->units.v[i].nr; f++)
			in_unit[run->units.v[i].files[f]] = true;
	for (size_t i = 0; i < run->inputs.nr; i++)
		if (run->inputs.v[i].named && !in_unit[i] && !run->o->quiet)
			fprintf(stderr, "%s: note: no livepatch: %s\n", run->inputs.v[i].name,
				why_no_livepatch(&run->inputs.v[i]));
	free(in_unit);
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

		if (in->err || !strcmp(in->path, "-"))
			continue;
		err = copy_below(run->o->output, in);
		if (err)
			complain(run, in->name, strerror(-err));
	}
}

static bool read_registry(struct run *run)
{
	const char *path = run->o->registry;
	unsigned int line;
	int err = registry_read(&run->registry, path, &line);

	if (run->o->registry_named && !run->o->quiet && access(path, F_OK))
		fprintf(stderr, "%s: note: there is no such registry yet\n", path);

	if (err == -EINVAL)
		fprintf(stderr, "%s:%u: error: a line is id, fix, object, name and answers, separated by tabs\n",
			path, line);
	else if (err)
		complain(run, path, strerror(-err));
	return !err;
}

static void write_registry(struct run *run)
{
	int err;

	for (size_t i = 0; i < run->used.nr; i++)
		registry_add(&run->registry, &run->used.v[i]);
	if (!run->registry.changed)
		return;
	err = registry_write(&run->registry, run->o->registry);
	if (err)
		complain(run, run->o->registry, strerror(-err));
}

static void finish_json(struct run *run)
{
	char *text = json_report_finish(run->json, &run->summary);
	int err = 0;

	if (run->o->report)
		err = file_replace(run->o->report, text, strlen(text));
	else
		fputs(text, stdout);
	if (err)
		complain(run, run->o->report, strerror(-err));
	free(text);
}

static int exit_status(const struct run *run)
{
	const size_t *c = run->summary.classes;

	if (run->failed || c[CLASS_ERROR] || fflush(stdout) || ferror(stdout))
		return EXIT_TROUBLE;
	if (c[CLASS_REVIEW] || c[CLASS_MANUAL] || (run->o->check && run->changed))
		return EXIT_REMAINS;
	return EXIT_DONE;
}

static void process(struct run *run)
{
	const struct sigaction action = { .sa_handler = interrupt, .sa_flags = SA_RESTART };
	const struct options *o = run->o;

	collect_inputs(run);
	if (o->output && output_is_input(run)) {
		complain(run, o->output, "this is where the files are read from: use --write, or another folder");
		return;
	}
	if (o->output && copies_clash(run))
		return;
	if (o->format == FORMAT_JSON || o->report)
		run->json = json_report_new();
	if (o->output)
		copy_tree(run);

	run->results = xcalloc(run->units.nr, sizeof(*run->results));
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	pool_run(run->units.nr, o->jobs, work, take, run);
	write_registry(run);
	if (interrupted) {
		complain(run, "klp-migrate", "interrupted: files and registry are whole, run again for the rest");
		return;
	}
	report(run);
	note_others(run);
	if (run->json)
		finish_json(run);
	if (!o->quiet && !o->check && (o->format == FORMAT_TEXT || o->report))
		print_summary(o->command == COMMAND_SCAN ? stdout : stderr, &run->summary);
}

int run(const struct options *o)
{
	struct run run = { .o = o };
	int status = EXIT_TROUBLE;

	if (read_registry(&run)) {
		process(&run);
		status = exit_status(&run);
	}
	for (size_t i = 0; run.results && i < run.units.nr; i++)
		result_release(&run.results[i]);
	free(run.results);
	units_release(&run.units);
	inputs_release(&run.inputs);
	registry_release(&run.registry);
	registry_release(&run.used);
	return status;
}
