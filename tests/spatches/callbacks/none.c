// SPDX-License-Identifier: GPL-2.0
/* Looks like callbacks, and is none: nothing may change. */
#include <linux/livepatch.h>
#include <linux/module.h>

struct hooks {
	int (*pre_patch)(struct klp_object *obj);
	void (*post_patch)(struct klp_object *obj);
};

struct device_ops {
	struct hooks callbacks;
};

static int pre(struct klp_object *obj)
{
	return obj->patched;
}

static void post(struct klp_object *obj)
{
	/* { .callbacks = { .pre_patch = pre } } */
	pr_info("obj: %s\n", ".pre_patch = pre");
}

static struct device_ops ops = {
	.callbacks = {
		.pre_patch = pre,
		.post_patch = post,
	},
};

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init none_init(void)
{
	return ops.callbacks.pre_patch(objs) ?: klp_enable_patch(&patch);
}
module_init(none_init);
