// SPDX-License-Identifier: GPL-2.0
/*
 * stress SEED STEPS
 *
 * In the guest: does to livepatches what can be done to them, at random, while
 * other processes call the patched functions and read the states in sysfs.
 * After each operation the calls of callbacks, what sysfs shows and the code
 * that is run are compared with the world of rule-walk/world.c, which has the
 * pure rule and knows nothing of this kernel.
 *
 * The world's livepatches 0, 1, 2 are klp_a, klp_b and klp_c of state-vm/, its
 * id N is N + 1 there.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "world.h"

#define NR_VARIABLES	3	/* shadow variables per id, see livepatch.c */
#define NR_READERS	3

static const char * const step_names[] = {
	[KLP_SETUP] = "setup",
	[KLP_ENABLE] = "enable",
	[KLP_DISABLE] = "disable",
	[KLP_REMOVE] = "remove",
	[KLP_TAKEOVER] = "takeover",
};

static const char * const status_names[] = {
	[KLP_ABSENT] = "absent",
	[KLP_SET_UP] = "setup",
	[KLP_ENABLED] = "enabled",
};

static unsigned int nr_steps;
static bool entered;		/* a task sits in the new code, too */

/* What the world has predicted since the last comparison, and what happened */
static struct call expected[2 * MAX_CALLS], seen[2 * MAX_CALLS];
static int nr_expected, nr_seen;
static int expected_variables, seen_variables;

static char letter(int patch)
{
	return 'a' + patch;
}

