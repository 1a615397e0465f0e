// SPDX-License-Identifier: GPL-2.0
/* mixed_old.c - an old livepatch, built through compat/ */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include "mixed.h"

static bool replace, id, shadow;
module_param(replace, bool, 0);
module_param(id, bool, 0);
MODULE_PARM_DESC(id, "it declares the id of the state");
module_param(shadow, bool, 0);
MODULE_PARM_DESC(shadow, "it has a shadow variable");

static int pre_patch(struct klp_object *obj)
{
	pr_info("pre_patch\n");
	mixed_feature = 1;
	if (shadow)
		klp_shadow_get_or_alloc(&mixed_feature, MIXED_ID, sizeof(int),
					GFP_KERNEL, NULL, NULL);
	return 0;
}

static void post_patch(struct klp_object *obj)
{
	pr_info("post_patch\n");
}

static void pre_unpatch(struct klp_object *obj)
{
	pr_info("pre_unpatch\n");
}

static void post_unpatch(struct klp_object *obj)
{
	pr_info("post_unpatch\n");
	mixed_feature = 0;
	klp_shadow_free_all(MIXED_ID, NULL);
}

static struct klp_func funcs[] = {
	{
		.old_name = "cmdline_proc_show",
		.new_func = livepatch_cmdline_proc_show,
	}, { }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = pre_patch,
			.post_patch = post_patch,
			.pre_unpatch = pre_unpatch,
			.post_unpatch = post_unpatch,
		},
	}, { }
};

static struct klp_state states[] = { { .id = MIXED_ID }, { } };

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int mixed_init(void)
{
	patch.replace = replace;
	if (id)
		patch.states = states;
	return klp_enable_patch(&patch);
}

static void mixed_exit(void)
{
}

module_init(mixed_init);
module_exit(mixed_exit);
MODULE_DESCRIPTION("Livepatch test: an old one");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
