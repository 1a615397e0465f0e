// SPDX-License-Identifier: GPL-2.0
/* A callback that puts a function into a pointer. */
/* klp-migrate: answer(escape): takeover */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/livepatch.h>
#include <linux/module.h>

#include "escape_target.h"

static void fired(void)
{
	pr_info("ops fired\n");
}

static void publish(struct klp_object *obj)
{
	escape_ops.hook = fired;
}

static void take_back(struct klp_object *obj)
{
	escape_ops.hook = NULL;
}

static struct klp_func no_funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.post_patch = publish,
			.pre_unpatch = take_back,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.replace = true,
};

static int __init livepatch_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_exit(void)
{
}

module_init(livepatch_init);
module_exit(livepatch_exit);
MODULE_DESCRIPTION("Livepatch: hands out an address: ops");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
