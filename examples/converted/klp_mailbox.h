/* SPDX-License-Identifier: GPL-2.0 */
#ifndef KLP_MAILBOX_H
#define KLP_MAILBOX_H

#include <linux/list.h>
#include <linux/mutex.h>

#define MAILBOX_LIMIT	8
#define MAILBOX_TEXT	64

struct mailbox_msg {
	struct list_head list;
	char text[MAILBOX_TEXT];
};

struct mailbox {
	struct mutex lock;	/* protects all below */
	struct list_head msgs;
	unsigned int count;
	unsigned int limit;
};

#endif
