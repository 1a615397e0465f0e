/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/livepatch.h>
#include <linux/seq_file.h>

extern int mixed_feature;

#define MIXED_ID	1

/* What both livepatches change beside: /proc/cmdline */
static inline int livepatch_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", KBUILD_MODNAME);
	return 0;
}
