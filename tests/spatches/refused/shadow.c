// SPDX-License-Identifier: GPL-2.0
/* Shadow variables that are still used after they were freed. */
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init shadow_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit shadow_exit(void)
{
	klp_shadow_free_all(1, NULL);	/* refused: not an unconditional call on unload, in a livepatch without states */
	pr_info("%p\n", klp_shadow_get(NULL, 1));
}

module_init(shadow_init);
module_exit(shadow_exit);
