/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LIVEPATCH_STATE_SYSFS_H
#define _LIVEPATCH_STATE_SYSFS_H

#include <linux/livepatch.h>

int klp_add_state_kobjs(struct klp_patch *patch);
void klp_del_state_kobjs(struct klp_patch *patch);

#endif /* _LIVEPATCH_STATE_SYSFS_H */
