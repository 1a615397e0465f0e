// SPDX-License-Identifier: GPL-2.0
/* It looks after what was there before by itself. */
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/slab.h>

#define LIMIT_STATE	4

static int limit = 10;

static struct klp_patch patch;

static const char *name_of(struct klp_object *obj)
{
	return obj->name ? obj->name : "vmlinux";
}

static int limit_pre_patch(struct klp_object *obj)
{
	struct klp_state *state = klp_get_state(&patch, LIMIT_STATE);	/* refused: has states already, and callbacks that may belong to one */

	pr_info("%s\n", name_of(obj));
	state->data = kzalloc(sizeof(limit), GFP_KERNEL);
	return state->data ? 0 : -ENOMEM;
}

static void limit_post_patch(struct klp_object *obj)
{
	*(int *)klp_get_state(&patch, LIMIT_STATE)->data = limit;
	if (klp_get_prev_state(LIMIT_STATE))
		limit = 5;
}

static void limit_pre_unpatch(struct klp_object *obj)
{
	limit = *(int *)klp_get_state(&patch, LIMIT_STATE)->data;
}

static void limit_post_unpatch(struct klp_object *obj)
{
	pr_info("%s\n", name_of(obj));
	kfree(klp_get_state(&patch, LIMIT_STATE)->data);
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = limit_pre_patch,
			.post_patch = limit_post_patch,
			.pre_unpatch = limit_pre_unpatch,
			.post_unpatch = limit_post_unpatch,
		},
	}, { }
};

static struct klp_state states[] = {
	{
		.id = LIMIT_STATE,
		.version = 1,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
	.replace = true,
};

static int __init limit_init(void)
{
	return klp_enable_patch(&patch);
}
module_init(limit_init);
