// SPDX-License-Identifier: GPL-2.0
/*
 * A livepatch with n states and nothing else, for stock kernels as well. It is
 * built under many names, because a module is loaded once.
 */

#include <linux/livepatch.h>
#include <linux/module.h>

#define MAX_STATES 256

static unsigned int n;
module_param(n, uint, 0);

static struct klp_state states[MAX_STATES + 1];
static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};

static int states_init(void)
{
	unsigned int i;

	for (i = 0; i < min(n, MAX_STATES); i++)
		states[i].id = i + 1;
	return klp_enable_patch(&patch);
}

static void states_exit(void)
{
}

module_init(states_init);
module_exit(states_exit);
MODULE_DESCRIPTION("Livepatch benchmark: a number of states");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
