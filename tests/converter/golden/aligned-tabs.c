// SPDX-License-Identifier: GPL-2.0
/* Tabs in front of each =. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return obj->mod ? 0 : -ENODEV;
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.name	= "klp_mod",
		.funcs	= no_funcs,
		.callbacks	= {
			.pre_patch	= fix_setup,
		},
	},
	{ }
};

static struct klp_patch patch = {
	.mod	= THIS_MODULE,
	.objs	= objs,
};

static void __exit livepatch_exit(void)
{
	klp_shadow_free_all(5, NULL);
}

module_exit(livepatch_exit);
