// SPDX-License-Identifier: GPL-2.0
/* #include <asm/livepatch.h> */
#include <linux/livepatch.h>
#  include   <asm/livepatch.h>
#include <asm/page.h>

static struct klp_patch patch;
