// SPDX-License-Identifier: GPL-2.0
/* Callbacks with another body in branches that are switched off. */
#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>

#if defined(FIX_DEBUG) && FIX_DEBUG > 1 /* loud */
static int fix_setup(struct klp_object *obj)
{
	pr_info("setup of %s\n", obj->name);
	return 0;
}
#elif FIX_LIMIT
#ifdef CONFIG_X86
static int fix_setup(struct klp_object *obj)
{
	return obj->name ? -EINVAL : 0;
}
#else
static int fix_setup(struct klp_object *obj)
{
	return -ENODEV;
}
#endif
#else
static int fix_setup(struct klp_object *obj)
{
	return 0;
}
#endif

static void fix_remove(struct klp_object *obj)
{
#ifndef CONFIG_X86
	pr_info("remove of %s\n", obj->name);
#endif
	pr_info("%s\n", obj->name);
}

#ifdef OTHER_TEAM
static void other(void)
{
	klp_shadow_free_all(5, NULL);
}
#endif

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup,
			.post_unpatch = fix_remove,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int fix_init(void)
{
	return klp_enable_patch(&patch);
}

static void fix_exit(void)
{
}

module_init(fix_init);
module_exit(fix_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
