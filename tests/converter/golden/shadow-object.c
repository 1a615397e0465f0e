// SPDX-License-Identifier: GPL-2.0
/* Shadow variables of a constant object: there is nothing to do. */
#include <linux/module.h>
#include <linux/livepatch.h>
struct foo;
static int ctor(void *obj, void *d, void *c) { return 0; }
int klpp_a(const struct foo *f)
{
	klp_shadow_alloc(f, 5, 8, GFP_KERNEL, ctor, NULL);
	klp_shadow_free(f, 5, (klp_shadow_dtor_t)kfree);
	return klp_shadow_get(f, 5) != NULL;
}
