// SPDX-License-Identifier: GPL-2.0
/*
 * failslab - each allocation of an operation on livepatches fails once
 *
 * In the guest.  The operation then fails as a whole and leaves all as it was,
 * or does without.  klp_fail counts what is allocated within a function.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest.h"

#define FAULTS		"/sys/kernel/debug/failslab/"
#define FAIL		"/sys/module/klp_fail/parameters/"
#define MAX_ID		5

struct module {
	const char *name, *params;
};

static const struct scenario {
	const char *name;
	const char *function;
	bool never;			/* nothing may be allocated in it */
	bool pending;			/* the last one has not completed */
	struct module before[2];
	struct module operation;	/* without params: to toggle, unload */
} scenarios[] = {
	{
		"enable", "klp_enable_livepatch", false, false,
		{ { "klp_mod", "" } },
		{ "klp_a", "states=1 mod_states=3 shadow=1 implicit=1 patch_mod=1" },
	}, {
		"replace", "klp_enable_livepatch", false, false,
		{ { "klp_mod", "" },
		  { "klp_a", "states=1,2 mod_states=3 shadow=1 patch_mod=1" } },
		{ "klp_b", "replace=1 states=2,4 mod_states=5" },
	}, {
		"stack", "klp_enable_livepatch", false, false,
		{ { "klp_mod", "" },
		  { "klp_a", "states=1,2 mod_states=3 shadow=1 patch_mod=1" } },
		{ "klp_b", "states=1,4 mod_states=3,5 shadow=1 implicit=1 patch_mod=1" },
	}, {
		"a module comes", "klp_module_coming", false, false,
		{ { "klp_a", "states=1 mod_states=3 shadow=1 patch_mod=1" },
		  { "klp_b", "mod_states=4 implicit=1 patch_mod=1" } },
		{ "klp_mod", "" },
	}, {
		"disable", "klp_disable_states", true, false,
		{ { "klp_mod", "" },
		  { "klp_a", "states=1,2 mod_states=3 shadow=1" } },
		{ "klp_a", NULL },
	}, {
		"complete a disable", "klp_complete_states", true, false,
		{ { "klp_mod", "" },
		  { "klp_a", "states=1,2 mod_states=3 shadow=1" } },
		{ "klp_a", NULL },
	}, {
		"complete a replace", "klp_complete_states", true, false,
		{ { "klp_mod", "" },
		  { "klp_a", "states=1,2 mod_states=3 shadow=1" } },
		{ "klp_b", "replace=1 states=2,4 shadow=1" },
	}, {
		"cancel a replace", "klp_reverse_transition", true, true,
		{ { "klp_a", "states=1,2 shadow=1" },
		  { "klp_b", "replace=1 states=2,4 shadow=1" } },
		{ "klp_b", NULL },
	}, {
		"cancel a disable", "klp_reverse_transition", true, true,
		{ { "klp_a", "states=1,2 shadow=1" },
		  { "klp_a", NULL } },
		{ "klp_a", NULL },
	}, {
		"a module goes", "klp_module_going", true, false,
		{ { "klp_a", "states=1 mod_states=3,4 shadow=1" },
		  { "klp_mod", "" } },
		{ "klp_mod", NULL },
	},
};

#define NR_SCENARIOS	(sizeof(scenarios) / sizeof(scenarios[0]))

static unsigned int nth;
static bool is_wrong;

