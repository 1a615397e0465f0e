/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LIVEPATCH_SHADOW_H
#define _LIVEPATCH_SHADOW_H

#include <linux/livepatch.h>

typedef bool (*klp_shadow_is_dying_t)(unsigned long id,
				      klp_shadow_dtor_t *dtor);

bool klp_shadow_exists(unsigned long id);
void klp_shadow_free_dying(klp_shadow_is_dying_t is_dying);

#endif /* _LIVEPATCH_SHADOW_H */
