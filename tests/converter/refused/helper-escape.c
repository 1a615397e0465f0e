// SPDX-License-Identifier: GPL-2.0
/* A helper that hands out the address that it gets. */
#include <linux/livepatch.h>
#include <linux/module.h>

#include <linux/reboot.h>

static struct notifier_block fix_nb;

static void attach(struct notifier_block *nb)
{
	register_reboot_notifier(nb);
}

static int fix_setup(struct klp_object *obj)
{
	attach(&fix_nb); /* review escape */
	return 0;
}

static struct klp_func funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = funcs,
		.callbacks = {
			.pre_patch = fix_setup,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
