// SPDX-License-Identifier: GPL-2.0
/* The way out of init tells when it can't unregister. */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>

static struct klp_func funcs[] = { { } };
static struct klp_object objs[] = { { .funcs = funcs }, { } };
static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.immediate = true,
};

static int __init klp_patch_init(void)
{
	int retval;

	pr_info("livepatch: initializing\n");
	retval = klp_register_patch(&patch);
	if (retval)
		return retval;
	retval = klp_enable_patch(&patch);
	if (retval)
		goto err_unregister;
	return 0;

err_unregister:
	if (klp_unregister_patch(&patch))
		pr_err("livepatch: failed to unregister\n");
	return retval;
}

static void __exit klp_patch_cleanup(void)
{
	klp_unregister_patch(&patch);
	pr_info("livepatch: removed\n");
}
module_init(klp_patch_init);
module_exit(klp_patch_cleanup);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
