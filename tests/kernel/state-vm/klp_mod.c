// SPDX-License-Identifier: GPL-2.0
/* klp_mod.c - a module with states that come and go with it */

#include <linux/module.h>

/* For livepatches only: klp_c calls it by a livepatch relocation. */
static __used noinline int klp_mod_secret(void)
{
	return 42;
}

MODULE_DESCRIPTION("Livepatch test: a module with states");
MODULE_LICENSE("GPL");
