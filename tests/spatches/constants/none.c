// SPDX-License-Identifier: GPL-2.0
/* New names, and one that looks like an old one. KLP_PATCHED */
#include <linux/livepatch.h>

#define KLP_PATCHED_BY	"us"

int klpp_state(struct task_struct *task);
int klpp_state(struct task_struct *task)
{
	pr_info("%s\n", KLP_PATCHED_BY);
	return KLP_TRANSITION_PATCHED;
}
