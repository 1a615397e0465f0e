// SPDX-License-Identifier: GPL-2.0
/* The address of the old function, and relocations, as before 4.7. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int klpp_foo(int x)
{
	return x;
}

static struct klp_reloc relocs[] = {
	{ .name = "bar" }, { }
};

static struct klp_func funcs[] = {
	{
		.old_name = "foo",
		.new_func = klpp_foo,
		.old_addr = 0xffffffff81000000, /* manual old-api */
	}, { }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.relocs = relocs, /* manual old-api */
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
