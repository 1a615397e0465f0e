// SPDX-License-Identifier: GPL-2.0
/* Shadow variables that are read after they were freed. */
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
	klp_shadow_free_all(5, NULL); /* review shadow-free-all */
	pr_info("%p\n", klp_shadow_get(current, 5));
}

module_init(fix_init);
module_exit(fix_exit);
