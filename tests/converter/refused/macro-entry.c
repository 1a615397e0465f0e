// SPDX-License-Identifier: GPL-2.0
/* An entry that a macro makes. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define OBJECT(n, f) { .name = n, .funcs = funcs, .callbacks = { .pre_patch = f } } /* manual census */

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	OBJECT("klp_mod", fix_setup), { } /* manual callbacks */
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
