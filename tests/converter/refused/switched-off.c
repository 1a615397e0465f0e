// SPDX-License-Identifier: GPL-2.0
/* Callbacks that #if switches off, in a table that it does not. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
#ifdef OTHER_TEAM
		.callbacks = { /* manual census */
			.pre_patch = fix_setup, /* manual census */
		},
#endif
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
