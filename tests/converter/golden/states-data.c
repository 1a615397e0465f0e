// SPDX-License-Identifier: GPL-2.0
/* A state with data, and checks for the one before it. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define FIX 7

static struct klp_patch patch;

static int fix_setup(struct klp_object *obj)
{
	struct klp_state *fix = klp_get_state(&patch, FIX), *prev;

	/* An older livepatch has done it. */
	prev = klp_get_prev_state(FIX);
	if (prev) {
		fix->data = prev->data;
		return 0;
	}

	fix->data = kzalloc(64, GFP_KERNEL);
	return fix->data ? 0 : -ENOMEM;
}

static void fix_remove(struct klp_object *obj)
{
	struct klp_state *fix = klp_get_state(&patch, FIX);
	struct klp_state *prev = klp_get_prev_state(FIX);

	if (prev)
		return;

	kfree(fix->data);
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup,
			.post_unpatch = fix_remove,
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
