// SPDX-License-Identifier: GPL-2.0
/* Whole functions on a line: what goes leaves the rest of the line alone. */
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/slab.h>

static void free_text(void *obj, void *data) { kfree(*(char **)data); }

static struct klp_func funcs[] = { { } };
static struct klp_object objs[] = { { .funcs = funcs }, { } };
static struct klp_patch patch = { .mod = THIS_MODULE, .objs = objs };

static int line_init(void) { int ret = klp_register_patch(&patch); if (ret) return ret; ret = klp_enable_patch(&patch); if (ret) { WARN_ON(klp_unregister_patch(&patch)); return ret; } return 0; }
static void line_exit(void) { WARN_ON(klp_unregister_patch(&patch)); klp_shadow_free_all(1, free_text); }
module_init(line_init);
module_exit(line_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
