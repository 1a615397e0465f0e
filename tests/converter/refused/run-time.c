// SPDX-License-Identifier: GPL-2.0
/* Callbacks that are set where the object is not known, or in several places. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{ .funcs = funcs }, { .name = "klp_mod", .funcs = funcs }, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static void prepare(struct klp_object *obj)
{
	obj->callbacks.pre_patch = fix_setup; /* manual run-time */
}

static int __init fix_init(void)
{
	struct klp_object *obj = objs;
	int i;

	prepare(&objs[1]);
	obj->callbacks.post_patch = NULL; /* manual run-time */
	obj = &objs[1];
	obj->callbacks.pre_patch = fix_setup; /* manual run-time */
	for (i = 0; i < 2; i++)
		objs[i].callbacks.pre_patch = fix_setup; /* manual run-time */
	return klp_enable_patch(&patch);
}

module_init(fix_init);
