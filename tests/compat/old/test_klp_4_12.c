// SPDX-License-Identifier: GPL-2.0
/* In the manner of 4.12: registered, then enabled, with or without a stack. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/livepatch.h>
#include "cmdline.h"

static struct klp_func funcs[] = {
	{
		.old_name = "cmdline_proc_show",
		.new_func = livepatch_cmdline_proc_show,
		.immediate = true,
	}, { }
};

static struct klp_object objs[] = {
	{
		/* name being NULL means vmlinux */
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int test_init(void)
{
	int ret;

	if (!klp_have_reliable_stack()) {
		patch.immediate = true;
		pr_notice("The consistency model is not supported\n");
	}

	ret = klp_register_patch(&patch);
	if (ret)
		return ret;
	ret = klp_enable_patch(&patch);
	if (ret) {
		WARN_ON(klp_unregister_patch(&patch));
		return ret;
	}
	return 0;
}

static void test_exit(void)
{
	WARN_ON(klp_unregister_patch(&patch));
}

module_init(test_init);
module_exit(test_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Livepatch test: as written for 4.12");
MODULE_INFO(livepatch, "Y");
