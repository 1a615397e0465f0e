// SPDX-License-Identifier: GPL-2.0
/* The object is the module's as well; one call deep. */
#include <linux/livepatch.h>
#include <linux/module.h>

extern void remember_object(void *data);

static void remember(void *data)
{
	remember_object(data);
}

static void publish(struct klp_object *obj) /* review escape */
{
	remember(obj);
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
