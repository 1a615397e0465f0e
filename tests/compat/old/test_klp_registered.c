// SPDX-License-Identifier: GPL-2.0
/* Only registers, to be enabled through sysfs, and constructs its variables. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/livepatch.h>

#define ID 0x417

static int ctor(void *obj, void *shadow_data, void *ctor_data)
{
	*(int *)shadow_data = *(int *)ctor_data;
	return 0;
}

static void dtor(void *obj, void *shadow_data)
{
	pr_info("dtor: %d\n", *(int *)shadow_data);
}

static struct klp_object objs[] = { { } };

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int test_init(void)
{
	void *(*alloc)(void *, unsigned long, size_t, gfp_t, klp_shadow_ctor_t,
		       void *) = klp_shadow_alloc;
	int values[] = { 4, 17 };

	klp_shadow_get_or_alloc(&values[0], ID, sizeof(int), GFP_KERNEL, ctor,
				&values[0]);
	alloc(&values[1], ID, sizeof(int), GFP_KERNEL, ctor, &values[1]);
	klp_shadow_free(&values[0], ID, dtor);
	klp_shadow_free_all(ID, dtor);

	pr_info("nothing: %d\n", klp_register_patch(NULL));
	return klp_register_patch(&patch);
}

static void test_exit(void)
{
	pr_info("unregister: %d\n", klp_unregister_patch(&patch));
}

module_init(test_init);
module_exit(test_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: registered, never enabled");
