// SPDX-License-Identifier: GPL-2.0
/* Refused before the livepatch core takes it, and then given up. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/livepatch.h>

static int pre_patch(struct klp_object *obj)
{
	pr_info("pre_patch must not be called\n");
	return 0;
}

static struct klp_object objs[] = {
	{
		.name = "test_klp_callbacks_mod",
		.callbacks = { .pre_patch = pre_patch },
	}, { }
};

static struct klp_patch patch_without_objs = {
	.mod = THIS_MODULE,
};

static struct klp_patch patch_without_funcs = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init refused_init(void)
{
	pr_info("no patch: %d\n", klp_enable_patch(NULL));
	pr_info("no objects: %d\n", klp_enable_patch(&patch_without_objs));
	pr_info("no functions: %d\n", klp_enable_patch(&patch_without_funcs));
	pr_info("its callback is %s\n",
		objs[0].callbacks.pre_patch == pre_patch ? "kept" : "lost");
	return -ENODEV;
}

static void __exit refused_exit(void)
{
}

module_init(refused_init);
module_exit(refused_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: never enabled");
MODULE_INFO(livepatch, "Y");
