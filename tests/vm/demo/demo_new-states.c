// SPDX-License-Identifier: GPL-2.0
/*
 * The newer livepatch of the story for a kernel with the state core: shadow
 * variable and setting belong to a state. When the last livepatch that has the
 * state goes, whatever takes its place, the core undoes the state and frees the
 * shadow variable.
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

static int demo_setup(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("setup: get the shadow variable\n");
	if (!klp_shadow_get_or_alloc(&init_task, DEMO_ID, sizeof(struct demo),
				     GFP_KERNEL, NULL, NULL))
		return -ENOMEM;
	return 0;
}

static void demo_enable(struct klp_patch *patch, struct klp_state *state)
{
	struct demo *demo = klp_shadow_get(&init_task, DEMO_ID);

	pr_info("enable: change the setting\n");
	if (!demo->old_loglevel)
		demo->old_loglevel = console_loglevel;
	console_loglevel = DEMO_LOGLEVEL;
}

static void demo_disable(struct klp_patch *patch, struct klp_state *state)
{
	struct demo *demo = klp_shadow_get(&init_task, DEMO_ID);

	pr_info("disable: restore the setting\n");
	console_loglevel = demo->old_loglevel;
}

static void demo_remove(struct klp_patch *patch, struct klp_state *state)
{
	pr_info("remove: the core frees the shadow variable\n");
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
	}, { }
};

static struct klp_state states[] = {
	{
		.id = DEMO_ID,
		.name = "loglevel",
		.is_shadow = true,
		.callbacks = {
			.setup = demo_setup,
			.enable = demo_enable,
			.disable = demo_disable,
			.remove = demo_remove,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
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
MODULE_DESCRIPTION("Livepatch story: the newer livepatch, states");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
