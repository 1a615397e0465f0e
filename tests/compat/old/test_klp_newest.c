// SPDX-License-Identifier: GPL-2.0
/* In the manner of the newest kernel that has the old API. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/sched.h>
#include <linux/livepatch.h>
#include <linux/livepatch_external.h>
#include "cmdline.h"

static int pre_patch(struct klp_object *obj)
{
	pr_info("pre_patch, the task is %s\n",
		current->patch_state == KLP_TRANSITION_UNPATCHED ?
		"unpatched" : "patched");
	return 0;
}

static const struct klp_callbacks callbacks = {
	.pre_patch = pre_patch,
};

static struct klp_func funcs[] = {
	{
		.old_name = "cmdline_proc_show",
		.new_func = livepatch_cmdline_proc_show,
	}, { }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init newest_init(void)
{
	objs[0].callbacks = callbacks;
	return klp_enable_patch(&patch);
}

static void __exit newest_exit(void)
{
}

module_init(newest_init);
module_exit(newest_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: as written for 7.3");
MODULE_INFO(livepatch, "Y");
