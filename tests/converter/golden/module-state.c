// SPDX-License-Identifier: GPL-2.0
/* Callbacks that look at the module. */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>

static const char *const state_names[] = {
	[MODULE_STATE_LIVE] = "live",
	[MODULE_STATE_COMING] = "coming",
};

static void log_cb(const char *cb, struct klp_object *obj)
{
	if (obj->mod)
		pr_info("%s: %s -> %s\n", cb, obj->mod->name, state_names[obj->mod->state]);
	else
		pr_info("%s: vmlinux\n", cb);
}

static int pre(struct klp_object *obj)
{
	log_cb(__func__, obj);
	return 0;
}

static void post(struct klp_object *obj)
{
	log_cb(__func__, obj);
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
