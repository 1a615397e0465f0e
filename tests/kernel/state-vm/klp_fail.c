// SPDX-License-Identifier: GPL-2.0
/*
 * klp_fail.c - fail the Nth allocation that is made within a function
 *
 * Only by the task that has called the function, and only until it returns.
 */

#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/sched.h>

static char *function;
module_param(function, charp, 0);

static unsigned int nth;
module_param(nth, uint, 0644);
MODULE_PARM_DESC(nth, "the allocation that fails, 0 for none");

static bool failed;
module_param(failed, bool, 0644);
MODULE_PARM_DESC(failed, "there was an Nth allocation since this was reset");

static int enter(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	current->fail_nth = READ_ONCE(nth);
	return current->fail_nth ? 0 : 1;
}

static int leave(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	if (!current->fail_nth)
		failed = true;
	current->fail_nth = 0;
	return 0;
}

static struct kretprobe probe = {
	.entry_handler = enter,
	.handler = leave,
};

static int hide(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	if (!current->fail_nth)
		return 1;
	*(unsigned int *)instance->data = current->fail_nth;
	current->fail_nth = 0;
	return 0;
}

static int go_on(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	current->fail_nth = *(unsigned int *)instance->data;
	return 0;
}

#define HIDE(name) {					\
	.kp.symbol_name = name,				\
	.entry_handler = hide,				\
	.handler = go_on,				\
	.data_size = sizeof(unsigned int),		\
}

/* What kmemleak allocates for each allocation does not count. */
static struct kretprobe hidden[] = {
	HIDE("kmemleak_alloc"),
	HIDE("kmemleak_alloc_percpu"),
};

static struct kretprobe *probes[] = { &probe, &hidden[0], &hidden[1] };

static int __init fail_init(void)
{
	probe.kp.symbol_name = function;
	return register_kretprobes(probes, ARRAY_SIZE(probes));
}

static void __exit fail_exit(void)
{
	unregister_kretprobes(probes, ARRAY_SIZE(probes));
}

module_init(fail_init);
module_exit(fail_exit);
MODULE_DESCRIPTION("Livepatch test: allocations that fail");
MODULE_LICENSE("GPL");
