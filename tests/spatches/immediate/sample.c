// SPDX-License-Identifier: GPL-2.0
/* The guard of 4.15's samples; functions and a livepatch of their own kind. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int klpp_one(void)
{
	return 0;
}

static struct klp_func funcs[] = {
	{
		.old_name = "one",
		.new_func = klpp_one,
	}, {
		.old_name = "two",
		.new_func = klpp_one,
		.immediate = true,
	}, {
		.old_name = "three", .immediate	= 1, .new_func = klpp_one,
	}, { }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.immediate = false,
	.objs = objs,
};

static int sample_init(void)
{
	if (!klp_have_reliable_stack() && !patch.immediate) {
		/*
		 * Without a reliable stack there is no consistency model.
		 */
		patch.immediate = true;
		pr_notice("applying the patch immediately\n");
	}

	return klp_enable_patch(&patch);
}
module_init(sample_init);
