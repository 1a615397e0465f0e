// SPDX-License-Identifier: GPL-2.0
/* A thread that a callback starts. */
#include <linux/livepatch.h>
#include <linux/module.h>

#include <linux/kthread.h>

static int fix_thread(void *data)
{
	return 0;
}

static int fix_setup(struct klp_object *obj)
{
	kthread_run(fix_thread, NULL, "fix"); /* review escape */
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
