// SPDX-License-Identifier: GPL-2.0
/*
 * The older livepatch of the story: one fix, and no idea of what a newer one
 * does to the system. Nothing in it depends on the livepatch API's age.
 */
#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/seq_file.h>

static int demo_version_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "patched by demo_old\n");
	return 0;
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
MODULE_DESCRIPTION("Livepatch story: the older livepatch");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
