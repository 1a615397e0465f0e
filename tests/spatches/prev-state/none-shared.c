// SPDX-License-Identifier: GPL-2.0
/* Init does it, too. */
#include <linux/livepatch.h>
#include <linux/module.h>

#define FIX	7

static int count;

static void use(void)
{
	struct klp_state *prev;

	prev = klp_get_prev_state(FIX);
	if (prev) {
		pr_info("there\n");
		return;
	}
	count = 1;
}

static void fix_post_patch(struct klp_object *obj)
{
	use();
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.post_patch = fix_post_patch,
		},
	}, { }
};

static struct klp_state states[] = {
	{
		.id = FIX,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};

static int __init fix_init(void)
{
	use();
	return klp_enable_patch(&patch);
}
module_init(fix_init);
