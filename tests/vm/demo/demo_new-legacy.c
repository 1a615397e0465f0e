// SPDX-License-Identifier: GPL-2.0
/*
 * The newer livepatch of the story, as one writes it for a stock kernel: it
 * counts in a shadow variable, and changes a setting with object callbacks.
 * Its unpatch callbacks would clean up, but nobody calls them when an older
 * livepatch replaces this one.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/init_task.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/seq_file.h>

#define DEMO_ID		0xde30
#define DEMO_LOGLEVEL	CONSOLE_LOGLEVEL_DEBUG

struct demo {
	int old_loglevel;
	int reads;
};

static int demo_version_proc_show(struct seq_file *m, void *v)
{
	struct demo *demo = klp_shadow_get(&init_task, DEMO_ID);

	seq_printf(m, "patched by %s, read %d times\n", KBUILD_MODNAME,
		   demo ? ++demo->reads : 0);
	return 0;
}

static int demo_pre_patch(struct klp_object *obj)
{
	pr_info("pre_patch: get the shadow variable\n");
	if (!klp_shadow_get_or_alloc(&init_task, DEMO_ID, sizeof(struct demo),
				     GFP_KERNEL, NULL, NULL))
		return -ENOMEM;
	return 0;
}

static void demo_post_patch(struct klp_object *obj)
{
	struct demo *demo = klp_shadow_get(&init_task, DEMO_ID);

	pr_info("post_patch: change the setting\n");
	if (!demo->old_loglevel)
		demo->old_loglevel = console_loglevel;
	console_loglevel = DEMO_LOGLEVEL;
}

static void demo_pre_unpatch(struct klp_object *obj)
{
	struct demo *demo = klp_shadow_get(&init_task, DEMO_ID);

	pr_info("pre_unpatch: restore the setting\n");
	console_loglevel = demo->old_loglevel;
}

static void demo_post_unpatch(struct klp_object *obj)
{
	pr_info("post_unpatch: free the shadow variable\n");
	klp_shadow_free_all(DEMO_ID, NULL);
}

static struct klp_func funcs[] = {
	{
		.old_name = "version_proc_show",
		.new_func = demo_version_proc_show,
	}, { }
};

static struct klp_object objs[] = {
	{
		/* name being NULL means vmlinux */
		.funcs = funcs,
		.callbacks = {
			.pre_patch = demo_pre_patch,
			.post_patch = demo_post_patch,
			.pre_unpatch = demo_pre_unpatch,
			.post_unpatch = demo_post_unpatch,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.replace = true,
};

static int __init demo_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit demo_exit(void)
{
}

module_init(demo_init);
module_exit(demo_exit);
MODULE_DESCRIPTION("Livepatch story: the newer livepatch, object callbacks");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
