// SPDX-License-Identifier: GPL-2.0
/*
 * A livepatch of several files: this one has the tables and the callbacks, the
 * function that is replaced lives in iomem_show.c.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>

#include "iomem.h"

static void iomem_post_patch(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("/proc/iomem is for administrators only\n");
}

static void iomem_post_unpatch(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("/proc/iomem is for everybody\n");
}

static struct klp_func vmlinux_funcs[] = {
	{
		.old_name = "r_show",
		.new_func = klpp_r_show,
	}, { }
};

static struct klp_state vmlinux_states[] = {
	{
		.id = 0x9fea7fb4,
		.name = "iomem_main:vmlinux",
		.callbacks = {
			.enable = iomem_post_patch,
			.remove = iomem_post_unpatch,
		},
	}, { }
};

static struct klp_object objs[] = {
	{
		.funcs = vmlinux_funcs,
		.states = vmlinux_states,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init livepatch_iomem_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_iomem_exit(void)
{
}

module_init(livepatch_iomem_init);
module_exit(livepatch_iomem_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch: nothing in /proc/iomem for users");
