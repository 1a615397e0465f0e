// SPDX-License-Identifier: GPL-2.0
/* Addresses of the module that stay in it. */
#include <linux/livepatch.h>
#include <linux/module.h>

static const int limits[] = { 1, 2, 3 };
static char name[16];

struct fix_data {
	int limit;
};

static int fix_ctor(void *obj, void *shadow_data, void *ctor_data)
{
	*(struct fix_data *)shadow_data = *(struct fix_data *)ctor_data;
	return 0;
}

static bool is_module(const struct klp_object *obj, size_t size)
{
	return obj && obj->mod && size;
}

static struct module *module_of(struct klp_object *obj)
{
	struct klp_object *o = obj;

	return is_module(o, sizeof(name)) ? o->mod : NULL;
}

static int set(struct klp_object *obj)
{
	struct fix_data data = { .limit = limits[1] };

	if (!module_of(obj))
		return -ENODEV;
	strscpy(name, obj->mod->name, ARRAY_SIZE(name));
	console_loglevel = limits[2];
	return klp_shadow_alloc(current, 1, sizeof(data), GFP_KERNEL,
				fix_ctor, &data) ? 0 : -ENOMEM;
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.name = "klp_mod",
		.funcs = no_funcs,
		.callbacks = {
			.pre_patch = set,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
