// SPDX-License-Identifier: GPL-2.0
/* It is there. */
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_patch patch;

static int __init missing_init(void)
{
	return klp_enable_patch(&patch);
}

module_init(missing_init);
MODULE_INFO( livepatch,"Y" );
MODULE_LICENSE("GPL v2");
