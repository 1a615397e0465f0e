// SPDX-License-Identifier: GPL-2.0
/*
 * A shadow variable with a destructor, and its release when the livepatch goes.
 *
 * The mailbox does not know who wrote a message, and struct mailbox_msg can't
 * grow while the module runs. Each new message gets the writer's struct pid as
 * a shadow variable; messages that were there before have none. A message that
 * goes takes its variable along, the rest is released on unload.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "klp_mailbox.h"

#define MSG_OWNER_ID	1

static int owner_ctor(void *obj, void *shadow_data, void *ctor_data)
{
	struct pid **owner = shadow_data;

	*owner = get_pid(ctor_data);
	return 0;
}

static void owner_dtor(void *obj, void *shadow_data)
{
	struct pid **owner = shadow_data;

	put_pid(*owner);
}

static struct mailbox_msg *klpp_mailbox_new(const char *text)
{
	struct mailbox_msg *msg;

	msg = kzalloc(sizeof(*msg), GFP_KERNEL);
	if (!msg)
		return NULL;
	strscpy(msg->text, text, sizeof(msg->text));

	/* Without its owner a message is still a message. */
	if (!klp_shadow_alloc(msg, MSG_OWNER_ID, sizeof(struct pid *),
			      GFP_KERNEL, owner_ctor, task_pid(current)))
		pr_warn("a message without an owner\n");
	return msg;
}

static void klpp_mailbox_free(struct mailbox_msg *msg)
{
	klp_shadow_free(msg, MSG_OWNER_ID, owner_dtor);
	kfree(msg);
}

static int klpp_mailbox_show(struct seq_file *m, void *v)
{
	struct mailbox *box = m->private;
	struct mailbox_msg *msg;
	struct pid **owner;

	mutex_lock(&box->lock);
	seq_printf(m, "%u of %u\n", box->count, box->limit);
	list_for_each_entry(msg, &box->msgs, list) {
		owner = klp_shadow_get(msg, MSG_OWNER_ID);
		if (owner)
			seq_printf(m, "[%d] ", pid_vnr(*owner));
		seq_printf(m, "%s\n", msg->text);
	}
	mutex_unlock(&box->lock);
	return 0;
}

static struct klp_func mailbox_funcs[] = {
	{
		.old_name = "mailbox_new",
		.new_func = klpp_mailbox_new,
	}, {
		.old_name = "mailbox_free",
		.new_func = klpp_mailbox_free,
	}, {
		.old_name = "mailbox_show",
		.new_func = klpp_mailbox_show,
	}, { }
};

static struct klp_object objs[] = {
	{
		.name = "klp_mailbox",
		.funcs = mailbox_funcs,
	}, { }
};

static struct klp_state states[] = {
	{
		.id = MSG_OWNER_ID,
		.is_shadow = true,
		.callbacks.shadow_dtor = owner_dtor,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};

static int __init livepatch_owner_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_owner_exit(void)
{
}

module_init(livepatch_owner_init);
module_exit(livepatch_owner_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch: messages know who wrote them");
