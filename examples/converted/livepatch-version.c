// SPDX-License-Identifier: GPL-2.0
/*
 * Plain function replacement, nothing to undo.
 *
 * /proc/version tells everybody who built the kernel, where and with which
 * compiler. Leave only what uname says as well.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/utsname.h>

static int klpp_version_proc_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s version %s %s\n", utsname()->sysname,
		   utsname()->release, utsname()->version);
	return 0;
}

static struct klp_func vmlinux_funcs[] = {
	{
		.old_name = "version_proc_show",
		.new_func = klpp_version_proc_show,
	}, { }
};

static struct klp_object objs[] = {
	{
		/* name NULL means vmlinux */
		.funcs = vmlinux_funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init livepatch_version_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_version_exit(void)
{
}

module_init(livepatch_version_init);
module_exit(livepatch_version_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch: /proc/version without the build host");
