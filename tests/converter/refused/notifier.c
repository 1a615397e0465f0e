// SPDX-License-Identifier: GPL-2.0
/* A notifier that a callback registers. */
#include <linux/livepatch.h>
#include <linux/module.h>

#include <linux/reboot.h>

static int notify(struct notifier_block *nb, unsigned long event, void *data)
{
	return 0;
}

static struct notifier_block fix_nb = { .notifier_call = notify };

static int fix_setup(struct klp_object *obj)
{
	register_reboot_notifier(&fix_nb); /* review escape */
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
