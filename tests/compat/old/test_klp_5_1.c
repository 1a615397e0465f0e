// SPDX-License-Identifier: GPL-2.0
/*
 * In the manner of 5.1: enabled without being registered, replaces all others,
 * shadow variables have a constructor and a destructor.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/livepatch.h>
#include "cmdline.h"

#define ID 0x51

static int ctor(void *obj, void *shadow_data, void *ctor_data)
{
	*(int *)shadow_data = *(int *)ctor_data;
	return 0;
}

static void dtor(void *obj, void *shadow_data)
{
	pr_info("dtor: %d\n", *(int *)shadow_data);
}

static const char *objname(struct klp_object *obj)
{
	return obj->mod ? obj->mod->name : "vmlinux";
}

static int pre_patch(struct klp_object *obj)
{
	int value = 51;

	pr_info("pre_patch of %s, the task is %s\n", objname(obj),
		current->patch_state == KLP_UNPATCHED ? "unpatched" :
		current->patch_state == KLP_UNDEFINED ? "in no transition" :
		"patched");
	if (!klp_shadow_get_or_alloc(obj, ID, sizeof(value), GFP_KERNEL, ctor,
				     &value))
		return -ENOMEM;
	return 0;
}

static void post_unpatch(struct klp_object *obj)
{
	pr_info("post_unpatch of %s\n", objname(obj));
	klp_shadow_free_all(ID, dtor);
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
	.replace = true,
};

static int test_init(void)
{
	return klp_enable_patch(&patch);
}

static void test_exit(void)
{
}

module_init(test_init);
module_exit(test_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: as written for 5.1");
MODULE_INFO(livepatch, "Y");
