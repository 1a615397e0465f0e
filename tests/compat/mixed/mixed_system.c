// SPDX-License-Identifier: GPL-2.0
/* mixed_system.c - what the livepatches change: a feature, on or off */

#include <linux/module.h>
#include "mixed.h"

int mixed_feature;
EXPORT_SYMBOL_GPL(mixed_feature);
module_param_named(feature, mixed_feature, int, 0444);

static int shadows_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n",
			  !!klp_shadow_get(&mixed_feature, MIXED_ID));
}

static const struct kernel_param_ops shadows_ops = {
	.get = shadows_get,
};
module_param_cb(shadow, &shadows_ops, NULL, 0444);

MODULE_DESCRIPTION("Livepatch test: what old and converted ones change");
MODULE_LICENSE("GPL");
