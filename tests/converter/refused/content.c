// SPDX-License-Identifier: GPL-2.0
/* What is copied has an address in it. */
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

static const struct fix_ops ops = { .check = check };

static void publish(struct klp_object *obj)
{
	*kernel_ops = ops; /* review escape */
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
