// SPDX-License-Identifier: GPL-2.0
/* Without a destructor, and with one. */
#include <linux/livepatch.h>

static void gone(void *obj, void *shadow_data)
{
}

void klpp_free(void *p);
void klpp_free(void *p)
{
	klp_shadow_free(p, 1);
	klp_shadow_free ( p , 2 );
	klp_shadow_free(p, 3, gone);
	if (p)
		klp_shadow_free_all(1);
	else
		klp_shadow_free_all(2, gone);
}
