/* SPDX-License-Identifier: GPL-2.0 */
#ifndef ESCAPE_TARGET_H
#define ESCAPE_TARGET_H

#include <linux/notifier.h>

struct escape_ops {
	void (*hook)(void);
};

extern struct escape_ops escape_ops;

int escape_register(struct notifier_block *nb);
void escape_unregister(struct notifier_block *nb);

#endif
