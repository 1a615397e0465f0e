// SPDX-License-Identifier: GPL-2.0
/*
 * A callback fails once, then the livepatch is enabled again. The object of the
 * module has no callbacks and none must be made of what the first try left.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/livepatch.h>
#include "cmdline.h"

static int pre_patch_ret = -ENOMEM;

static int pre_patch(struct klp_object *obj)
{
	pr_info("pre_patch returns %d\n", pre_patch_ret);
	return pre_patch_ret;
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
}

static struct klp_func funcs[] = {
	{
		.old_name = "cmdline_proc_show",
		.new_func = livepatch_cmdline_proc_show,
	}, { }
};

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = pre_patch,
			.post_patch = post_patch,
			.pre_unpatch = pre_unpatch,
			.post_unpatch = post_unpatch,
		},
	}, {
		.name = "test_klp_callbacks_mod",
		.funcs = no_funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init retry_init(void)
{
	pr_info("first try: %d\n", klp_enable_patch(&patch));
	pre_patch_ret = 0;
	return klp_enable_patch(&patch);
}

static void __exit retry_exit(void)
{
}

module_init(retry_init);
module_exit(retry_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: enabled again after a failure");
MODULE_INFO(livepatch, "Y");
