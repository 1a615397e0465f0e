// SPDX-License-Identifier: GPL-2.0
/* Callbacks that have a variable of their own. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_callbacks callbacks = { .pre_patch = fix_setup }; /* manual census */

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
