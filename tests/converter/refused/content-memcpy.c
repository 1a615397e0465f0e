// SPDX-License-Identifier: GPL-2.0
/* memcpy() keeps no address, but copies those that are in a variable. */
#include <linux/livepatch.h>
#include <linux/module.h>

struct fix_ops {
	int (*check)(int value);
};

extern struct fix_ops *kernel_ops;

static int check(int value)
{
	return value;
}

static struct fix_ops ops = { .check = check };

static void publish(struct klp_object *obj)
{
	memcpy(kernel_ops, &ops, sizeof(ops)); /* review escape */
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
