// SPDX-License-Identifier: GPL-2.0
/* An #if inside of the callbacks. */
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

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = { /* manual callbacks */
			.pre_patch = fix_setup,
#ifdef CONFIG_FOO
			.post_unpatch = fix_remove,
#endif
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
