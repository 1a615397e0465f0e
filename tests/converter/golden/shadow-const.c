// SPDX-License-Identifier: GPL-2.0
/* The id is a constant variable. */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>

static const unsigned long sv_id = 5;
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
	return klp_enable_patch(&patch);
}

static void __exit lp_exit(void)
{
	klp_shadow_free_all(sv_id, NULL);
}

module_init(lp_init);
module_exit(lp_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
