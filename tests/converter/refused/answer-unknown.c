// SPDX-License-Identifier: GPL-2.0
/* An answer that the rule does not know. */
#include <linux/livepatch.h>
#include <linux/module.h>

/* klp-migrate: answer(static-data): perhaps */ /* review census */
static int saved; /* review static-data */

static int fix_setup(struct klp_object *obj)
{
	saved = 1;
	return 0;
}

static void fix_remove(struct klp_object *obj)
{
	pr_info("%d\n", saved);
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup,
			.post_unpatch = fix_remove,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
