// SPDX-License-Identifier: GPL-2.0
/* Code that #if switches off. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int fix_setup(struct klp_object *obj)
{
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

#ifdef OTHER_TEAM
static void other(void)
{
	klp_shadow_free_all(5, NULL); /* manual census */
}
#endif
