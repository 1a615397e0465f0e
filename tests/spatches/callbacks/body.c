// SPDX-License-Identifier: GPL-2.0
/* What a callback may do with its object. */
#include <linux/livepatch.h>
#include <linux/module.h>

static bool ready;

static const char *name_of(struct klp_object *obj)
{
	return obj->name ? obj->name : "vmlinux";
}

static void undo(struct klp_object *obj)
{
	ready = false;
	pr_info("%s: undone\n", name_of(obj));
}

static int check(struct klp_object *obj)
{
	/* obj is NULL for nobody */
	if (obj->mod && obj->mod->state == MODULE_STATE_COMING)
		return 0;
#ifdef CONFIG_LIVEPATCH
	if (!strcmp(name_of(obj), "obj"))
		return -EINVAL;
#endif
	for (;;) {
		if (ready)
			break;
		undo(obj);
		ready = !obj->patched;
	}
	return ready ? 0 : -EBUSY;
}

static void done(struct klp_object *obj)
{
	struct module *mod = obj->mod;

	switch (mod->state) {
	case MODULE_STATE_LIVE:
		undo(obj);
		break;
	default:
		pr_info("%s: obj done\n", obj->mod->name);
	}
}

static struct klp_func funcs[] = {
	{}
};

static struct klp_object objs[] = {
	{
		.name = "body",
		.funcs = funcs,
		.callbacks = {
			.pre_patch = check,
			.post_patch = done,
			.post_unpatch = undo,
		},
	}, {}
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init body_init(void)
{
	return klp_enable_patch(&patch);
}
module_init(body_init);
