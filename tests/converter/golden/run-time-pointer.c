// SPDX-License-Identifier: GPL-2.0
/* Callbacks are set through a pointer to one of the objects. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return obj->mod ? 0 : -ENODEV;
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
	}, {
		.name = "klp_mod",
		.funcs = no_funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init livepatch_init(void)
{
	struct klp_object *obj = &objs[1];

	obj->callbacks.pre_patch = fix_setup;
	return klp_enable_patch(&patch);
}

module_init(livepatch_init);
