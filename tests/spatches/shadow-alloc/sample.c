// SPDX-License-Identifier: GPL-2.0
/* The samples of 4.15: a pointer that is copied, a counter that is not. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define SV_LEAK		1
#define SV_COUNTER	2

struct dummy {
	int x;
};

int klpp_alloc(struct dummy *d);
int klpp_alloc(struct dummy *d)
{
	void *leak;

	leak = kzalloc(sizeof(int), GFP_KERNEL);
	klp_shadow_alloc(d, SV_LEAK, &leak, sizeof(leak), GFP_KERNEL);
	return 0;
}

int klpp_count(struct dummy *d);
int klpp_count(struct dummy *d)
{
	int *count;

	count = klp_shadow_get_or_alloc( d,SV_COUNTER,
		NULL, sizeof(*count), GFP_NOWAIT );
	return count ? ++*count : 0;
}
