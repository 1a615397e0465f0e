// SPDX-License-Identifier: GPL-2.0
/* klp_mod.c - a module with states that come and go with it */

#include <linux/module.h>

/* For livepatches only: klp_c calls it by a livepatch relocation. */
static __used noinline int klp_mod_secret(void)
{
	return 42;
}

/* Patched by all livepatches that are told so */
static noinline int mod_value(void)
{
	return 1;
}

static int value_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", mod_value());
}

static const struct kernel_param_ops value_ops = {
	.get = value_get,
};
module_param_cb(value, &value_ops, NULL, 0400);

MODULE_DESCRIPTION("Livepatch test: a module with states");
MODULE_LICENSE("GPL");
