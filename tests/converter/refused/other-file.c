// SPDX-License-Identifier: GPL-2.0
/* A callback of another file. */
#include <linux/livepatch.h>
#include <linux/module.h>

int fix_setup(struct klp_object *obj);

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup, /* manual callbacks */
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
