// SPDX-License-Identifier: GPL-2.0
/* What the source patch adds to a file of the kernel, another file */
#include <linux/livepatch_helpers.h>

KLP_STATE(.id = 3, .name = "variables", .is_shadow = true);
