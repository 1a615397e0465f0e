// SPDX-License-Identifier: GPL-2.0
/* A macro that uses the API. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define DROP(id) klp_shadow_free_all(id, NULL) /* manual census */

static int fix_setup(struct klp_object *obj)
{
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

static int __init fix_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit fix_exit(void)
{
	DROP(5); /* manual shadow-free-all */
}

module_init(fix_init);
module_exit(fix_exit);
