// SPDX-License-Identifier: GPL-2.0
/* A string of the module. */
#include <linux/livepatch.h>
#include <linux/module.h>

extern const char *kernel_banner;

static void publish(struct klp_object *obj)
{
	kernel_banner = obj->mod ? "fixed here" : NULL; /* review escape */
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.post_patch = publish,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
