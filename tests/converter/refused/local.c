// SPDX-License-Identifier: GPL-2.0
/* A table that is local to a function. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static struct klp_func funcs[] = { { } };

static int __init fix_init(void)
{
	static struct klp_object objs[] = {
		{ .funcs = funcs, .callbacks = { .pre_patch = fix_setup } }, { } /* manual callbacks */
	};
	static struct klp_patch patch = { .mod = THIS_MODULE, .objs = objs };

	return klp_enable_patch(&patch);
}
