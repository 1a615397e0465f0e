// SPDX-License-Identifier: GPL-2.0
/* A callback that starts a timer. */
/* klp-migrate: answer(escape): takeover */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/timer.h>

static void fired(struct timer_list *timer)
{
	pr_info("timer fired\n");
	mod_timer(timer, jiffies + HZ / 10);
}

static DEFINE_TIMER(timer, fired);

static void publish(struct klp_object *obj)
{
	mod_timer(&timer, jiffies + HZ / 10);
}

static void take_back(struct klp_object *obj)
{
	timer_delete_sync(&timer);
}

static struct klp_func no_funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.post_patch = publish,
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
MODULE_DESCRIPTION("Livepatch: hands out an address: timer");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
