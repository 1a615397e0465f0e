// SPDX-License-Identifier: GPL-2.0
/* Callbacks of two states. */
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_patch patch;

static int fix_setup(struct klp_object *obj)
{
	klp_get_state(&patch, 5)->data = NULL;
	klp_get_state(&patch, 6)->data = NULL;
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = { /* manual callbacks */
			.pre_patch = fix_setup,
		},
	}, { }
};

static struct klp_state states[] = {
	{ .id = 5 }, { .id = 6 }, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};
