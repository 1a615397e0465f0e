// SPDX-License-Identifier: GPL-2.0
/*
 * Tables allocated at run time, callbacks assigned there from another file,
 * positional initialisers, klp_enable_patch() called through a pointer.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/slab.h>
#include <linux/livepatch.h>
#include "tables.h"
#include "cmdline.h"

struct klp_patch *klp_patch;

static struct klp_func funcs[] = {
	{ "cmdline_proc_show", livepatch_cmdline_proc_show }, { }
};

static void never(struct klp_object *obj)
{
	pr_info("the last entry has no callbacks\n");
}

static int never_either(struct klp_object *obj)
{
	never(obj);
	return -EINVAL;
}

static struct klp_func no_funcs[] = { { } };
static struct klp_object template[] = {
	{ NULL, funcs },
	{ "test_klp_callbacks_mod", no_funcs },
	{ NULL, NULL, { never_either, never, never, never } },
};

static int (*enable)(struct klp_patch *) = klp_enable_patch;

static int __init tables_init(void)
{
	int ret;

	klp_patch = kzalloc(sizeof(*klp_patch), GFP_KERNEL);
	if (!klp_patch)
		return -ENOMEM;
	klp_patch->objs = kmemdup(template, sizeof(template), GFP_KERNEL);
	if (klp_patch->objs) {
		klp_patch->mod = THIS_MODULE;
		tables_set_callbacks(&klp_patch->objs[0]);
		tables_set_callbacks(&klp_patch->objs[1]);
	}

	ret = enable(klp_patch);
	if (ret) {
		kfree(klp_patch->objs);
		kfree(klp_patch);
	}
	return ret;
}

static void __exit tables_exit(void)
{
	kfree(klp_patch->objs);
	kfree(klp_patch);
}

module_init(tables_init);
module_exit(tables_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: tables made at run time");
MODULE_INFO(livepatch, "Y");
