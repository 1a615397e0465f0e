// SPDX-License-Identifier: GPL-2.0
/* A work that a callback queues. */
#include <linux/livepatch.h>
#include <linux/module.h>

#include <linux/workqueue.h>

static void fix_work_fn(struct work_struct *work)
{
}

static DECLARE_WORK(fix_work, fix_work_fn);

static int fix_setup(struct klp_object *obj)
{
	schedule_work(&fix_work); /* review escape */
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
