// SPDX-License-Identifier: GPL-2.0
/* A callback of another type. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct module *mod) /* manual signatures */
{
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = (void *)fix_setup,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
