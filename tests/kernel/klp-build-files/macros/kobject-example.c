// SPDX-License-Identifier: GPL-2.0
/* What the source patch adds to a file of the module: callbacks of the old kind */
#include <linux/livepatch_helpers.h>

static void klp_foo_tell(const char *callback, struct klp_object *obj)
{
	pr_info("klp: %s %s\n", obj->mod ? "module" : "kernel", callback);
}

/* A negative value lets it fail. */
static int klp_foo_pre_patch(struct klp_object *obj)
{
	klp_foo_tell("pre_patch", obj);
	return min(foo, 0);
}

static void klp_foo_post_patch(struct klp_object *obj)
{
	klp_foo_tell("post_patch", obj);
}

static void klp_foo_pre_unpatch(struct klp_object *obj)
{
	klp_foo_tell("pre_unpatch", obj);
}

static void klp_foo_post_unpatch(struct klp_object *obj)
{
	klp_foo_tell("post_unpatch", obj);
}

KLP_PRE_PATCH_CALLBACK(klp_foo_pre_patch);
KLP_POST_PATCH_CALLBACK(klp_foo_post_patch);
KLP_PRE_UNPATCH_CALLBACK(klp_foo_pre_unpatch);
KLP_POST_UNPATCH_CALLBACK(klp_foo_post_unpatch);
