// SPDX-License-Identifier: GPL-2.0
/* Several ids, with and without destructor, among other things. */
#include <linux/livepatch.h>
#include <linux/module.h>

enum { COUNT_ID = 1, TEXT_ID, OWNER_ID };

static void *memory;

static void text_dtor(void *obj, void *shadow_data)
{
	kfree(*(void **)shadow_data);
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object obj = {
	.funcs = funcs,
};

static struct klp_patch livepatch = { .mod = THIS_MODULE, .objs = &obj };

static int several_init(void)
{
	int err = -ENOMEM;

	memory = kmalloc(16, GFP_KERNEL);
	if (memory)
		err = klp_enable_patch(&livepatch);
	return err;
}

static void several_exit(void)
{
	if (memory)
		kfree(memory);
	klp_shadow_free_all(COUNT_ID, NULL);
	klp_shadow_free_all(TEXT_ID, text_dtor);
	pr_info("freed\n");
	klp_shadow_free_all(OWNER_ID, text_dtor);
}

module_init(several_init);
module_exit(several_exit);
