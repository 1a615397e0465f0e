// SPDX-License-Identifier: GPL-2.0
/* What create-diff-object makes of a patch with callbacks, written by hand. */
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include "kpatch-patch.h"

static int kpatch_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", KBUILD_MODNAME);
	return 0;
}

static int pre_patch(struct klp_object *obj)
{
	pr_info("%s: pre_patch\n", KBUILD_MODNAME);
	return 0;
}

static void post_patch(struct klp_object *obj)
{
	pr_info("%s: post_patch\n", KBUILD_MODNAME);
}

static void pre_unpatch(struct klp_object *obj)
{
	pr_info("%s: pre_unpatch\n", KBUILD_MODNAME);
}

static void post_unpatch(struct klp_object *obj)
{
	pr_info("%s: post_unpatch\n", KBUILD_MODNAME);
}

/* Callbacks of a module that is not loaded, without a function to patch. */
static int never(struct klp_object *obj)
{
	return -EINVAL;
}

#define section(name) __used __section(".kpatch." #name)

static struct kpatch_patch_func func section(funcs) = {
	.new_addr = (unsigned long)kpatch_cmdline_proc_show,
	.name = "cmdline_proc_show",
	.objname = "vmlinux",
};

static struct kpatch_pre_patch_callback
callbacks1[] section(callbacks.pre_patch) = {
	{ .callback = (void *)pre_patch, .objname = "vmlinux" },
	{ .callback = (void *)never, .objname = "no_such_module" },
};

static struct kpatch_post_patch_callback
callback2 section(callbacks.post_patch) = {
	.callback = (void *)post_patch,
	.objname = "vmlinux",
};

static struct kpatch_pre_unpatch_callback
callback3 section(callbacks.pre_unpatch) = {
	.callback = (void *)pre_unpatch,
	.objname = "vmlinux",
};

static struct kpatch_post_unpatch_callback
callback4 section(callbacks.post_unpatch) = {
	.callback = (void *)post_unpatch,
	.objname = "vmlinux",
};
