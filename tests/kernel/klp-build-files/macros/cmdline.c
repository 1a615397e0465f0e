// SPDX-License-Identifier: GPL-2.0
/* What the source patch adds to a file of the kernel: callbacks of the old kind */
#include <linux/livepatch_helpers.h>

static void klp_cmdline_tell(const char *callback, struct klp_object *obj)
{
	pr_info("klp: %s %s\n", obj->mod ? "module" : "kernel", callback);
}

static int klp_cmdline_pre_patch(struct klp_object *obj)
{
	klp_cmdline_tell("pre_patch", obj);
	return 0;
}
KLP_PRE_PATCH_CALLBACK(klp_cmdline_pre_patch);

static void klp_cmdline_post_patch(struct klp_object *obj)
{
	klp_cmdline_tell("post_patch", obj);
}
KLP_POST_PATCH_CALLBACK(klp_cmdline_post_patch);

static void klp_cmdline_pre_unpatch(struct klp_object *obj)
{
	klp_cmdline_tell("pre_unpatch", obj);
}
KLP_PRE_UNPATCH_CALLBACK(klp_cmdline_pre_unpatch);

static void klp_cmdline_post_unpatch(struct klp_object *obj)
{
	klp_cmdline_tell("post_unpatch", obj);
}
KLP_POST_UNPATCH_CALLBACK(klp_cmdline_post_unpatch);
