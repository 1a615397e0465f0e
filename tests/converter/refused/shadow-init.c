// SPDX-License-Identifier: GPL-2.0
/* Shadow variables that are allocated before the livepatch is enabled. */
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init fix_init(void)
{
	klp_shadow_alloc(current, 5, 8, GFP_KERNEL, NULL, NULL);
	return klp_enable_patch(&patch);
}

static void __exit fix_exit(void)
{
	klp_shadow_free_all(5, NULL); /* review shadow-free-all */
}

module_init(fix_init);
module_exit(fix_exit);
