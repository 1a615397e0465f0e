// SPDX-License-Identifier: GPL-2.0
/* A version check, which the kernel does itself. */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>

static struct klp_patch patch;

static struct klp_state states[] = {
	{
		.id = 1,
		.version = 2,
	}, { }
};

static int pre(struct klp_object *obj)
{
	struct klp_state *prev;

	prev = klp_get_prev_state(1);
	if (prev && prev->version > 2)
		return -EINVAL;
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
		.callbacks = {
			.pre_patch = pre,
			.post_unpatch = post,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};

static int __init lp_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit lp_exit(void)
{
}

module_init(lp_init);
module_exit(lp_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
