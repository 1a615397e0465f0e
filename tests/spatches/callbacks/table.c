// SPDX-License-Identifier: GPL-2.0
/* Several objects; functions that they share; prototypes; not all four. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int shared_pre(struct klp_object *obj);
static void shared_post(struct klp_object *);

static void vmlinux_pre_unpatch(struct klp_object *obj)
{
	pr_info("going\n");
}

static void __maybe_unused
vmlinux_post_unpatch(struct klp_object *object)
{
	pr_info("gone: %s\n", object->name);
}

static struct klp_func funcs[] = {
	{ }
};

static struct klp_object objs[] = {
	{
		.funcs = funcs,		/* vmlinux */
		.callbacks = {
			.pre_patch	= shared_pre,
			.post_patch	= shared_post,
			.pre_unpatch	= vmlinux_pre_unpatch,
			.post_unpatch	= vmlinux_post_unpatch,
		},
	}, {
		.name = "plain",
		.funcs = funcs,
	}, {
		.name = "first",
		.callbacks = {
			.pre_patch = shared_pre,
		},
		.funcs = funcs,
	}, {
		.name = "second",
		.funcs = funcs,
		.callbacks = {
			.post_unpatch = vmlinux_post_unpatch,
			.post_patch = shared_post,
		},
	}, { }
};

static int shared_pre(struct klp_object *obj)
{
	return obj->mod ? 0 : -EINVAL;
}

static void shared_post(struct klp_object *obj)
{
	pr_info("%s\n", obj->name);
}

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init table_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit table_exit(void)
{
}

module_init(table_init);
module_exit(table_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
