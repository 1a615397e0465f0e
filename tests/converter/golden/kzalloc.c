// SPDX-License-Identifier: GPL-2.0
/* Objects that are allocated at run time. */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>

static int pre(struct klp_object *obj)
{
	pr_info("%s\n", obj->name);
	return 0;
}

static void post(struct klp_object *obj)
{
	pr_info("post\n");
}

static int klpp_foo(int x)
{
	return x;
}

static struct klp_func funcs[] = {
	{
		.old_name = "foo",
		.new_func = klpp_foo,
	}, { }
};

static int __init lp_init(void)
{
	struct klp_patch *patch;
	struct klp_object *objs;

	patch = kzalloc(sizeof(*patch), GFP_KERNEL);
	objs = kcalloc(2, sizeof(*objs), GFP_KERNEL);
	if (!patch || !objs)
		return -ENOMEM;
	objs->funcs = funcs;
	objs->callbacks.pre_patch = pre;
	objs->callbacks.post_unpatch = post;
	patch->mod = THIS_MODULE;
	patch->objs = objs;
	return klp_enable_patch(patch);
}

module_init(lp_init);
