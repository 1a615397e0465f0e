// SPDX-License-Identifier: GPL-2.0
/* Lines that get too long. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int a_rather_long_name_for_a_callback_of_an_object(struct klp_object *obj);

static void short_remove_of_name_1234567890(struct klp_object *obj)
{
}

static void short_remove_of_name_123456(struct klp_object *obj)
{
}

static int a_rather_long_name_for_a_callback_of_an_object(struct klp_object *obj)
{
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = a_rather_long_name_for_a_callback_of_an_object,
			.pre_unpatch = short_remove_of_name_123456,
			.post_unpatch = short_remove_of_name_1234567890,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
