// SPDX-License-Identifier: GPL-2.0
/* A callback that registers a notifier. */
/* klp-migrate: answer(escape): takeover */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/livepatch.h>
#include <linux/module.h>

#include "escape_target.h"

static int fired(struct notifier_block *nb, unsigned long event, void *data)
{
	pr_info("notifier fired\n");
	return NOTIFY_OK;
}

static struct notifier_block notifier = { .notifier_call = fired };

static int publish(struct klp_object *obj)
{
	return escape_register(&notifier);
}

static void take_back(struct klp_object *obj)
{
	escape_unregister(&notifier);
}

static struct klp_func no_funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.pre_patch = publish,
			.post_unpatch = take_back,
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
MODULE_DESCRIPTION("Livepatch: hands out an address: notifier");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
