// SPDX-License-Identifier: GPL-2.0
/* klp_mod.c - a module with states that come and go with it */

#include <linux/module.h>

MODULE_DESCRIPTION("Livepatch test: a module with states");
MODULE_LICENSE("GPL");
