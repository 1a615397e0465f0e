// SPDX-License-Identifier: GPL-2.0
/* Keeps addresses that livepatches hand out, and uses them when told to. */
#include <linux/module.h>

#include "escape_target.h"

static BLOCKING_NOTIFIER_HEAD(chain);

struct escape_ops escape_ops;
EXPORT_SYMBOL_GPL(escape_ops);

int escape_register(struct notifier_block *nb)
{
	return blocking_notifier_chain_register(&chain, nb);
}
EXPORT_SYMBOL_GPL(escape_register);

void escape_unregister(struct notifier_block *nb)
{
	blocking_notifier_chain_unregister(&chain, nb);
}
EXPORT_SYMBOL_GPL(escape_unregister);

static int fire(const char *value, const struct kernel_param *kp)
{
	blocking_notifier_call_chain(&chain, 0, NULL);
	if (escape_ops.hook)
		escape_ops.hook();
	return 0;
}

static const struct kernel_param_ops fire_ops = { .set = fire };
module_param_cb(fire, &fire_ops, NULL, 0200);

MODULE_DESCRIPTION("Target of the livepatches that hand out addresses");
MODULE_LICENSE("GPL");
