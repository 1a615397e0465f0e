// SPDX-License-Identifier: GPL-2.0
/* A livepatch that is enabled by hand. */
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
	return klp_register_patch(&patch); /* review old-api */
}

static void __exit fix_exit(void)
{
	WARN_ON(klp_unregister_patch(&patch));
}

module_init(fix_init);
module_exit(fix_exit);
