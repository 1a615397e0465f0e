// SPDX-License-Identifier: GPL-2.0
/* post_unpatch frees shadow variables and does more. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define SV_FIX 0x10
#define SV_MORE 0x11

static void fix_dtor(void *obj, void *data)
{
}

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static void fix_remove(struct klp_object *obj)
{
	klp_shadow_free_all(SV_FIX, NULL);
	pr_info("%s is as before\n", obj->name);
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.name = "klp_mod",
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup,
			.post_unpatch = fix_remove,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
