// SPDX-License-Identifier: GPL-2.0
/* Others with like names. */
#include <linux/livepatch.h>
#include <asm/livepatch-own.h>

static struct klp_patch patch;
