// SPDX-License-Identifier: GPL-2.0
/*
 * Callbacks on vmlinux: a setting of the kernel is changed while the livepatch
 * is there, and taken back with it.
 *
 * To find out what fills the logs of a customer, writers to /dev/full are
 * named. That is a debug message, so the console's level goes up as well. The
 * level to go back to is the kernel's own default.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sched.h>

static ssize_t klpp_write_full(struct file *file, const char __user *buf,
			       size_t count, loff_t *ppos)
{
	printk(KERN_DEBUG pr_fmt("%s[%d] writes to /dev/full\n"),
	       current->comm, task_pid_nr(current));
	return -ENOSPC;
}

/* Somebody who asked for less than the default does not want this livepatch. */
static int console_pre_patch(struct klp_patch *patch, struct klp_state *state)
{
	if (console_loglevel < default_console_loglevel) {
		pr_err("the console is silenced, level %d\n", console_loglevel);
		return -EBUSY;
	}
	return 0;
}

static void console_post_patch(struct klp_patch *patch, struct klp_state *state)
{
	console_loglevel = CONSOLE_LOGLEVEL_DEBUG;
	pr_info("console level raised to %d\n", console_loglevel);
}

static void console_pre_unpatch(struct klp_patch *patch,
				struct klp_state *state)
{
	console_loglevel = default_console_loglevel;
	pr_info("console level back at %d\n", console_loglevel);
}

static struct klp_func vmlinux_funcs[] = {
	{
		.old_name = "write_full",
		.new_func = klpp_write_full,
	}, { }
};

static struct klp_state vmlinux_states[] = {
	{
		.id = 0x9663ec84,
		.name = "livepatch-console:vmlinux",
		.callbacks = {
			.setup = console_pre_patch,
			.enable = console_post_patch,
			.disable = console_pre_unpatch,
		},
	}, { }
};

static struct klp_object objs[] = {
	{
		.funcs = vmlinux_funcs,
		.states = vmlinux_states,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init livepatch_console_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_console_exit(void)
{
}

module_init(livepatch_console_init);
module_exit(livepatch_console_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch: name the writers to /dev/full");
