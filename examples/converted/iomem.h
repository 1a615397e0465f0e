/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LIVEPATCH_IOMEM_H
#define LIVEPATCH_IOMEM_H

struct seq_file;

int klpp_r_show(struct seq_file *m, void *v);

#endif
