// SPDX-License-Identifier: GPL-2.0
/* All three, as code, argument and initializer; not in strings. */
#include <linux/livepatch.h>

static int target = KLP_UNPATCHED;

int klpp_state(struct task_struct *task);
int klpp_state(struct task_struct *task)
{
	if ( target==KLP_UNDEFINED )
		pr_info("KLP_UNDEFINED\n");
	return max(target, KLP_PATCHED);
}
