// SPDX-License-Identifier: GPL-2.0
/* What is done when registration succeeds. */
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
	int ret;

	ret = klp_register_patch(&patch); /* manual old-api */
	if (!ret)
		return klp_enable_patch(&patch);
	if (!klp_register_patch(&patch)) /* manual old-api */
		return klp_enable_patch(&patch);
	if (klp_register_patch(&patch) == 0) /* manual old-api */
		return klp_enable_patch(&patch);
	return ret;
}

module_init(fix_init);
