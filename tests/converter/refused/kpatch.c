// SPDX-License-Identifier: GPL-2.0
/* The macros of kpatch and klp-build. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

KPATCH_PRE_PATCH_CALLBACK(fix_setup); /* manual macros */
static void fix_remove(struct klp_object *obj)
{
}

KLP_POST_UNPATCH_CALLBACK(fix_remove); /* manual macros */
KPATCH_LOAD_HOOK(fix_setup); /* manual macros */
