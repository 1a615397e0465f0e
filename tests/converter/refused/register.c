// SPDX-License-Identifier: GPL-2.0
/* The registration of old kernels. */
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init fix_init(void)
{
	int ret = klp_register_patch(&patch); /* manual old-api */

	if (ret)
		return ret;
	return klp_enable_patch(&patch);
}

static void __exit fix_exit(void)
{
	WARN_ON(klp_disable_patch(&patch)); /* manual old-api */
	WARN_ON(klp_unregister_patch(&patch)); /* manual old-api */
}

module_init(fix_init);
module_exit(fix_exit);
