/* SPDX-License-Identifier: GPL-2.0 */
/*
 * livepatch_external.h - callbacks of objects
 *
 * Behind the kernel's headers: for kernels that do not have this file, which
 * lost the structure with the API.
 */
#ifndef _KLP_COMPAT_LIVEPATCH_EXTERNAL_H
#define _KLP_COMPAT_LIVEPATCH_EXTERNAL_H

#include <linux/types.h>

struct klp_object;

/**
 * struct klp_callbacks - pre/post live-(un)patch callback structure
 * @pre_patch:		executed before code patching, may fail
 * @post_patch:		executed after code patching
 * @pre_unpatch:	executed before code unpatching
 * @post_unpatch:	executed after code unpatching
 * @post_unpatch_enabled: of no use to livepatches
 */
struct klp_callbacks {
	int (*pre_patch)(struct klp_object *obj);
	void (*post_patch)(struct klp_object *obj);
	void (*pre_unpatch)(struct klp_object *obj);
	void (*post_unpatch)(struct klp_object *obj);
	bool post_unpatch_enabled;
};

#endif /* _KLP_COMPAT_LIVEPATCH_EXTERNAL_H */