__attribute__((format(printf, 1, 2)))
static void complain(const char *format, ...)
{
	va_list args;

	is_wrong = true;
	printf("# allocation %u: ", nth);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

static int toggle(int patch)
{
	const char *enabled = get_file(patch, "enabled");

	return put_file(patch, "enabled",
			enabled && enabled[0] == '1' ? "0" : "1");
}

static int operate(const struct module *module)
{
	if (module->params)
		return load_module(module->name, module->params);
	if (!strcmp(module->name, "klp_mod"))
		return unload_module(module->name);
	return toggle(module->name[4] - 'a');
}

static void settle(void)
{
	int patch;

	let_go();
	for (patch = 0; patch < NR_LIVEPATCHES; patch++)
		wait_for_completion(patch);
}

static void prepare(const struct scenario *scenario)
{
	const struct module *module;
	int i, ret;

	for (i = 0; i < 2; i++) {
		module = &scenario->before[i];
		settle();
		if (scenario->pending && i == 1)
			hold(module->name[4] - 'a');
		ret = module->name ? operate(module) : 0;
		if (ret)
			complain("%s: %s", module->name, strerror(ret));
	}
	if (!scenario->pending)
		settle();
}

static void clean_up(void)
{
	int patch;

	settle();
	for (patch = NR_LIVEPATCHES - 1; patch >= 0; patch--) {
		put_file(patch, "enabled", "0");
		wait_for_completion(patch);
		wait_for_leaving(patch);
		unload_livepatch(patch);
	}
	unload_module("klp_mod");
}

/* What sysfs says about livepatches and states */
static void take_picture(char *picture, size_t size)
{
	const char *text;
	char file[32];
	size_t len = 0;
	int patch, id;

	for (patch = 0; patch < NR_LIVEPATCHES; patch++) {
		text = get_file(patch, "enabled");
		len += snprintf(picture + len, size - len, "klp_%c: %s",
				'a' + patch, text ? text : "none");
		for (id = 1; id <= MAX_ID; id++) {
			sprintf(file, "states/%d/status", id);
			text = get_file(patch, file);
			len += snprintf(picture + len, size - len, " %d:%s",
					id, text ? text : "none");
		}
		len += snprintf(picture + len, size - len, "\n");
	}
}

/* What is set up is removed, in reverse order; nothing else is called. */
static void check_calls(void)
{
	int ids[2 * MAX_ID], nr = 0;
	struct line line;

	while (next_line(&line)) {
		if (line.is_error)
			complain("klp_%c says '%s'", 'a' + line.patch,
				 line.what);
		else if (!strcmp(line.what, "setup") && nr < 2 * MAX_ID)
			ids[nr++] = line.id;
		else if (!strcmp(line.what, "remove") && nr &&
			 ids[nr - 1] == line.id)
			nr--;
		else if (line.id)
			complain("call of %s %d", line.what, line.id);
	}
	if (nr)
		complain("setup %d without remove", ids[nr - 1]);
}

static void forget_calls(void)
{
	struct line line;

	while (next_line(&line))
		;
}

/* Returns whether there was an Nth allocation */
static bool operate_failing(const struct module *operation, int *ret)
{
	set_param("klp_fail", "failed", 0);
	set_param("klp_fail", "nth", nth);
	*ret = operate(operation);
	/* A completion may be the worker's. */
	settle();
	set_param("klp_fail", "nth", 0);
	return get(FAIL "failed")[0] == 'Y';
}

/* Returns false when there is nothing left to fail */
static bool fail_once(const struct scenario *scenario)
{
	char before[512], after[512];
	int ret;

	take_picture(before, sizeof(before));
	forget_calls();
	if (!operate_failing(&scenario->operation, &ret)) {
		if (ret)
			complain("fails by itself: %s", strerror(ret));
		return false;
	}

	if (!ret) {
		clean_up();
		prepare(scenario);
		return true;
	}
	take_picture(after, sizeof(after));
	if (strcmp(before, after))
		complain("before:\n%safter:\n%s", before, after);
	if (ret != ENOMEM)
		complain("%s", strerror(ret));
	check_calls();
	return true;
}

static void run(const struct scenario *scenario)
{
	char params[64];
	int ret;

	is_wrong = false;
	sprintf(params, "function=%s", scenario->function);
	ret = load_module("klp_fail", params);
	if (ret)
		complain("klp_fail: %s", strerror(ret));
	prepare(scenario);
	for (nth = 1; !is_wrong && fail_once(scenario); nth++)
		;
	if (scenario->never != (nth == 1))
		complain("%s() allocates", scenario->function);
	clean_up();
	unload_module("klp_fail");
	printf("%sok - %s: %u allocations fail in %s()\n",
	       is_wrong ? "not " : "", scenario->name, nth - 1,
	       scenario->function);
}

int main(void)
{
	unsigned int i;
	int ret;

	setlinebuf(stdout);
	open_log();
	if (put(FAULTS "ignore-gfp-wait", "N") || put(FAULTS "verbose", "1"))
		die("%s: %s", FAULTS, strerror(errno));
	ret = load_module("klp_target", "");
	if (ret)
		die("klp_target: %s", strerror(ret));
	for (i = 0; i < NR_SCENARIOS; i++)
		run(&scenarios[i]);
	return 0;
}
