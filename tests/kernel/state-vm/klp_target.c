// SPDX-License-Identifier: GPL-2.0
/*
 * klp_target.c - functions in which a task can be kept
 *
 * Writing N to "start" starts a task in busy_N, old or new code. It stays there
 * until hold becomes 0, so a transition that has to wait for it is pending.
 */

#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include "klp_target.h"

static int hold[NR_BUSY];
module_param_array(hold, int, NULL, 0644);

void klp_target_wait(int nr)
{
	while (READ_ONCE(hold[nr]))
		msleep(20);
}
EXPORT_SYMBOL_GPL(klp_target_wait);

/* Noinline and no tail call: the function has to be seen on the stack. */
static noinline int busy_a(void)
{
	klp_target_wait(A);
	return 1;
}

static noinline int busy_b(void)
{
	klp_target_wait(B);
	return 1;
}

static noinline int busy_c(void)
{
	klp_target_wait(C);
	return 1;
}

/* Patched by all livepatches */
static noinline int shared(void)
{
	return 1;
}

static int shared_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", shared());
}

static const struct kernel_param_ops shared_ops = {
	.get = shared_get,
};
module_param_cb(shared, &shared_ops, NULL, 0400);

static int run_busy(void *data)
{
	static int (* const busy[])(void) = { busy_a, busy_b, busy_c };

	return busy[(long)data]() < 0;
}

static int start_busy(const char *val, const struct kernel_param *kp)
{
	unsigned long nr;
	int ret;

	ret = kstrtoul(val, 0, &nr);
	if (ret || nr >= NR_BUSY)
		return -EINVAL;
	return PTR_ERR_OR_ZERO(kthread_run(run_busy, (void *)nr, "busy"));
}

static const struct kernel_param_ops start_ops = {
	.set = start_busy,
};
module_param_cb(start, &start_ops, NULL, 0200);

MODULE_DESCRIPTION("Livepatch test: functions that are busy");
MODULE_LICENSE("GPL");
