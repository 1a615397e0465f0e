// SPDX-License-Identifier: GPL-2.0
/* One question for an address that is seen, and for one beside what only headers declare. */
#include <linux/hrtimer.h>
#include <linux/livepatch.h>
#include <linux/module.h>

static struct fix {
	struct hrtimer timer;
	int fired;
} fix;

static enum hrtimer_restart fire(struct hrtimer *timer)
{
	fix.fired = 1;
	return HRTIMER_NORESTART;
}

static void start(struct klp_object *obj)
{
	hrtimer_init(&fix.timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	fix.timer.function = fire;
	hrtimer_start(&fix.timer, 100, HRTIMER_MODE_REL);
}

static void stop(struct klp_object *obj)
{
	hrtimer_cancel(&fix.timer); /* review escape */
}

static struct klp_func no_funcs[] = { { } };

static struct klp_object objs[] = {
	{
		.funcs = no_funcs,
		.callbacks = {
			.post_patch = start,
			.post_unpatch = stop,
		},
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};
