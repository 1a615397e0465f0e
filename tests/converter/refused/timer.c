// SPDX-License-Identifier: GPL-2.0
/* A timer that a callback starts. */
#include <linux/livepatch.h>
#include <linux/module.h>

#include <linux/timer.h>

static void fix_tick(struct timer_list *t)
{
}

static DEFINE_TIMER(fix_timer, fix_tick);

static int fix_setup(struct klp_object *obj)
{
	mod_timer(&fix_timer, jiffies + HZ); /* review escape */
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
