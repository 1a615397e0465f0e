// SPDX-License-Identifier: GPL-2.0
/*
 * In the manner of 5.5 to 6.9: a cumulative livepatch with a system state, which
 * its callbacks hand on. A second one, of the next version, includes this.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/livepatch.h>
#include "cmdline.h"

#ifndef VERSION
#define VERSION 1
#endif
#define ID 0x61

static struct klp_state states[] = {
	{ .id = ID, .version = VERSION }, { }
};

static struct klp_patch patch;

static int pre_patch(struct klp_object *obj)
{
	struct klp_state *old = klp_get_prev_state(ID);
	struct klp_state *state = klp_get_state(&patch, ID);

	if (old) {
		pr_info("pre_patch: data of version %u\n", old->version);
		return 0;
	}
	state->data = kzalloc(sizeof(int), GFP_KERNEL);
	pr_info("pre_patch: new data\n");
	return state->data ? 0 : -ENOMEM;
}

static void post_patch(struct klp_object *obj)
{
	struct klp_state *old = klp_get_prev_state(ID);
	struct klp_state *state = klp_get_state(&patch, ID);

	if (old) {
		state->data = old->data;
		old->data = NULL;
	}
	pr_info("post_patch: %s data\n", state->data ? "has" : "lacks");
}

static void post_unpatch(struct klp_object *obj)
{
	kfree(klp_get_state(&patch, ID)->data);
	pr_info("post_unpatch: freed\n");
}

static struct klp_func funcs[] = {
	{
		.old_name = "cmdline_proc_show",
		.new_func = livepatch_cmdline_proc_show,
	}, { }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = pre_patch,
			.post_patch = post_patch,
			.post_unpatch = post_unpatch,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
	.replace = true,
};

static int test_init(void)
{
	return klp_enable_patch(&patch);
}

static void test_exit(void)
{
}

module_init(test_init);
module_exit(test_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: as written for 6.1");
MODULE_INFO(livepatch, "Y");
