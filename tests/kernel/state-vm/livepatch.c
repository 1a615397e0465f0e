// SPDX-License-Identifier: GPL-2.0
/*
 * livepatch.c - a livepatch whose states are chosen when it is loaded
 *
 * Included by klp_a.c, klp_b.c and klp_c.c. Each callback prints a line.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/slab.h>
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

static unsigned long vmlinux_states[MAX_STATES];
static int nr_vmlinux_states;
module_param_array(vmlinux_states, ulong, &nr_vmlinux_states, 0);
MODULE_PARM_DESC(vmlinux_states, "ids of states of vmlinux");

static bool implicit;
module_param(implicit, bool, 0);
MODULE_PARM_DESC(implicit, "klp_mod has an implicit state");

static unsigned long fail;
module_param(fail, ulong, 0644);
MODULE_PARM_DESC(fail, "id whose setup fails");

static int fail_with = -EIO;
module_param(fail_with, int, 0);

static bool stuck;
module_param(stuck, bool, 0644);
MODULE_PARM_DESC(stuck, "setup does not return until this is reset");

static unsigned long block;
module_param(block, ulong, 0);
MODULE_PARM_DESC(block, "id with block_disable");

static unsigned long stranger;
module_param(stranger, ulong, 0);
MODULE_PARM_DESC(stranger, "id of shadow variables that are there before");

static bool replace, shadow, plain;
module_param(replace, bool, 0);
module_param(shadow, bool, 0);
module_param(plain, bool, 0);
MODULE_PARM_DESC(plain, "states have no callbacks");

static char *flaw = "";
module_param(flaw, charp, 0);
MODULE_PARM_DESC(flaw, "what is wrong with an entry of patch_states");

static char *show = "";
module_param(show, charp, 0);
MODULE_PARM_DESC(show, "prev: klp_get_prev_state(), data, task: what calls");

static unsigned int version;
module_param(version, uint, 0);

static char *name;
module_param(name, charp, 0);

static void tell_more(struct klp_state *state, char *buf, size_t size)
{
	struct klp_state *prev;

	if (!strcmp(show, "prev")) {
		prev = klp_get_prev_state(state->id);
		if (prev)
			snprintf(buf, size, ", before in %s",
				 prev->patch->mod->name);
	} else if (!strcmp(show, "data")) {
		snprintf(buf, size, ", data of %s", (char *)state->data);
	} else if (!strcmp(show, "task")) {
		snprintf(buf, size, " by %.7s", current->comm);
	}
}

static void report(const char *what, struct klp_state *state)
{
	const char *object = "";
	char id[24] = "implicit";
	char more[64] = "";

	if (state->id)
		snprintf(id, sizeof(id), "%lu", state->id);
	if (state->obj)
		object = state->obj->name ? state->obj->mod->name : "vmlinux";
	tell_more(state, more, sizeof(more));
	pr_info("%s %s%s%s%s\n", what, id, state->obj ? " of " : "", object,
		more);

	if (klp_get_state(state->patch, state->id) != (state->id ? state : NULL))
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
	state->data = state->id ? kstrdup(THIS_MODULE->name, GFP_KERNEL) : NULL;
	report("setup", state);
	if (state->is_shadow)
		add_shadow_variables(state->id);
	while (READ_ONCE(stuck))
		msleep(20);
	if (!state->id || state->id != fail)
		return 0;

	kfree(state->data);
	state->data = NULL;
	return fail_with;
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
	kfree(state->data);
	state->data = NULL;
}

static void takeover(struct klp_patch *patch, struct klp_state *state,
		     struct klp_state *old)
{
	state->data = old->data;
	report("takeover", state);
	if (state->version != old->version)
		pr_info("version was %u\n", old->version);
	if (old->id != state->id || old == state)
		pr_err("takeover of a wrong state\n");
}

static void shadow_dtor(void *obj, void *shadow_data)
{
	msleep(1);
	pr_info("shadow_dtor\n");
}

/* The destructor of klp_shadow_free() must not sleep */
static void early_dtor(void *obj, void *shadow_data)
{
	pr_info("early_dtor\n");
}

