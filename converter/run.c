// SPDX-License-Identifier: GPL-2.0
#include "run.h"
#include "convert-patch.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emit.h"
#include "pool.h"
#include "report.h"
#include "rules.h"
#include "shard.h"
#include "term.h"
#include "verify.h"

/* Set by a signal: what is begun is finished, and the registry knows what was written. */
static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
	interrupted = signal;
}

bool is_interrupted(void)
{
	return interrupted;
}

void complain(struct run *run, const char *name, const char *what)
{
	char *text = printable(name, "");

	progress_clear();
	fprintf(stderr, "%s: error: %s\n", text, what);
	free(text);
	run->failed = true;
}

struct conversions {
	struct run *run;
	struct result *results;		/* a ring */
	size_t window;
};

static void work(size_t i, void *arg)
{
	struct conversions *c = arg;
	struct run *run = c->run;

	if (!interrupted)
		convert_unit(&c->results[i % c->window], &run->inputs, &run->units.v[i],
			     &run->registry);
}

static void register_states(struct run *run, const struct result *r)
{
	if (r->class >= CLASS_MANUAL)
		return;
	for (size_t i = 0; i < r->nr_states; i++)
		if (r->states[i].is_new)
			registry_add(&run->used, &r->states[i].entry);
}

static bool wants_diff(const struct options *o)
{
	return o->command == COMMAND_CONVERT || o->format == FORMAT_JSON ||
	       o->format == FORMAT_HTML || o->report;
}

/* What is written goes out at once; the report waits for what concerns all. */
static void take_result(struct run *run, struct result *r)
{
	const struct options *o = run->o;
	struct buf diff = BUF_INIT;
	int err;

	if (wants_diff(o))
		make_diff(run, r, &diff);
	if (o->command == COMMAND_CONVERT && emit(run, r, &diff))
		register_states(run, r);
	err = backlog_add(&run->backlog, record_new(r, diff.text));
	if (err && !run->failed)
		complain(run, "the temporary file of the report", strerror(-err));
	buf_release(&diff);
}

static void take(size_t i, void *arg)
{
	struct conversions *c = arg;
	struct result *r = &c->results[i % c->window];

	if (!interrupted)
		take_result(c->run, r);
	result_release(r);
	progress(i + 1, c->run->units.nr);
}

static void write_registry(struct run *run)
{
	int err = run->used.nr ? registry_extend(run->o->registry, &run->used) : 0;

	if (err)
		complain(run, run->o->registry, strerror(-err));
}

static void tell_interrupted(struct run *run)
{
	complain(run, "klp-migrate",
		 "interrupted: files and registry are whole, run again for the rest");
}

/* A livepatch that takes long to read does not keep the program from ending. */
static void waiting(void *arg)
{
	struct conversions *c = arg;

	if (!interrupted)
		return;
	write_registry(c->run);
	tell_interrupted(c->run);
	_exit(EXIT_TROUBLE);
}

static void convert_all(struct run *run)
{
	struct conversions c = { .run = run, .window = pool_window(run->o->jobs) };

	c.results = xcalloc(c.window, sizeof(*c.results));
	pool_run(run->units.nr, run->o->jobs, work, take, waiting, &c);
	progress_clear();
	free(c.results);
}

static void collect_inputs(struct run *run)
{
	const struct options *o = run->o;

	for (size_t i = 0; i < o->args.nr; i++)
		walk(&run->inputs, o->args.v[i], o->exclude.v, o->exclude.nr);
	/* The copy of an earlier run is no input. */
	if (o->output && !output_is_input(run))
		inputs_drop(&run->inputs, o->output);
	inputs_finish(&run->inputs);
	find_units(&run->inputs, &run->units, o->jobs);
	shard_select(&run->inputs, &run->units, o->shard, o->nr_shards);
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
	for (size_t i = 0; i < run->inputs.nr; i++) {
		const struct input *in = &run->inputs.v[i];

		if (in->named && !in->elsewhere && !in_unit[i] && !run->o->quiet)
			fprintf(stderr, "%s: note: no livepatch: %s\n", in->name,
				why_no_livepatch(in));
	}
	free(in_unit);
}

bool read_registry(struct registry *r, const struct options *o)
{
	unsigned int line;
	int err = registry_read(r, o->registry, &line);

	if (o->registry_named && !o->quiet && access(o->registry, F_OK))
		fprintf(stderr, "%s: note: there is no such registry yet\n", o->registry);

	if (err == -EINVAL)
		fprintf(stderr, "%s:%u: error: a line is id, fix, object, name and answers, separated by tabs\n",
			o->registry, line);
	else if (err)
		fprintf(stderr, "%s: error: %s\n", o->registry, strerror(-err));
	return !err;
}

static void tell(struct run *run, struct summary *s)
{
	const struct options *o = run->o;
	const char *what;
	int err;

	*s = (struct summary){ .shard = o->shard, .nr_shards = o->nr_shards };
	for (size_t i = 0; i < run->inputs.nr; i++)
		s->files_seen += !run->inputs.v[i].err && !run->inputs.v[i].elsewhere;
	note_others(run);
	/* What concerns all livepatches is for merge to find, if these are not all. */
	if (o->nr_shards == 1)
		collisions_find(&run->backlog.collisions, &run->registry);
	err = report(&run->backlog, s, o, &what);
	if (err)
		complain(run, what, strerror(-err));
}

static int process(struct run *run)
{
	const struct sigaction action = {
		.sa_handler = interrupt, .sa_flags = SA_RESTART | SA_RESETHAND,
	};
	struct summary summary;
	int status;

	collect_inputs(run);
	if (!emit_begin(run))
		return EXIT_TROUBLE;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	if (run->o->command == COMMAND_VERIFY) {
		status = verify(run);
		note_others(run);
		return status;
	}
	convert_all(run);
	write_registry(run);
	if (interrupted) {
		tell_interrupted(run);
		return EXIT_TROUBLE;
	}
	tell(run, &summary);
	status = exit_status(&summary);
	if (run->failed)
		return EXIT_TROUBLE;
	return status == EXIT_DONE && run->o->check && run->changed ? EXIT_REMAINS : status;
}

/* The choice of rules from the command line. */
static bool choose_rules(struct run *run)
{
	const struct options *o = run->o;
	static const char why[] = "there is no such rule: 'klp-migrate explain' lists them";

	for (size_t i = 0; i < o->only.nr; i++)
		if (!only_rule(o->only.v[i]))
			complain(run, o->only.v[i], why);
	for (size_t i = 0; i < o->skip.nr; i++)
		if (!skip_rule(o->skip.v[i]))
			complain(run, o->skip.v[i], why);
	if (o->builder == BUILDER_KPATCH_BUILD)
		keep_patches();
	return !run->failed;
}

int run(const struct options *o)
{
	struct run run = { .o = o };
	int status = EXIT_TROUBLE, err;

	term_setup(o);
	err = backlog_open(&run.backlog);
	if (err)
		complain(&run, "the temporary file of the report", strerror(-err));
	else if (choose_rules(&run) && read_registry(&run.registry, o))
		status = process(&run);
	backlog_close(&run.backlog);
	units_release(&run.units);
	inputs_release(&run.inputs);
	registry_release(&run.registry);
	registry_release(&run.used);
	return status;
}
