// SPDX-License-Identifier: GPL-2.0
/* Module init has put an address into the variable that is handed out. */
#include <linux/livepatch.h>
#include <linux/module.h>

extern void (*kernel_hook)(void);

static void (*hook)(void);

static void own_hook(void)
{
}

static void publish(struct klp_object *obj)
{
	kernel_hook = hook; /* review escape */
}

static void take_back(struct klp_object *obj)
{
	kernel_hook = NULL;
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.post_patch = publish,
			.post_unpatch = take_back,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init fix_init(void)
{
	hook = own_hook;
	return klp_enable_patch(&patch);
}
module_init(fix_init);