/* Frees one of the three variables of a state */
static int free_shadow(const char *val, const struct kernel_param *kp)
{
	unsigned long id;
	int ret;

	ret = kstrtoul(val, 0, &id);
	if (!ret)
		klp_shadow_free((void *)2, id, early_dtor);
	return ret;
}

static const struct kernel_param_ops free_shadow_ops = {
	.set = free_shadow,
};
module_param_cb(free_shadow, &free_shadow_ops, NULL, 0200);

static noinline int busy(void)
{
	klp_target_wait(NR);
	return 2;
}

static int shared(void)
{
	return 10 + NR;
}

static int mod_value(void)
{
	return 10 + NR;
}

static struct klp_func mod_funcs[] = {
	{
		.old_name = "mod_value",
		.new_func = mod_value,
	}, { }
};

static bool patch_mod;
module_param(patch_mod, bool, 0);
MODULE_PARM_DESC(patch_mod, "klp_mod has functions, too");

static struct klp_func funcs[] = {
	{
		.old_name = BUSY,
		.new_func = busy,
	}, {
		.old_name = "shared",
		.new_func = shared,
	}, { }
};

static struct klp_state patch_states[MAX_STATES + 2];
static struct klp_state object_states[MAX_STATES + 1];
static struct klp_state states_of_vmlinux[MAX_STATES + 1];

/* The last two have no functions. The last one might be taken for the end. */
static struct klp_object objs[] = {
	{
		.name = "klp_target",
		.funcs = funcs,
	}, {
		.name = "klp_mod",
		.states = object_states,
	}, {
		.states = states_of_vmlinux,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = patch_states,
};

static const struct klp_state_callbacks callbacks = {
	.setup = setup,
	.enable = enable,
	.disable = disable,
	.remove = remove,
	.takeover = takeover,
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
		state->callbacks = callbacks;
		state->callbacks.shadow_dtor = shadow ? shadow_dtor : NULL;
	}
}

/* One member of the entry that should end the array, or of the first one */
static void spoil(struct klp_state *first, struct klp_state *end)
{
	if (!strcmp(flaw, "version"))
		end->version = 1;
	else if (!strcmp(flaw, "data"))
		end->data = &patch;
	else if (!strcmp(flaw, "name"))
		end->name = "nobody";
	else if (!strcmp(flaw, "enable"))
		end->callbacks.enable = enable;
	else if (!strcmp(flaw, "takeover"))
		end->callbacks.takeover = takeover;
	else if (!strcmp(flaw, "is_shadow"))
		end->is_shadow = true;
	else if (!strcmp(flaw, "block_disable"))
		end->block_disable = true;
	else if (!strcmp(flaw, "dtor"))
		first->callbacks.shadow_dtor = shadow_dtor;
}

static int livepatch_init(void)
{
	int ret;

	fill(patch_states, states, nr_states);
	fill(object_states, mod_states, nr_mod_states);
	fill(states_of_vmlinux, vmlinux_states, nr_vmlinux_states);
	spoil(patch_states, patch_states + nr_states);
	if (implicit) {
		objs[1].implicit = kzalloc(sizeof(struct klp_state), GFP_KERNEL);
		if (!objs[1].implicit)
			return -ENOMEM;
		objs[1].implicit->callbacks = callbacks;
	}
	patch.replace = replace;
	if (patch_mod)
		objs[1].funcs = mod_funcs;
	if (stranger)
		add_shadow_variables(stranger);

	ret = klp_enable_patch(&patch);
	if (ret && objs[1].implicit)
		pr_err("the core leaves the implicit state\n");
	return ret;
}

static void livepatch_exit(void)
{
}

module_init(livepatch_init);
module_exit(livepatch_exit);
MODULE_DESCRIPTION("Livepatch test: states chosen at load time");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
