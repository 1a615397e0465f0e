// SPDX-License-Identifier: GPL-2.0
/* Shadow variables with one id that are freed when either of two objects goes. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define FIX_ID 5

static void one_unpatch(struct klp_object *obj)
{
	klp_shadow_free_all(FIX_ID, NULL);
}

static void two_unpatch(struct klp_object *obj)
{
	klp_shadow_free_all(FIX_ID, NULL); /* review shadow-free-all */
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.name = "klp_one",
		.funcs = funcs,
		.callbacks = {
			.post_unpatch = one_unpatch,
		},
	}, {
		.name = "klp_two",
		.funcs = funcs,
		.callbacks = {
			.post_unpatch = two_unpatch,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int fix_init(void)
{
	return klp_enable_patch(&patch);
}

static void fix_exit(void)
{
}

module_init(fix_init);
module_exit(fix_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
