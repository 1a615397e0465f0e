// SPDX-License-Identifier: GPL-2.0
/*
 * A livepatch whose states are chosen when it is loaded. Each callback prints
 * a line, test-state.sh compares them.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/livepatch.h>
#include <linux/module.h>

#define MAX_STATES 4

static unsigned long states[MAX_STATES];
static int nr_states;
module_param_array(states, ulong, &nr_states, 0444);
MODULE_PARM_DESC(states, "ids of patch-wide states");

static unsigned long mod_states[MAX_STATES];
static int nr_mod_states;
module_param_array(mod_states, ulong, &nr_mod_states, 0444);
MODULE_PARM_DESC(mod_states, "ids of states of test_klp_callbacks_mod");

static unsigned int version;
module_param(version, uint, 0444);
MODULE_PARM_DESC(version, "version of all states");

static bool is_shadow;
module_param(is_shadow, bool, 0444);
MODULE_PARM_DESC(is_shadow, "the states have shadow variables");

static bool block_disable;
module_param(block_disable, bool, 0444);
MODULE_PARM_DESC(block_disable, "the states can't be taken back");

static bool replace;
module_param(replace, bool, 0444);
MODULE_PARM_DESC(replace, "replace all other livepatches");

static bool busy;
module_param(busy, bool, 0444);
MODULE_PARM_DESC(busy, "wait for test_klp_callbacks_busy");

static unsigned long fail;
module_param(fail, ulong, 0444);
MODULE_PARM_DESC(fail, "id of the state whose setup fails");

static void callback_info(const char *callback, struct klp_state *state)
{
	if (state->obj)
		pr_info("%s %lu of %s\n", callback, state->id,
			state->obj->mod->name);
	else
		pr_info("%s %lu\n", callback, state->id);
}

static int setup(struct klp_patch *patch, struct klp_state *state)
{
	callback_info("setup", state);
	if (state->id == fail)
		return -ENODEV;
	if (is_shadow && !klp_shadow_alloc(NULL, state->id, sizeof(long),
					   GFP_KERNEL, NULL, NULL))
		return -ENOMEM;
	return 0;
}

static void enable(struct klp_patch *patch, struct klp_state *state)
{
	callback_info("enable", state);
}

static void disable(struct klp_patch *patch, struct klp_state *state)
{
	callback_info("disable", state);
}

static void remove(struct klp_patch *patch, struct klp_state *state)
{
	callback_info("remove", state);
}

static void takeover(struct klp_patch *patch, struct klp_state *state,
		     struct klp_state *old)
{
	callback_info("takeover", state);
	pr_info("it was of %s, the shadow variable %s\n", old->patch->mod->name,
		klp_shadow_get(NULL, state->id) ? "is there" : "is not there");
}

static void shadow_dtor(void *obj, void *shadow_data)
{
	pr_info("the shadow variable is freed\n");
}

static void livepatch_work_func(struct work_struct *work)
{
}

static struct klp_func busymod_funcs[] = {
	{
		.old_name = "busymod_work_func",
		.new_func = livepatch_work_func,
	}, { }
};

/* The last one stays empty */
static struct klp_state patch_states[MAX_STATES + 1];
static struct klp_state object_states[MAX_STATES + 1];

static struct klp_object objs[] = {
	{
		.name = "test_klp_callbacks_mod",
		.states = object_states,
	}, {
		.name = "test_klp_callbacks_busy",
		.funcs = busymod_funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = patch_states,
};

static void fill(struct klp_state *state, const unsigned long *ids, int nr)
{
	for (; nr; nr--, state++) {
		state->id = *ids++;
		state->version = version;
		state->is_shadow = is_shadow;
		state->block_disable = block_disable;
		state->callbacks.setup = setup;
		state->callbacks.enable = enable;
		state->callbacks.disable = disable;
		state->callbacks.remove = remove;
		state->callbacks.takeover = takeover;
		if (is_shadow)
			state->callbacks.shadow_dtor = shadow_dtor;
	}
}

static int test_klp_state_init(void)
{
	fill(patch_states, states, nr_states);
	fill(object_states, mod_states, nr_mod_states);
	patch.replace = replace;
	if (!busy)
		objs[1] = (struct klp_object) { };
	return klp_enable_patch(&patch);
}

static void test_klp_state_exit(void)
{
}

module_init(test_klp_state_init);
module_exit(test_klp_state_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch test: states of the system");
