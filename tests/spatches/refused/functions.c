// SPDX-License-Identifier: GPL-2.0
/* Callbacks that are more than that, or not to be seen here. */
#include <linux/livepatch.h>
#include <linux/module.h>

int elsewhere(struct klp_object *obj);	/* refused: elsewhere() is not here, or not as callbacks.cocci knows a callback */

static void clash(struct klp_object *obj)	/* refused: clash() is not here, or not as callbacks.cocci knows a callback */
{
	int state = 1, this_state = 2, this_patch = 3;

	pr_info("%d\n", state + this_state + this_patch);
}

static void called(struct klp_object *obj)
{
}

static int constant(struct klp_object *const obj)	/* refused: constant() is not here, or not as callbacks.cocci knows a callback */
{
	called(obj);	/* refused: called() has other uses than those of a callback */
	return 0;
}

static void stored(struct klp_object *obj)
{
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = elsewhere,
			.post_patch = clash,
			.pre_unpatch = called,
			.post_unpatch = stored,
		},
	}, {
		.name = "constant",
		.funcs = funcs,
		.callbacks = {
			.pre_patch = constant,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init functions_init(void)
{
	void *later = stored;	/* refused: stored() has other uses than those of a callback */

	return later ? klp_enable_patch(&patch) : -EINVAL;
}
module_init(functions_init);
