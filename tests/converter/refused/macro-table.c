// SPDX-License-Identifier: GPL-2.0
/* Callbacks that a macro makes. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define CALLBACKS(f) .callbacks = { .pre_patch = f } /* manual census */

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		CALLBACKS(fix_setup), /* manual callbacks */
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
