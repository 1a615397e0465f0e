// SPDX-License-Identifier: GPL-2.0
/*
 * The macros of patches for klp-build, which gathers what they leave behind when
 * it makes the livepatch. Here they only have to compile.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/livepatch.h>
#include <linux/livepatch_helpers.h>

static int pre_patch(struct klp_object *obj)
{
	return 0;
}

static void unpatch(struct klp_object *obj)
{
}

KLP_PRE_PATCH_CALLBACK(pre_patch);
KLP_POST_PATCH_CALLBACK(unpatch);
KLP_PRE_UNPATCH_CALLBACK(unpatch);
KLP_POST_UNPATCH_CALLBACK(unpatch);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: callbacks for klp-build");
