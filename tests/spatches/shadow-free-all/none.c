// SPDX-License-Identifier: GPL-2.0
/* Freed one by one: another livepatch may still use the others. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define COUNT_ID	7

static void klpp_free(void *p)
{
	klp_shadow_free(p, COUNT_ID, NULL);
	kfree(p);
}

static struct klp_func funcs[] = {
	{
		.old_name = "free_it",
		.new_func = klpp_free,
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

static int __init none_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit none_exit(void)
{
	/* klp_shadow_free_all(COUNT_ID, NULL); */
}

module_init(none_init);
module_exit(none_exit);
