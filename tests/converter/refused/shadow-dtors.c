// SPDX-License-Identifier: GPL-2.0
/* Two destructors for one id. */
#include <linux/livepatch.h>
#include <linux/module.h>

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
	klp_shadow_free_all(5, fix_dtor); /* review shadow-free-all */
	klp_shadow_free_all(5, NULL);
}

module_init(fix_init);
module_exit(fix_exit);
