// SPDX-License-Identifier: GPL-2.0
/* What a callback fills can be read in sysfs. */
#include <linux/livepatch.h>
#include <linux/module.h>

extern unsigned int count_users(void);

static unsigned int users; /* review static-data */
module_param(users, uint, 0444);

static int count(struct klp_object *obj)
{
	users = count_users();
	return 0;
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.pre_patch = count,
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
}

module_init(fix_init);
module_exit(fix_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
