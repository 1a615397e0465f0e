// SPDX-License-Identifier: GPL-2.0
/* Shadow variables of 4.15 and 4.16. */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>

static void *klpp_a(void *o)
{
	int v = 1;

	return klp_shadow_get_or_alloc(o, 5, &v, sizeof(v), GFP_KERNEL);
}

static void klpp_b(void *o)
{
	klp_shadow_free(o, 5);
}

static void klpp_c(void *o)
{
	int *p = klp_shadow_alloc(o, 5, NULL, 4, GFP_KERNEL);

	*p = 1;
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
	return klp_enable_patch(&patch);
}

static void __exit lp_exit(void)
{
	klp_shadow_free_all(5);
}

module_init(lp_init);
module_exit(lp_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
