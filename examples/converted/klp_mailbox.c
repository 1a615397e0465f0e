// SPDX-License-Identifier: GPL-2.0
/*
 * An ordinary module, here to be patched: /proc/klp_mailbox keeps each line
 * that is written to it and shows them; an empty line throws them away.
 *
 * It has three bugs for the livepatches beside it: it takes one message more
 * than its limit, it leaves the text in freed memory, and nobody can tell who
 * wrote a message.
 */

#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "klp_mailbox.h"

static struct mailbox box = {
	.lock = __MUTEX_INITIALIZER(box.lock),
	.msgs = LIST_HEAD_INIT(box.msgs),
	.limit = MAILBOX_LIMIT,
};

module_param_named(limit, box.limit, uint, 0644);
MODULE_PARM_DESC(limit, "how many messages are kept");

static __used noinline bool mailbox_full(struct mailbox *box)
{
	return box->count > box->limit;
}

static __used noinline struct mailbox_msg *mailbox_new(const char *text)
{
	struct mailbox_msg *msg;

	msg = kzalloc(sizeof(*msg), GFP_KERNEL);
	if (msg)
		strscpy(msg->text, text, sizeof(msg->text));
	return msg;
}

static __used noinline void mailbox_free(struct mailbox_msg *msg)
{
	kfree(msg);
}

static void mailbox_clear(struct mailbox *box)
{
	struct mailbox_msg *msg, *next;

	list_for_each_entry_safe(msg, next, &box->msgs, list)
		mailbox_free(msg);
	INIT_LIST_HEAD(&box->msgs);
	box->count = 0;
}

static int mailbox_add(struct mailbox *box, const char *text)
{
	struct mailbox_msg *msg;

	if (mailbox_full(box))
		return -ENOSPC;
	msg = mailbox_new(text);
	if (!msg)
		return -ENOMEM;
	list_add_tail(&msg->list, &box->msgs);
	box->count++;
	return 0;
}

static __used noinline int mailbox_show(struct seq_file *m, void *v)
{
	struct mailbox *box = m->private;
	struct mailbox_msg *msg;

	mutex_lock(&box->lock);
	seq_printf(m, "%u of %u\n", box->count, box->limit);
	list_for_each_entry(msg, &box->msgs, list)
		seq_printf(m, "%s\n", msg->text);
	mutex_unlock(&box->lock);
	return 0;
}

static int mailbox_open(struct inode *inode, struct file *file)
{
	return single_open(file, mailbox_show, &box);
}

static ssize_t mailbox_write(struct file *file, const char __user *buf,
			     size_t len, loff_t *pos)
{
	char text[MAILBOX_TEXT];
	int err = 0;

	if (len >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, buf, len))
		return -EFAULT;
	text[len] = '\0';

	mutex_lock(&box.lock);
	if (*strim(text))
		err = mailbox_add(&box, strim(text));
	else
		mailbox_clear(&box);
	mutex_unlock(&box.lock);
	return err ? err : len;
}

static const struct proc_ops mailbox_ops = {
	.proc_open	= mailbox_open,
	.proc_read	= seq_read,
	.proc_write	= mailbox_write,
	.proc_lseek	= seq_lseek,
	.proc_release	= single_release,
};

static int __init mailbox_init(void)
{
	if (!proc_create("klp_mailbox", 0600, NULL, &mailbox_ops))
		return -ENOMEM;
	return 0;
}

static void __exit mailbox_exit(void)
{
	remove_proc_entry("klp_mailbox", NULL);
	mailbox_clear(&box);
}

module_init(mailbox_init);
module_exit(mailbox_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A mailbox in /proc, to be livepatched");
