// SPDX-License-Identifier: GPL-2.0
/* Bodies that use the object. */
#include <linux/livepatch.h>
#include <linux/module.h>

static const char *name_of(struct klp_object *obj)
{
	return obj->name ? obj->name : "vmlinux";
}

/* once */
static int once(struct klp_object *obj)
{
	return try_module_get(obj->mod) ? 0 : -ENODEV;
}

/* handed to a helper */
static void helper(struct klp_object *obj)
{
	pr_info("%s\n", name_of(obj));
}

/* several times, with a declaration */
static void twice(struct klp_object *obj)
{
	const char *name = name_of(obj);

	pr_info("%s %p\n", name, obj);
}

/* changed, and handed to another callback */
static void change(struct klp_object *obj)
{
	helper(obj);
	obj = NULL;
}

/* not at all, but a member and a string have the name */
static void none(struct klp_object *obj)
{
	pr_info("obj %p\n", THIS_MODULE->holders_dir);
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.name = "klp_mod",
		.funcs = funcs,
		.callbacks = {
			.pre_patch = once,
			.post_patch = helper,
			.pre_unpatch = twice,
			.post_unpatch = change,
		},
	}, {
		.name = "klp_two",
		.funcs = funcs,
		.callbacks = {
			.post_unpatch = none,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
