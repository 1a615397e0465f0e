// SPDX-License-Identifier: GPL-2.0
/*
 * The mend itself; the livepatch's tables are in iomem_main.c.
 *
 * /proc/iomem hides addresses from those who may not see them, but still says
 * what is there. Say nothing at all.
 */

#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/ioport.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

#include "iomem.h"

/* How deep /proc/iomem goes, as in kernel/resource.c */
#define MAX_IORES_LEVEL	5

int klpp_r_show(struct seq_file *m, void *v)
{
	struct resource *root = pde_data(file_inode(m->file));
	struct resource *r = v, *p;
	int width = root->end < 0x10000 ? 4 : 8;
	int depth;

	if (!file_ns_capable(m->file, &init_user_ns, CAP_SYS_ADMIN))
		return 0;

	for (depth = 0, p = r; depth < MAX_IORES_LEVEL; depth++, p = p->parent)
		if (p->parent == root)
			break;

	seq_printf(m, "%*s%0*llx-%0*llx : %s\n", depth * 2, "",
		   width, (unsigned long long)r->start,
		   width, (unsigned long long)r->end,
		   r->name ? r->name : "<BAD>");
	return 0;
}
