// SPDX-License-Identifier: GPL-2.0
/* One object instead of a table. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static void fix_remove(struct klp_object *obj)
{
}

static struct klp_func funcs[] = { { } };

static struct klp_object object = {
	.funcs = funcs,
	.callbacks = {
		.pre_patch = fix_setup,
		.post_unpatch = fix_remove,
	},
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = &object,
};
