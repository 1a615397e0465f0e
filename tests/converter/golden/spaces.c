// SPDX-License-Identifier: GPL-2.0
/* Four spaces for a tab, and members below each other. */
#include <linux/livepatch.h>
#include <linux/module.h>

static int dev_check(const char *name) { return name ? 0 : -ENODEV; }

static int fix_before_patching(struct klp_object *obj)
{
    struct module *mod = obj->mod;

    if (!mod)
        return -ENODEV;
    return dev_check(mod->name);
}

static void __maybe_unused fix_after_unpatching(struct klp_object *obj)
{
}

static struct klp_func no_funcs[] = { { } };
static struct klp_object objs[] = {
    {
        .name      = "klp_mod",
        .funcs     = no_funcs,
        .callbacks = {
            .pre_patch    = fix_before_patching,  /* refuses */
            .post_unpatch = fix_after_unpatching, // nothing
        },
    },
    {
        .funcs                  = no_funcs,
        .callbacks.post_unpatch = fix_after_unpatching,
    },
    { }
};

static struct klp_patch patch = {
    .mod  = THIS_MODULE,
    .objs = objs,
};