__attribute__((format(printf, 1, 2)))
static void say(const char *format, ...)
{
	va_list args;

	printf("# %u: ", nr_steps);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

/*
 * Chance: the same on every machine, and never asked by what is compared.
 */

static unsigned long long chance;

static unsigned int below(unsigned int n)
{
	chance = chance * 6364136223846793005ull + 1442695040888963407ull;
	return (chance >> 33) % n;
}

static bool percent(unsigned int n)
{
	return below(100) < n;
}

/* From now on setup of this id fails, in all livepatches that are loaded. */
static void set_failing_id(int id)
{
	char name[] = "klp_x";
	int i;

	for (i = 0; i < w.nr_listed; i++) {
		name[4] = letter(w.list[i]);
		set_param(name, "fail", id + 1);
	}
}

/* What was forced out never leaves the memory. */
static void unload(int patch)
{
	bool is_pinned = w.patches[patch].where == PINNED;
	int ret;

	wait_for_leaving(patch);
	ret = unload_livepatch(patch);
	if (!ret == is_pinned)
		die("klp_%c: unloading gives '%s'", letter(patch),
		    strerror(ret));
}

/*
 * Comparison
 */

static void predict(void)
{
	int i;

	for (i = 0; i < nr_calls; i++)
		expected[nr_expected++] = calls[i];
	expected_variables += nr_freed * NR_VARIABLES;
	world_check();
}

static void read_line(const struct line *line)
{
	enum klp_step step;

	if (line->is_error)
		die("klp_%c says '%s'", letter(line->patch), line->what);
	if (!strcmp(line->what, "shadow_dtor"))
		seen_variables++;
	for (step = KLP_SETUP; line->id && step <= KLP_TAKEOVER; step++) {
		if (strcmp(line->what, step_names[step]))
			continue;
		if (nr_seen == 2 * MAX_CALLS)
			die("too many calls");
		seen[nr_seen++] = (struct call){ line->patch, line->id - 1,
						 step };
	}
}

static void read_log(void)
{
	struct line line;

	while (next_line(&line))
		read_line(&line);
}

static void print_calls(const char *title, const struct call *call, int nr)
{
	printf("# %s:\n", title);
	for (; nr--; call++)
		printf("#\tklp_%c: %s %d\n", letter(call->patch),
		       step_names[call->step], call->id + 1);
}

static void compare_calls(void)
{
	read_log();
	if (nr_seen != nr_expected ||
	    memcmp(seen, expected, sizeof(seen[0]) * nr_seen)) {
		print_calls("expected", expected, nr_expected);
		print_calls("called", seen, nr_seen);
		die("calls differ");
	}
	if (seen_variables != expected_variables)
		die("%d shadow variables are freed, not %d", seen_variables,
		    expected_variables);
	nr_seen = nr_expected = 0;
	seen_variables = expected_variables = 0;
}

static void compare_state(int patch, int id)
{
	const char *wanted = NULL, *is;
	char file[32];

	if (w.patches[patch].where == LISTED &&
	    (w.patches[patch].holds & (1u << id)))
		wanted = status_names[w.held[id].status];
	snprintf(file, sizeof(file), "states/%d/status", id + 1);
	is = get_file(patch, file);
	if (is != wanted && (!is || !wanted || strcmp(is, wanted)))
		die("klp_%c: state %d is %s, not %s", letter(patch), id + 1,
		    is ? is : "not there", wanted ? wanted : "not there");
}

static void compare_patch(int patch)
{
	bool listed = w.patches[patch].where == LISTED;
	int id;

	if (listed != !!get_file(patch, "enabled"))
		die("klp_%c is %sthere", letter(patch), listed ? "not " : "");
	if (in_transition(patch) != (w.transition == patch))
		die("klp_%c is %sin transition", letter(patch),
		    w.transition == patch ? "not " : "");
	for (id = 0; id < nr_ids; id++)
		compare_state(patch, id);
}

/* Functions that all livepatches change */
#define SHARED		"/sys/module/klp_target/parameters/shared"
#define MOD_VALUE	"/sys/module/klp_mod/parameters/value"

static void compare_value(const char *path, int wanted)
{
	const char *is = get(path);

	if (!is || atoi(is) != wanted)
		die("%s is %s, not %d", path, is ? is : "not there", wanted);
}

/* This process has switched already. */
static void compare_code(void)
{
	int i, wanted = 1;

	for (i = 0; i < w.nr_listed; i++) {
		if (w.list[i] != w.transition || w.patching)
			wanted = 10 + w.list[i];
	}
	compare_value(SHARED, wanted);
	if (w.module)
		compare_value(MOD_VALUE, wanted);
}

static void compare(void)
{
	int patch;

	compare_calls();
	for (patch = 0; patch < nr_patches; patch++)
		compare_patch(patch);
	compare_code();
	nr_steps++;
}

/*
 * Operations: in the world, then in the kernel
 */

static void expect_errno(int ret, int wanted, const char *what)
{
	if (ret != wanted)
		die("%s gives '%s', not '%s'", what, strerror(ret),
		    strerror(wanted));
}

static void complete(void)
{
	int patch, transition = w.transition;
	enum where was[MAX_PATCHES];

	for (patch = 0; patch < nr_patches; patch++)
		was[patch] = w.patches[patch].where;
	world_begin(COMPLETE, transition);
	world_complete();
	predict();

	wait_for_completion(transition);
	let_go();
	for (patch = 0; patch < nr_patches; patch++) {
		if (was[patch] == LISTED && w.patches[patch].where != LISTED)
			unload(patch);
	}
	compare();
}

static void try_complete(void)
{
	say("complete");
	let_go();
	complete();
}

/* Held tasks don't matter any more. */
static void try_force(void)
{
	say("force");
	world_begin(FORCE, w.transition);
	world_force();
	predict();
	expect_errno(put_file(w.transition, "force", "1"), 0, "force");
	complete();
}

static void try_reverse(void)
{
	say("reverse");
	if (!entered)
		send_task(w.transition);
	entered = true;
	world_begin(REVERSE, w.transition);
	world_reverse();
	predict();
	expect_errno(put_file(w.transition, "enabled", w.patching ? "1" : "0"),
		     0, "a reverse");
	compare();
}

static void print_ids(char *params, const char *name, unsigned int ids)
{
	const char *separator = name;
	int id;

	for (id = 0; id < nr_ids; id++) {
		if (!(ids & (1u << id)))
			continue;
		params += sprintf(params, "%s%d", separator, id + 1);
		separator = ",";
	}
}

static int load(int patch, bool replace, unsigned int ids, bool block)
{
	char name[] = "klp_x", params[128];
	int len;

	name[4] = letter(patch);
	len = sprintf(params,
		      "patch_mod=1 shadow=%d replace=%d block=%d fail=%d",
		      shadow_ids & 1, replace, block, fail_id + 1);
	print_ids(params + len, " states=", ids & ~object_ids);
	print_ids(params + strlen(params), " mod_states=", ids & object_ids);
	say("load %s %s", name, params);
	return load_module(name, params);
}

/* Started: its completion is either a step of its own or follows at once. */
static void go_on(bool pending)
{
	if (w.transition == NONE) {
		let_go();
		compare();
	} else if (pending) {
		compare();
	} else {
		complete();
	}
}

static void try_load(int patch)
{
	unsigned int ids = below(1u << nr_ids);
	bool replace = percent(40), block = (ids & 1) && percent(30);
	bool pending = percent(60);
	int ret = 0;

	world_begin(LOAD, patch);
	fail_id = percent(15) ? (int)below(nr_ids) : NONE;
	fill_patch(patch, replace, ids, block);
	world_load(patch);
	predict();
	if (w.transition == NONE)
		ret = nr_calls ? EIO : EPERM;

	if (pending) {
		hold(patch);
		entered = false;
	}
	expect_errno(load(patch, replace, ids, block), ret, "loading");
	set_failing_id(NONE);
	go_on(pending);
}

static void try_load_while_busy(int patch)
{
	fail_id = NONE;
	expect_errno(load(patch, percent(50), below(1u << nr_ids), false),
		     EBUSY, "loading");
	compare();
}

static void try_disable(int patch)
{
	bool pending = percent(60);

	say("disable klp_%c", letter(patch));
	world_begin(DISABLE, patch);
	world_disable(patch);
	predict();

	if (pending) {
		hold(patch);
		entered = false;
	}
	expect_errno(put_file(patch, "enabled", "0"),
		     w.transition == NONE ? EPERM : 0, "disabling");
	go_on(pending);
}

static void try_module(void)
{
	if (w.module) {
		say("unload klp_mod");
		world_begin(GOING, NONE);
		world_module_going();
		predict();
		expect_errno(unload_module("klp_mod"), 0, "unloading klp_mod");
	} else {
		world_begin(COMING, NONE);
		fail_id = percent(30) ? (int)below(nr_ids) : NONE;
		say("load klp_mod, setup of %d fails", fail_id + 1);
		set_failing_id(fail_id);
		world_module_coming();
		predict();
		expect_errno(load_module("klp_mod", ""), w.module ? 0 : EIO,
			     "loading klp_mod");
		set_failing_id(NONE);
	}
	compare();
}

static int choose_patch(enum where where)
{
	int patch, start = below(nr_patches), i;

	for (i = 0; i < nr_patches; i++) {
		patch = (start + i) % nr_patches;
		if (w.patches[patch].where == where)
			return patch;
	}
	return NONE;
}

static void step_in_transition(void)
{
	int patch = choose_patch(OUT);

	if (percent(10) && patch != NONE)
		try_load_while_busy(patch);
	else if (percent(40))
		try_reverse();
	else if (percent(4))
		try_force();
	else
		try_complete();
}

static void step(void)
{
	int patch = choose_patch(percent(60) ? OUT : LISTED);

	if (percent(25))
		try_module();
	else if (w.transition != NONE)
		step_in_transition();
	else if (patch != NONE && w.patches[patch].where == OUT)
		try_load(patch);
	else if (patch != NONE)
		try_disable(patch);
}

/*
 * Other processes: whatever they see must be something that exists.
 */

static void read_value(const char *path)
{
	const char *is = get(path);
	int value = is ? atoi(is) : 1;

	if (value != 1 && (value < 10 || value >= 10 + MAX_PATCHES))
		die("%s is %d", path, value);
}

static void read_code(void)
{
	int i;

	for (i = 0; i < 20; i++) {
		read_value(SHARED);
		read_value(MOD_VALUE);
	}
}

static void read_states(void)
{
	const char *is;
	char file[32];
	int patch, id, i;

	for (patch = 0; patch < MAX_PATCHES; patch++) {
		for (id = 1; id <= MAX_IDS; id++) {
			sprintf(file, "states/%d/status", id);
			is = get_file(patch, file);
			for (i = 0; is && strcmp(is, status_names[i]); i++) {
				if (i == KLP_ENABLED)
					die("%s is %s", file, is);
			}
		}
	}
}

static void start_reader(void (*work)(void))
{
	if (fork())
		return;
	for (;;) {
		work();
		nap(5);
	}
}

/* Without two livepatches that can be loaded there is not much to find. */
static bool worth_it(void)
{
	int patch, nr = 0;

	for (patch = 0; patch < nr_patches; patch++)
		nr += w.patches[patch].where != PINNED;
	return nr > 1;
}

int main(int argc, char **argv)
{
	unsigned int steps;
	int i, ret;

	if (argc != 3)
		return 2;
	setlinebuf(stdout);
	chance = strtoull(argv[1], NULL, 0);
	steps = strtoul(argv[2], NULL, 0);
	open_log();
	ret = load_module("klp_target", "");
	if (ret)
		die("klp_target: %s", strerror(ret));
	for (i = 0; i < NR_READERS; i++)
		start_reader(i ? read_code : read_states);

	world_make(3, 3, below(8), percent(70) ? ~0u : 0);
	while (nr_steps < steps && worth_it()) {
		step();
		if (waitpid(-1, NULL, WNOHANG))
			die("a reader has ended");
	}
	printf("steps: %u\n", nr_steps);
	return 0;
}
