// SPDX-License-Identifier: GPL-2.0
/* Callbacks that are set at run time. */
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

static struct klp_object objs[] = {
	{
		.funcs = funcs,

	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init lp_init(void)
{
	objs[0].callbacks.pre_patch = pre;
	objs[0].callbacks.post_unpatch = post;
	return klp_enable_patch(&patch);
}

static void __exit lp_exit(void)
{
}

module_init(lp_init);
module_exit(lp_exit);
