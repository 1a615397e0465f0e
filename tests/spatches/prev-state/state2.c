// SPDX-License-Identifier: GPL-2.0
/* Four callbacks, each with a function that does its work unless it was done. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define FIX	7

static struct klp_patch patch;

static int make(void)
{
	struct klp_state *state, *prev;

	prev = klp_get_prev_state(FIX);
	if (prev) {
		pr_info("%s: it is there\n",
			__func__);
		return 0;
	}

	state = klp_get_state(&patch, FIX);
	state->data = kzalloc(4, GFP_KERNEL);
	return state->data ? 0 : -ENOMEM;
}

static void use(void)
{
	struct klp_state *state = klp_get_state(&patch, FIX);
	struct klp_state *prev;

	prev = klp_get_prev_state(FIX);
	if (prev) {
		state->data = prev->data;
		return;
	}
	*(int *)state->data = 1;
}

static void drop(void)
{
	struct klp_state *prev, *state = klp_get_state(&patch, FIX);

	prev=klp_get_prev_state( FIX );
	if (prev) return;
	kfree(state->data);
}

static int fix_pre_patch(struct klp_object *obj)
{
	return make();
}

static void fix_post_patch(struct klp_object *obj)
{
	use();
}

static void fix_post_unpatch(struct klp_object *obj)
{
	drop();
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_pre_patch,
			.post_patch = fix_post_patch,
			.post_unpatch = fix_post_unpatch,
		},
	}, { }
};

static struct klp_state states[] = {
	{
		.id = FIX,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};
