// SPDX-License-Identifier: GPL-2.0
/*
 * A state with a version and data, as cumulative livepatches use since 5.5.
 *
 * A machine that runs into a known hang after a panic shall reboot instead, so
 * panic_timeout is set. The value to go back to is kept in the data of the
 * state, where a later version of this livepatch could find it.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/slab.h>

#define PANIC_TIMEOUT_STATE		2
#define PANIC_TIMEOUT_STATE_VERSION	1

#define SECONDS_TO_REBOOT		30

static struct klp_patch patch;

static int panic_pre_patch(struct klp_patch *this_patch,
			   struct klp_state *this_state)
{
	struct klp_state *state;

	state = klp_get_state(&patch, PANIC_TIMEOUT_STATE);
	if (!state)
		return -EINVAL;

	state->data = kzalloc(sizeof(panic_timeout), GFP_KERNEL);
	if (!state->data)
		return -ENOMEM;
	return 0;
}

static void panic_post_patch(struct klp_patch *this_patch,
			     struct klp_state *this_state)
{
	struct klp_state *state = klp_get_state(&patch, PANIC_TIMEOUT_STATE);

	*(int *)state->data = panic_timeout;
	panic_timeout = SECONDS_TO_REBOOT;
	pr_info("panic_timeout: %d, was %d\n", panic_timeout,
		*(int *)state->data);
}

static void panic_pre_unpatch(struct klp_patch *this_patch,
			      struct klp_state *this_state)
{
	struct klp_state *state = klp_get_state(&patch, PANIC_TIMEOUT_STATE);

	panic_timeout = *(int *)state->data;
	pr_info("panic_timeout: %d again\n", panic_timeout);
}

static void panic_post_unpatch(struct klp_patch *this_patch,
			       struct klp_state *this_state)
{
	struct klp_state *state = klp_get_state(&patch, PANIC_TIMEOUT_STATE);

	kfree(state->data);
	state->data = NULL;
}

static struct klp_func no_funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
	}, { }
};

/* The module that inherits the state works with what the old one has set up. */
static void take_over_data(struct klp_patch *patch, struct klp_state *state,
			   struct klp_state *old)
{
	state->data = old->data;
}

static struct klp_state states[] = {
	{
		.id = PANIC_TIMEOUT_STATE,
		.version = PANIC_TIMEOUT_STATE_VERSION,
		.callbacks = {
			.setup = panic_pre_patch,
			.enable = panic_post_patch,
			.disable = panic_pre_unpatch,
			.remove = panic_post_unpatch,
			.takeover = take_over_data,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
	.replace = true,
};

static int __init livepatch_panic_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_panic_exit(void)
{
}

module_init(livepatch_panic_init);
module_exit(livepatch_panic_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch: reboot some time after a panic");
