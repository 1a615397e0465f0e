// SPDX-License-Identifier: GPL-2.0
/* A check for a previous state, in the declaration. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define FIX 7

static void fix_enable(struct klp_object *obj)
{
	struct klp_state *prev = klp_get_prev_state(FIX);

	if (prev)
		return;

	pr_info("fix on\n");
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.post_patch = fix_enable,
		},
	}, { }
};

static struct klp_state states[] = {
	{
		.id = FIX,
		.version = 1,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};
