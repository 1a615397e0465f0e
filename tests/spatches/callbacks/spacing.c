// SPDX-License-Identifier: GPL-2.0
/* One object, tables of fixed size, entries on one line, odd spaces. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int	pre( struct klp_object *obj ) { return obj->mod ? 0 : -1; }
static void
post(struct klp_object * obj)
{
	pr_info ( "%s" , obj->name );
}

static struct klp_func funcs[1];

static struct klp_object one = {
	.funcs = funcs,
	.callbacks = { .pre_patch = pre, .post_patch = post },
};

static struct klp_object two[2] = {
	{ .funcs = funcs, .callbacks = { .pre_patch = pre, }, },
};

struct klp_object three[] __used __section(".klp") = { {
	.funcs		= funcs,
	.callbacks	= {
		.post_unpatch	= post
	}
} };

static struct klp_patch patches[] = {
	{ .objs = &one }, { .objs = two }, { .objs = three },
};

static int __init spacing_init(void)
{
	return klp_enable_patch(&patches[0]);
}
module_init(spacing_init);
