// SPDX-License-Identifier: GPL-2.0
/* Data that a callback and a patched function share. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int limit; /* review static-data */

static int fix_setup(struct klp_object *obj)
{
	limit = 1;
	return 0;
}

static int new_function(void)
{
	return limit;
}

static struct klp_func funcs[] = {
	{ .old_name = "function", .new_func = new_function }, { }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
