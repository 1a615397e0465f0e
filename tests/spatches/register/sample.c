// SPDX-License-Identifier: GPL-2.0
/* As the kernel's sample was written from 4.12 to 5.0. */
#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int sample_init(void)
{
	int ret;

	pr_info("registering\n");

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

static void sample_exit(void)
{
	WARN_ON(klp_unregister_patch(&patch));
}

module_init(sample_init);
module_exit(sample_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
