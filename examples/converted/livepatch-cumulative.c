// SPDX-License-Identifier: GPL-2.0
/*
 * A cumulative livepatch as it is after some releases: it replaces what was
 * loaded before, and mixes objects, callbacks and a shadow variable.
 *
 * vmlinux: /proc/version without the build host; no warnings about the console
 * lock, which a customer's serial driver never takes. klp_mailbox: the limit
 * holds, and a mailbox counts in a shadow variable how often it was read.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/console.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/utsname.h>

#include "klp_mailbox.h"

#define MAILBOX_READS_ID	3

static int klpp_version_proc_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s version %s (livepatched)\n", utsname()->sysname,
		   utsname()->release);
	return 0;
}

static bool klpp_mailbox_full(struct mailbox *box)
{
	return box->count >= box->limit;
}

static int klpp_mailbox_show(struct seq_file *m, void *v)
{
	struct mailbox *box = m->private;
	struct mailbox_msg *msg;
	unsigned int *reads;

	mutex_lock(&box->lock);
	reads = klp_shadow_get_or_alloc(box, MAILBOX_READS_ID, sizeof(*reads),
					GFP_KERNEL, NULL, NULL);
	if (reads)
		seq_printf(m, "read %u times\n", ++*reads);
	seq_printf(m, "%u of %u\n", box->count, box->limit);
	list_for_each_entry(msg, &box->msgs, list)
		seq_printf(m, "%s\n", msg->text);
	mutex_unlock(&box->lock);
	return 0;
}

static void vmlinux_post_patch(struct klp_patch *patch, struct klp_state *state)
{
	atomic_inc(&ignore_console_lock_warning);
	pr_info("warnings about the console lock are ignored: %d\n",
		atomic_read(&ignore_console_lock_warning));
}

static void vmlinux_pre_unpatch(struct klp_patch *patch,
				struct klp_state *state)
{
	atomic_dec(&ignore_console_lock_warning);
	pr_info("warnings about the console lock are as before: %d\n",
		atomic_read(&ignore_console_lock_warning));
}

static int mailbox_pre_patch(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("module %s gets its limit checked\n", state->obj->mod->name);
	return 0;
}

static void mailbox_post_unpatch(struct klp_patch *patch,
				 struct klp_state *state)
{
	pr_info("module %s is on its own again\n", state->obj->mod->name);
}

static struct klp_func vmlinux_funcs[] = {
	{
		.old_name = "version_proc_show",
		.new_func = klpp_version_proc_show,
	}, { }
};

static struct klp_func mailbox_funcs[] = {
	{
		.old_name = "mailbox_full",
		.new_func = klpp_mailbox_full,
	}, {
		.old_name = "mailbox_show",
		.new_func = klpp_mailbox_show,
	}, { }
};

static struct klp_state vmlinux_states[] = {
	{
		.id = 0x9d226f42,
		.name = "livepatch-cumulative:vmlinux",
		.callbacks = {
			.enable = vmlinux_post_patch,
			.disable = vmlinux_pre_unpatch,
		},
	}, { }
};

static struct klp_state klp_mailbox_states[] = {
	{
		.id = 0xd844670b,
		.name = "livepatch-cumulative:klp_mailbox",
		.callbacks = {
			.setup = mailbox_pre_patch,
			.remove = mailbox_post_unpatch,
		},
	}, { }
};

static struct klp_object objs[] = {
	{
		.funcs = vmlinux_funcs,
		.states = vmlinux_states,
	}, {
		.name = "klp_mailbox",
		.funcs = mailbox_funcs,
		.states = klp_mailbox_states,
	}, { }
};

static struct klp_state states[] = {
	{
		.id = MAILBOX_READS_ID,
		.is_shadow = true,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
	.replace = true,
};

static int __init livepatch_cumulative_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_cumulative_exit(void)
{
}

module_init(livepatch_cumulative_init);
module_exit(livepatch_cumulative_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch: cumulative, third release");
