// SPDX-License-Identifier: GPL-2.0
/* Callbacks read what module init fills, or nobody. */
#include <linux/livepatch.h>
#include <linux/module.h>

extern unsigned long find_symbol(const char *name);

static unsigned long address;
static int limit = 1;

static int new_limit(void)
{
	return -limit;
}

static int set(struct klp_object *obj)
{
	if (!address)
		return -ENOENT;
	pr_info("%s: %d\n", obj->name, limit);
	*(int *)address = limit;
	return 0;
}

static void unset(struct klp_object *obj)
{
	*(int *)address = 0;
}

static struct klp_func funcs[] = {
	{ .old_name = "limit", .new_func = new_limit }, { }
};

static struct klp_object objs[] = {
	{
		.name = "klp_mod",
		.funcs = funcs,
		.callbacks = {
			.pre_patch = set,
			.post_unpatch = unset,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init fix_init(void)
{
	address = find_symbol("fix_limit");
	return klp_enable_patch(&patch);
}

static void __exit fix_exit(void)
{
}

module_init(fix_init);
module_exit(fix_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
