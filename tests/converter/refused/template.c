// SPDX-License-Identifier: GPL-2.0
/* A template, of which livepatches are made. */
#include <linux/livepatch.h>
#include <linux/module.h>

@@INCLUDES@@

static int @@NAME@@_setup(struct klp_object *obj)
{
	return @@CHECK@@(obj->name, @@LIMIT@@);
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.name = @@OBJECT@@,
		.funcs = funcs,
		.callbacks = { /* review ids */
			.pre_patch = @@NAME@@_setup,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init @@NAME@@_init(void)
{
	return klp_enable_patch(&patch);
}

module_init(@@NAME@@_init);
