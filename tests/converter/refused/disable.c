// SPDX-License-Identifier: GPL-2.0
/* A livepatch that disables itself. */
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

int fix_stop(void)
{
	return klp_disable_patch(&patch); /* manual old-api */
}
