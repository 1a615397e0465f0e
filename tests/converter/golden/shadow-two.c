// SPDX-License-Identifier: GPL-2.0
/* Two ids, one with a destructor, and what else is done on unload. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define SV_FIX 0x10
#define SV_MORE 0x11

static void fix_dtor(void *obj, void *data)
{
}

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
	return klp_enable_patch(&patch);
}

static void __exit fix_exit(void)
{
	pr_info("going\n");

	/* Both kinds go. */
	klp_shadow_free_all(SV_FIX, NULL);
	klp_shadow_free_all(SV_MORE, &fix_dtor);
}

module_init(fix_init);
module_exit(fix_exit);
