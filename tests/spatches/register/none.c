// SPDX-License-Identifier: GPL-2.0
/* Not the common sequence: it tries again, and disables itself. */
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_object objs[1];
static struct klp_patch fix = { .mod = THIS_MODULE, .objs = objs };

static int __init odd_init(void)
{
	int err = klp_register_patch(&fix);

	if (err)
		return err;
	while (klp_enable_patch(&fix))
		schedule();
	return 0;
}

void odd_stop(void);
void odd_stop(void)
{
	klp_disable_patch(&fix);
}

static void __exit odd_exit(void)
{
	WARN_ON(klp_unregister_patch(&fix));
}

module_init(odd_init);
module_exit(odd_exit);
MODULE_LICENSE("GPL");
