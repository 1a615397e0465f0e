// SPDX-License-Identifier: GPL-2.0
/*
 * The same callbacks for several objects; obj tells which one it is about.
 *
 * Support wants to see in the log when each object is patched, and whether its
 * module was there before or is just being loaded. The patched functions mark
 * /proc/execdomains, and wipe the text of a message before its memory goes.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "klp_mailbox.h"

static int klpp_execdomains_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "0-0\tLinux           \t[livepatched kernel]\n");
	return 0;
}

static void klpp_mailbox_free(struct mailbox_msg *msg)
{
	kfree_sensitive(msg);
}

static const char *object_name(struct klp_object *obj)
{
	return obj->name ? obj->name : "vmlinux";
}

static int report_pre_patch(struct klp_patch *patch, struct klp_state *state)
{
	struct klp_object *obj = state->obj;

	if (obj->mod && obj->mod->state == MODULE_STATE_COMING)
		pr_info("%s is just being loaded\n", obj->mod->name);
	pr_info("%s: going to be patched\n", object_name(obj));
	return 0;
}

static void report_post_patch(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("%s: patched\n", object_name(state->obj));
}

static void report_post_unpatch(struct klp_patch *patch,
				struct klp_state *state)
{
	struct klp_object *obj = state->obj;

	if (obj->mod && obj->mod->state == MODULE_STATE_GOING)
		pr_info("%s is being unloaded\n", obj->mod->name);
	pr_info("%s: as it was\n", object_name(obj));
}

static struct klp_func vmlinux_funcs[] = {
	{
		.old_name = "execdomains_proc_show",
		.new_func = klpp_execdomains_proc_show,
	}, { }
};

static struct klp_func mailbox_funcs[] = {
	{
		.old_name = "mailbox_free",
		.new_func = klpp_mailbox_free,
	}, { }
};

static struct klp_state vmlinux_states[] = {
	{
		.id = 0x9269055f,
		.name = "livepatch-shared:vmlinux",
		.callbacks = {
			.setup = report_pre_patch,
			.enable = report_post_patch,
			.remove = report_post_unpatch,
		},
	}, { }
};

static struct klp_state klp_mailbox_states[] = {
	{
		.id = 0x8f37d24f,
		.name = "livepatch-shared:klp_mailbox",
		.callbacks = {
			.setup = report_pre_patch,
			.enable = report_post_patch,
			.remove = report_post_unpatch,
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

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init livepatch_shared_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_shared_exit(void)
{
}

module_init(livepatch_shared_init);
module_exit(livepatch_shared_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch: report what is patched");
