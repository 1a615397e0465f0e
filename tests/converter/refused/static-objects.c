// SPDX-License-Identifier: GPL-2.0
/* One object's pre_patch needs what the other one's has found. */
#include <linux/livepatch.h>
#include <linux/module.h>

extern unsigned long find_symbol(const char *name);

static unsigned long address; /* review static-data */

static int look_up(struct klp_object *obj)
{
	address = find_symbol("fix_limit");
	return address ? 0 : -ENOENT;
}

static int set(struct klp_object *obj)
{
	*(int *)address = 1;
	return 0;
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.pre_patch = look_up,
		},
	}, {
		.name = "klp_mod",
		.funcs = no_funcs,
		.callbacks = {
			.pre_patch = set,
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
