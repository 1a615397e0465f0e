// SPDX-License-Identifier: GPL-2.0
#define NR C
#define BUSY "busy_c"
#include "livepatch.c"

/* See klp-relocs.py: the call is written when klp_mod comes. */
int klp_mod_secret(void);

static noinline notrace __section(".text..klp_mod") int call_secret(void)
{
	return klp_mod_secret();
}

static int secret_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", call_secret());
}

static const struct kernel_param_ops secret_ops = {
	.get = secret_get,
};
module_param_cb(secret, &secret_ops, NULL, 0400);
