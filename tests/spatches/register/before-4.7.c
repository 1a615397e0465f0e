// SPDX-License-Identifier: GPL-2.0
/* Disabled by the exit function, no MODULE_INFO(), work of its own, odd spaces. */
#include <linux/livepatch.h>
#include <linux/module.h>

static struct klp_object objs[1];
static struct klp_patch fix = { .mod = THIS_MODULE, .objs = objs };
static int users;

static int __init old_init(void)
{
	int err, tries = 1;

	err = klp_register_patch( &fix );
	if (err) return err;
	users = tries;
	/* Now */
	err = klp_enable_patch(&fix);
	if (err) {
		klp_unregister_patch(&fix);
		return err;
	}
	return 0;
}

static void __exit old_exit(void)
{
	users = 0;
	WARN_ON(klp_disable_patch(&fix));
	klp_unregister_patch(&fix);
}

module_init(old_init);
module_exit(old_exit);
MODULE_LICENSE("GPL v2");
