// SPDX-License-Identifier: GPL-2.0
/* Data that is shared through helpers. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int saved;

static int *where(void)
{
	return &saved; /* review escape */
}

static int fix_setup(struct klp_object *obj)
{
	*where() = 1;
	return 0;
}

static void fix_remove(struct klp_object *obj)
{
	pr_info("%d\n", *where());
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup,
			.post_unpatch = fix_remove,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
