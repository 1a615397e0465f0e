/* SPDX-License-Identifier: GPL-2.0 */
/* What all of these livepatches change: /proc/cmdline */
#include <linux/seq_file.h>

static int livepatch_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", KBUILD_MODNAME);
	return 0;
}
