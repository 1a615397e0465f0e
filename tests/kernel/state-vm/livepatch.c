// SPDX-License-Identifier: GPL-2.0
/*
 * livepatch.c - a livepatch whose states are chosen when it is loaded
 *
 * Included by klp_a.c, klp_b.c and klp_c.c. Each callback prints a line.
 */

#include <linux/delay.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include "klp_target.h"

#define MAX_STATES 8

static unsigned long states[MAX_STATES];
static int nr_states;
module_param_array(states, ulong, &nr_states, 0);
MODULE_PARM_DESC(states, "ids of patch-wide states");

static unsigned long mod_states[MAX_STATES];
static int nr_mod_states;
module_param_array(mod_states, ulong, &nr_mod_states, 0);
MODULE_PARM_DESC(mod_states, "ids of states of klp_mod");

static unsigned long fail;
module_param(fail, ulong, 0644);
MODULE_PARM_DESC(fail, "id whose setup fails");

static int fail_with = -EIO;
module_param(fail_with, int, 0);

static unsigned long block;
module_param(block, ulong, 0);
MODULE_PARM_DESC(block, "id with block_disable");

static unsigned long stranger;
module_param(stranger, ulong, 0);
MODULE_PARM_DESC(stranger, "id of shadow variables that are there before");

static bool replace, shadow, plain, show_prev;
module_param(show_prev, bool, 0);
MODULE_PARM_DESC(show_prev, "print what klp_get_prev_state() says");
module_param(replace, bool, 0);
module_param(shadow, bool, 0);
module_param(plain, bool, 0);
MODULE_PARM_DESC(plain, "states have no callbacks");

static unsigned int version;
module_param(version, uint, 0);

static char *name;
module_param(name, charp, 0);

static void report(const char *what, struct klp_state *state)
{
	struct klp_state *prev;

	prev = show_prev ? klp_get_prev_state(state->id) : NULL;
	pr_info("%s: %s %lu%s%s%s%s\n", THIS_MODULE->name, what, state->id,
		state->obj ? " of " : "",
		state->obj ? state->obj->mod->name : "",
		prev ? ", before in " : "", prev ? prev->patch->mod->name : "");
	if (klp_get_state(state->patch, state->id) != state)
		pr_err("klp_get_state() does not find the state\n");
}

/* Three objects get a shadow variable. */
static void add_shadow_variables(unsigned long id)
{
	unsigned long nr;

	for (nr = 1; nr <= 3; nr++)
		klp_shadow_get_or_alloc((void *)nr, id, sizeof(nr), GFP_KERNEL,
					NULL, NULL);
}

static int setup(struct klp_patch *patch, struct klp_state *state)
{
	report("setup", state);
	if (state->is_shadow)
		add_shadow_variables(state->id);
	return state->id == fail ? fail_with : 0;
}

static void enable(struct klp_patch *patch, struct klp_state *state)
{
	report("enable", state);
}

static void disable(struct klp_patch *patch, struct klp_state *state)
{
	report("disable", state);
}

static void remove(struct klp_patch *patch, struct klp_state *state)
{
	report("remove", state);
}

static void takeover(struct klp_patch *patch, struct klp_state *state,
		     struct klp_state *old)
{
	report("takeover", state);
	if (old->id != state->id || old == state)
		pr_err("takeover of a wrong state\n");
	state->data = old->data;
}

static void shadow_dtor(void *obj, void *shadow_data)
{
	msleep(1);
	pr_info("%s: shadow_dtor\n", THIS_MODULE->name);
}

static noinline int busy(void)
{
	klp_target_wait(NR);
	return 2;
}

static int shared(void)
{
	return 10 + NR;
}

static struct klp_func funcs[] = {
	{
		.old_name = BUSY,
		.new_func = busy,
	}, {
		.old_name = "shared",
		.new_func = shared,
	}, { }
};

static struct klp_state patch_states[MAX_STATES + 1];
static struct klp_state object_states[MAX_STATES + 1];

static struct klp_object objs[] = {
	{
		.name = "klp_target",
		.funcs = funcs,
	}, {
		/* no functions, and not the end of the array either */
		.name = "klp_mod",
		.states = object_states,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = patch_states,
};

static void fill(struct klp_state *state, unsigned long *ids, int nr)
{
	for (; nr--; state++) {
		state->id = *ids++;
		state->version = version;
		state->name = name;
		state->is_shadow = shadow;
		state->block_disable = state->id == block;
		if (plain)
			continue;
		state->callbacks = (struct klp_state_callbacks) {
			.setup = setup,
			.enable = enable,
			.disable = disable,
			.remove = remove,
			.takeover = takeover,
			.shadow_dtor = shadow ? shadow_dtor : NULL,
		};
	}
}

static int livepatch_init(void)
{
	fill(patch_states, states, nr_states);
	fill(object_states, mod_states, nr_mod_states);
	patch.replace = replace;
	if (stranger)
		add_shadow_variables(stranger);
	return klp_enable_patch(&patch);
}

static void livepatch_exit(void)
{
}

module_init(livepatch_init);
module_exit(livepatch_exit);
MODULE_DESCRIPTION("Livepatch test: states chosen at load time");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
