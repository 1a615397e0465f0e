// SPDX-License-Identifier: GPL-2.0
/* pre_patch returns more than 0: not enabled, but the module stays loaded. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/livepatch.h>
#include "cmdline.h"

static int pre_patch(struct klp_object *obj)
{
	pr_info("pre_patch\n");
	return 1;
}

static void post_unpatch(struct klp_object *obj)
{
	pr_info("post_unpatch must not be called\n");
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
			.post_unpatch = post_unpatch,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init positive_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit positive_exit(void)
{
}

module_init(positive_init);
module_exit(positive_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: a callback returns more than 0");
MODULE_INFO(livepatch, "Y");
