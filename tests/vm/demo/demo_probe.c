// SPDX-License-Identifier: GPL-2.0
/*
 * No livepatch: says what is left in the system of the newer one.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/init_task.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/printk.h>

#define DEMO_ID		0xde30

static int __init demo_init(void)
{
	pr_info("setting %s, shadow variable %s\n",
		console_loglevel == CONSOLE_LOGLEVEL_DEBUG ? "CHANGED" : "as ever",
		klp_shadow_get(&init_task, DEMO_ID) ? "THERE" : "none");
	return 0;
}

static void __exit demo_exit(void)
{
}

module_init(demo_init);
module_exit(demo_exit);
MODULE_DESCRIPTION("Livepatch story: what is left");
MODULE_LICENSE("GPL");
