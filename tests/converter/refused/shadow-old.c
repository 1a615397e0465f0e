// SPDX-License-Identifier: GPL-2.0
/* The signatures of before 4.17. */
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
	klp_shadow_alloc(current, 5, NULL, 8, GFP_KERNEL); /* manual old-api */
	return klp_enable_patch(&patch);
}

static void __exit fix_exit(void)
{
	klp_shadow_free(current, 5); /* manual old-api */
}

module_init(fix_init);
module_exit(fix_exit);
