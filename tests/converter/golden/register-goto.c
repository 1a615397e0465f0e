// SPDX-License-Identifier: GPL-2.0
/* Registration with ways out, as of 4.0. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_prepare(void)
{
	return 0;
}

static void fix_undo(void)
{
}

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
	int ret = fix_prepare();

	if (ret)
		return ret;

	ret = klp_register_patch(&patch);
	if (ret < 0) {
		pr_err("not registered: %d\n", ret);
		goto undo;
	}

	ret = klp_enable_patch(&patch);
	if (ret)
		goto unregister;
	return 0;

unregister:
	klp_unregister_patch(&patch);
undo:
	fix_undo();
	return ret;
}

static void __exit fix_exit(void)
{
	if (klp_disable_patch(&patch))
		pr_err("still enabled\n");
	WARN_ON(klp_unregister_patch(&patch));
	fix_undo();
}

module_init(fix_init);
module_exit(fix_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
