// SPDX-License-Identifier: GPL-2.0
/* Today's functions. */
#include <linux/livepatch.h>
#include <linux/module.h>

struct dummy {
	int x;
};

static int fill(void *obj, void *shadow_data, void *ctor_data)
{
	*(int *)shadow_data = *(int *)ctor_data;
	return 0;
}

void *klpp_alloc(struct dummy *d);
void *klpp_alloc(struct dummy *d)
{
	int x = 5;

	if (klp_shadow_alloc(d, 1, sizeof(x), GFP_KERNEL, fill, &x))
		return NULL;
	return klp_shadow_get_or_alloc(d, 2, sizeof(x), GFP_KERNEL, NULL, NULL);
}
