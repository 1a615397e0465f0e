// SPDX-License-Identifier: GPL-2.0
/* A callback fills what a notifier of module init reads. */
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/reboot.h>

static bool active; /* review static-data */

static int notify(struct notifier_block *nb, unsigned long action, void *data)
{
	return active ? NOTIFY_BAD : NOTIFY_DONE;
}

static struct notifier_block nb = { .notifier_call = notify };

static void activate(struct klp_object *obj)
{
	active = true;
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.post_patch = activate,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init fix_init(void)
{
	register_reboot_notifier(&nb);
	return klp_enable_patch(&patch);
}

static void __exit fix_exit(void)
{
	unregister_reboot_notifier(&nb);
}

module_init(fix_init);
module_exit(fix_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
