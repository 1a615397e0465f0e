// SPDX-License-Identifier: GPL-2.0
/* A hook takes nothing, but this one is a callback. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

KPATCH_PRE_PATCH_CALLBACK(fix_setup);
static void fix_remove(struct klp_object *obj)
{
}

KLP_POST_UNPATCH_CALLBACK(fix_remove);
KPATCH_LOAD_HOOK(fix_setup); /* manual macros */
