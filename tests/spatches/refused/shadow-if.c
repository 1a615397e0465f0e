// SPDX-License-Identifier: GPL-2.0
/* Under a condition. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define COUNT_ID	4

static bool used;

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
	used = true;
	return klp_enable_patch(&patch);
}

static void __exit shadow_exit(void)
{
	if (used)
		klp_shadow_free_all(COUNT_ID, NULL);	/* refused: not an unconditional call on unload, in a livepatch without states */
}

module_init(shadow_init);
module_exit(shadow_exit);
