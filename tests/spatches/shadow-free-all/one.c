// SPDX-License-Identifier: GPL-2.0
/* The only thing that is left to do on unload. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define OWNER_ID	7

static void owner_dtor(void *obj, void *shadow_data)
{
	kfree(*(void **)shadow_data);
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.name = "one",
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.replace = true,
};

static int __init one_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit one_exit(void)
{
	/* All of them. */
	klp_shadow_free_all(OWNER_ID, owner_dtor);
}

module_init(one_init);
module_exit(one_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
