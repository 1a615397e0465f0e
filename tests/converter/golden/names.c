// SPDX-License-Identifier: GPL-2.0
/* Names that the bodies and the file have already. */
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_state *patch_state;
static int vmlinux_states;

static int fix_setup(struct klp_object *obj)
{
	int state = vmlinux_states, patch = 0;

	return state + patch;
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
