// SPDX-License-Identifier: GPL-2.0
#include "tables.h"

#include <linux/module.h>
#include <linux/livepatch.h>

static int pre_patch(struct klp_object *obj)
{
	pr_info("%s: pre_patch of object %td, name %s, mod %s, patched %d\n",
		KBUILD_MODNAME, obj - klp_patch->objs, obj->name ?: "-",
		obj->mod ? obj->mod->name : "-", obj->patched);
	return 0;
}

static void post_patch(struct klp_object *obj)
{
	struct klp_object *other;

	pr_info("%s: post_patch of object %td, patched %d\n", KBUILD_MODNAME,
		obj - klp_patch->objs, obj->patched);
	klp_for_each_object(klp_patch, other)
		pr_info("%s: object %td is in the list, mod %s\n",
			KBUILD_MODNAME, other - klp_patch->objs,
			other->mod ? other->mod->name : "-");
}

static void post_unpatch(struct klp_object *obj)
{
	pr_info("%s: post_unpatch of object %td, mod %s\n", KBUILD_MODNAME,
		obj - klp_patch->objs, obj->mod ? obj->mod->name : "-");
}

void tables_set_callbacks(struct klp_object *obj)
{
	obj->callbacks.pre_patch = pre_patch;
	obj->callbacks.post_patch = post_patch;
	obj->callbacks.post_unpatch = post_unpatch;
}
