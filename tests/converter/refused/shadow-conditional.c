// SPDX-License-Identifier: GPL-2.0
/* The shadow variables are not always freed. */
#include <linux/livepatch.h>
#include <linux/module.h>

static bool used;

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
	if (used)
		klp_shadow_free_all(5, NULL); /* review shadow-free-all */
}

module_init(fix_init);
module_exit(fix_exit);
