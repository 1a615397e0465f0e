// SPDX-License-Identifier: GPL-2.0
/* A constructor keeps an address in a shadow variable. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_ctor(void *obj, void *shadow_data, void *ctor_data)
{
	*(void **)shadow_data = ctor_data;
	return 0;
}

static void hook(void)
{
}

static int attach(struct klp_object *obj)
{
	return klp_shadow_alloc(current, 1, sizeof(void *), GFP_KERNEL,
				fix_ctor, hook) ? 0 : -ENOMEM; /* review escape */
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.pre_patch = attach,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
