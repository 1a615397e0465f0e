// SPDX-License-Identifier: GPL-2.0
/* A callback that queues a work. */
/* klp-migrate: answer(escape): takeover */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/workqueue.h>

static void fired(struct work_struct *work);
static DECLARE_DELAYED_WORK(work, fired);

static void fired(struct work_struct *unused)
{
	pr_info("work fired\n");
	schedule_delayed_work(&work, HZ / 10);
}

static int publish(struct klp_object *obj)
{
	schedule_delayed_work(&work, HZ / 10);
	return 0;
}

static void take_back(struct klp_object *obj)
{
	cancel_delayed_work_sync(&work);
}

static struct klp_func no_funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.pre_patch = publish,
			.post_unpatch = take_back,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.replace = true,
};

static int __init livepatch_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_exit(void)
{
}

module_init(livepatch_init);
module_exit(livepatch_exit);
MODULE_DESCRIPTION("Livepatch: hands out an address: work");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
