// SPDX-License-Identifier: GPL-2.0
/* The id of the shadow variables is 0. */
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
	return klp_enable_patch(&patch);
}

static void __exit fix_exit(void)
{
	klp_shadow_free_all(0, NULL); /* review shadow-free-all */
}

module_init(fix_init);
module_exit(fix_exit);
