// SPDX-License-Identifier: GPL-2.0
/* mixed_converted.c - mixed_old.c, converted to a state */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include "mixed.h"

static bool replace, shadow;
module_param(replace, bool, 0);
module_param(shadow, bool, 0);
MODULE_PARM_DESC(shadow, "the state has a shadow variable");

static int fail;
module_param(fail, int, 0);
MODULE_PARM_DESC(fail, "what setup returns");

static int setup(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("setup\n");
	if (fail)
		return fail;
	mixed_feature = 1;
	if (shadow)
		klp_shadow_get_or_alloc(&mixed_feature, MIXED_ID, sizeof(int),
					GFP_KERNEL, NULL, NULL);
	return 0;
}

static void enable(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("enable\n");
}

static void disable(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("disable\n");
}

static void remove(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("remove\n");
	mixed_feature = 0;
}

static void takeover(struct klp_patch *patch, struct klp_state *state,
		     struct klp_state *old)
{
	pr_info("takeover\n");
}

static struct klp_func funcs[] = {
	{
		.old_name = "cmdline_proc_show",
		.new_func = livepatch_cmdline_proc_show,
	}, { }
};

static struct klp_object objs[] = {
	{ .funcs = funcs }, { }
};

static struct klp_state states[] = {
	{
		.id = MIXED_ID,
		.callbacks = {
			.setup = setup,
			.enable = enable,
			.disable = disable,
			.remove = remove,
			.takeover = takeover,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};

static int mixed_init(void)
{
	patch.replace = replace;
	states[0].is_shadow = shadow;
	return klp_enable_patch(&patch);
}

static void mixed_exit(void)
{
}

module_init(mixed_init);
module_exit(mixed_exit);
MODULE_DESCRIPTION("Livepatch test: a converted one");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
