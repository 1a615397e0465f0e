// SPDX-License-Identifier: GPL-2.0
/* A parameter: the user of the newer module may have set another one. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int limit = 5; /* review static-data */
module_param(limit, int, 0444);

static int fix_setup(struct klp_object *obj)
{
	console_loglevel = limit;
	return 0;
}

static void fix_remove(struct klp_object *obj)
{
	pr_info("the limit was %d\n", limit);
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
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
