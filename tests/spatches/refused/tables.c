// SPDX-License-Identifier: GPL-2.0
/* Tables that no rule knows. "refused:" is what klp-spatch says of the line. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int pre(struct klp_object *obj)
{
	return 0;
}

static void post(struct klp_object *obj)
{
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object positional[] = {
	{ NULL, funcs, { pre, post } },	/* refused: a form without a name to search for, which no rule knows */
	{ }
};

static struct klp_object half[] = {
	{
		.funcs = funcs,
		.callbacks = { pre, post },	/* refused: a form without a name to search for, which no rule knows */
	}, { }
};

static struct klp_object numbered[] = {
	[0] = {
		.funcs = funcs,
		.callbacks = {
			.pre_patch = pre,	/* refused: callbacks in a form that callbacks.cocci does not know */
		},
	}, { }
};

static struct klp_object nested[] = {
	{
		.funcs = funcs,
		.callbacks.pre_patch = pre,	/* refused: callbacks in a form that callbacks.cocci does not know */
	}, { }
};

static struct klp_object long_one[] = {
	{ .funcs = funcs }, { .funcs = funcs }, { .funcs = funcs },
	{ .funcs = funcs },
	{
		.funcs = funcs,
		.callbacks = {
			.post_patch = post,	/* refused: callbacks in a form that callbacks.cocci does not know */
		},
	}, { }
};

static struct klp_patch patch = {
	.objs = (struct klp_object []) {
		{
			.funcs = funcs,
			.callbacks = {
				.post_patch = post,	/* refused: callbacks in a form that callbacks.cocci does not know */
			},
		}, { }
	},
};

static int __init tables_init(void)
{
	positional[0].callbacks.post_unpatch = post;	/* refused: callbacks in a form that callbacks.cocci does not know */
	return klp_enable_patch(&patch);
}
module_init(tables_init);
