// SPDX-License-Identifier: GPL-2.0
/* What the source patch adds to a file of a module */
#include <linux/livepatch_helpers.h>

static int klp_patch_setup(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("klp: patch setup %lu\n", state->id);
	return 0;
}

static void klp_patch_remove(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("klp: patch remove %lu\n", state->id);
}

KLP_PATCH_STATE(.id = 4,
		.callbacks = {
			.setup = klp_patch_setup,
			.remove = klp_patch_remove,
		});

/* A negative value lets it fail. */
static int klp_foo_setup(struct klp_patch *patch, struct klp_state *state)
{
	int *value = state->data;

	pr_info("klp: module setup %lu with %d\n", state->id, *value);
	return min(*value, 0);
}

static void klp_foo_remove(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("klp: module remove %lu\n", state->id);
}

#define KLP_FOO_CALLBACKS {			\
	.setup = klp_foo_setup,			\
	.remove = klp_foo_remove,		\
}

KLP_STATE(.id = 5, .data = &bar, .callbacks = KLP_FOO_CALLBACKS);
KLP_STATE(.id = 6, .data = &foo, .callbacks = KLP_FOO_CALLBACKS);

static int klp_foo_pre_patch(struct klp_object *obj)
{
	pr_info("klp: module pre_patch\n");
	return 0;
}
KLP_PRE_PATCH_CALLBACK(klp_foo_pre_patch);

static void klp_foo_post_unpatch(struct klp_object *obj)
{
	pr_info("klp: module post_unpatch\n");
}
KLP_POST_UNPATCH_CALLBACK(klp_foo_post_unpatch);
