// SPDX-License-Identifier: GPL-2.0
/*
 * In the manner of 4.15: callbacks, and shadow variables that are made of data.
 * It has no MODULE_INFO(livepatch, "Y").
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/livepatch.h>
#include <asm/livepatch.h>
#include "cmdline.h"

#define ID 0x415

static int obj1, obj2;
static struct klp_patch patch;

static int print(const char *what, int *shadow)
{
	pr_info("%s: %d\n", what, shadow ? *shadow : -1);
	return 0;
}

static int pre_patch(struct klp_object *obj)
{
	int value = 1, other = 2;

	pr_info("the task is %s\n", current->patch_state == KLP_UNPATCHED ?
		"unpatched" : "patched or in no transition");
	print("alloc", klp_shadow_alloc(&obj1, ID, &value, sizeof(value),
					GFP_KERNEL));
	print("get", klp_shadow_get(&obj1, ID));
	print("get_or_alloc: old",
	      klp_shadow_get_or_alloc(&obj1, ID, &other, sizeof(other),
				      GFP_KERNEL));
	print("get_or_alloc: new",
	      klp_shadow_get_or_alloc(&obj2, ID, &other, sizeof(other),
				      GFP_KERNEL));
	klp_shadow_free(&obj1, ID);
	print("freed", klp_shadow_get(&obj1, ID));
	print("no data", klp_shadow_alloc(&obj1, ID, NULL, sizeof(value),
					  GFP_KERNEL));
	return 0;
}

static void post_patch(struct klp_object *obj)
{
	pr_info("enabled again: %d\n", klp_enable_patch(&patch));
	pr_info("unregistered: %d\n", klp_unregister_patch(&patch));
}

static void post_unpatch(struct klp_object *obj)
{
	print("before free_all", klp_shadow_get(&obj2, ID));
	klp_shadow_free_all(ID);
	print("after free_all", klp_shadow_get(&obj2, ID));
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
			.post_unpatch = post_unpatch,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.immediate = true,
};

static int test_init(void)
{
	int ret;

	ret = klp_register_patch(&patch);
	if (ret)
		return ret;
	ret = klp_enable_patch(&patch);
	if (ret) {
		WARN_ON(klp_unregister_patch(&patch));
		return ret;
	}
	return 0;
}

static void test_exit(void)
{
	pr_info("disable: %d\n", klp_disable_patch(&patch));
	pr_info("unregister: %d\n", klp_unregister_patch(&patch));
}

module_init(test_init);
module_exit(test_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: as written for 4.15");
