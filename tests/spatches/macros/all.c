// SPDX-License-Identifier: GPL-2.0
/* The macros of both builders, and others with like names. */
#include "kpatch-macros.h"

static int pre(struct klp_object *obj)
{
	return 0;
}
KPATCH_PRE_PATCH_CALLBACK(pre);	/* marked */
KLP_PRE_PATCH_CALLBACK( pre );	/* marked */

static void post(struct klp_object *obj)
{
	pr_info("KLP_POST_PATCH_CALLBACK(post);\n");
}
KLP_POST_UNPATCH_CALLBACK(post);	/* marked */

static void hook(void)
{
}
KPATCH_LOAD_HOOK(hook);	/* marked */
KPATCH_IGNORE_SECTION(hook);
