// SPDX-License-Identifier: GPL-2.0
/* Initializers without names. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static void fix_remove(struct klp_object *obj)
{
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{ NULL, funcs, { fix_setup, NULL, NULL, fix_remove } }, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
