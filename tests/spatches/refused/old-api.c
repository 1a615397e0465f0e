// SPDX-License-Identifier: GPL-2.0
/* What is older, or made by macros. Strings, comments and #if 0 do not count. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define CALLBACKS(f)	.callbacks = { .pre_patch = f }	/* refused: spatch does not understand this */ /* refused: callbacks in a form that callbacks.cocci does not know */

static int pre(struct klp_object *obj)
{
	pr_info("klp_register_patch, KPATCH_LOAD_HOOK(pre)\n");
	return 0;
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		CALLBACKS(pre),
	}, { }
};

struct klp_callbacks callbacks;	/* refused: callbacks outside of the table of objects */

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.immediate = true,
};

static int __init old_init(void)
{
	int err;

#if 0
	err = klp_register_patch(NULL);
#else
	if (patch.immediate)	/* refused: .immediate is gone since 5.1, and this is not as immediate.cocci knows it */
		klp_shadow_alloc(&patch, 1, err, 4, GFP_KERNEL);	/* refused: a form without a name to search for, which no rule knows */
	err = klp_register_patch(&patch);	/* refused: the registration of kernels before 5.1, not as register.cocci knows it */
#endif
	return err ?: klp_enable_patch(&patch);
}

static void __exit old_exit(void)
{
	kpatch_shadow_free(&patch, "text");	/* refused: shadow variables with string keys, which need an id each */
	WARN_ON(klp_unregister_patch(&patch));	/* refused: the registration of kernels before 5.1, not as register.cocci knows it */
}

KPATCH_PRE_PATCH_CALLBACK(pre);	/* refused: a macro for kpatch-build or klp-build, which make the tables */
module_init(old_init);
module_exit(old_exit);
