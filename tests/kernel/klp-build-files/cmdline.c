// SPDX-License-Identifier: GPL-2.0
/* What the source patch adds to a file of the kernel: states, and callbacks of the old kind */
#include <linux/livepatch_helpers.h>

static int klp_cmdline_setup(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("klp: kernel setup %lu\n", state->id);
	return 0;
}

static void klp_cmdline_enable(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("klp: kernel enable %lu\n", state->id);
}

static void klp_cmdline_disable(struct klp_patch *patch,
				struct klp_state *state)
{
	pr_info("klp: kernel disable %lu\n", state->id);
}

static void klp_cmdline_remove(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("klp: kernel remove %lu\n", state->id);
}

#define KLP_CMDLINE_CALLBACKS {			\
	.setup = klp_cmdline_setup,		\
	.enable = klp_cmdline_enable,		\
	.disable = klp_cmdline_disable,		\
	.remove = klp_cmdline_remove,		\
}

KLP_STATE(.id = 1, .version = 1, .callbacks = KLP_CMDLINE_CALLBACKS);
KLP_STATE(.id = 2, .name = "second", .callbacks = KLP_CMDLINE_CALLBACKS);

static int klp_cmdline_pre_patch(struct klp_object *obj)
{
	pr_info("klp: kernel pre_patch\n");
	return 0;
}
KLP_PRE_PATCH_CALLBACK(klp_cmdline_pre_patch);

static void klp_cmdline_post_patch(struct klp_object *obj)
{
	pr_info("klp: kernel post_patch\n");
}
KLP_POST_PATCH_CALLBACK(klp_cmdline_post_patch);

static void klp_cmdline_pre_unpatch(struct klp_object *obj)
{
	pr_info("klp: kernel pre_unpatch\n");
}
KLP_PRE_UNPATCH_CALLBACK(klp_cmdline_pre_unpatch);

static void klp_cmdline_post_unpatch(struct klp_object *obj)
{
	pr_info("klp: kernel post_unpatch\n");
}
KLP_POST_UNPATCH_CALLBACK(klp_cmdline_post_unpatch);
