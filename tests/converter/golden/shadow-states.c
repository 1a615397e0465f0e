// SPDX-License-Identifier: GPL-2.0
/* Shadow variables of a state that is declared already, and of another one. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define SV_FIX 0x10
#define SV_MORE 0x11

static void fix_dtor(void *obj, void *data)
{
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_state states[] = {
	{
		.id = SV_FIX,
		.version = 1,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};

static int __init fix_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit fix_exit(void)
{
	klp_shadow_free_all(SV_FIX, fix_dtor);
	klp_shadow_free_all(SV_MORE, NULL);
}

module_init(fix_init);
module_exit(fix_exit);
