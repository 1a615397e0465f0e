// SPDX-License-Identifier: GPL-2.0
/* Shadow variables that are freed with any of two objects. */
#include <linux/livepatch.h>
#include <linux/module.h>

static void fix_remove(struct klp_object *obj)
{
	klp_shadow_free_all(5, NULL); /* review shadow-free-all */
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.name = "klp_mod",
		.funcs = funcs,
		.callbacks = { .post_unpatch = fix_remove },
	}, {
		.name = "klp_two",
		.funcs = funcs,
		.callbacks = { .post_unpatch = fix_remove },
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
