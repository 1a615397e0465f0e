// SPDX-License-Identifier: GPL-2.0
/* A notifier that nothing takes back: no takeover can be written. */
#include <linux/livepatch.h>
#include <linux/module.h>

#include <linux/reboot.h>

/* klp-migrate: answer(escape): takeover */
static struct notifier_block fix_nb;

static int fix_setup(struct klp_object *obj)
{
	register_reboot_notifier(&fix_nb); /* manual escape */
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
