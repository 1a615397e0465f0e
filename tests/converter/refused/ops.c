// SPDX-License-Identifier: GPL-2.0
/* Functions that a callback puts into another object. */
#include <linux/livepatch.h>
#include <linux/module.h>

struct other {
	void (*hook)(void);
};

extern struct other *the_other;

static void fix_hook(void)
{
}

static int fix_setup(struct klp_object *obj)
{
	the_other->hook = fix_hook; /* review escape */
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
