// SPDX-License-Identifier: GPL-2.0
/* A state that the callbacks set up, or do they? */
#include <linux/livepatch.h>
#include <linux/module.h>

static int pre(struct klp_object *obj)
{
	return 0;
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = pre,
		},
	}, { }
};

static struct klp_state states[] = {	/* refused: has states already, and callbacks that may belong to one */
	{
		.id = 3,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};

static int __init states_init(void)
{
	return klp_enable_patch(&patch);
}
module_init(states_init);
