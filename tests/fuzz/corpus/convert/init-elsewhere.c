#include <linux/livepatch.h>
static struct klp_patch patch = { };
int lp_init(void);
static void lp_exit(void)
{
	klp_unregister_patch(&patch);
}
static int enable(void)
{
	klp_register_patch(&patch);
	return klp_enable_patch(&patch);
}
module_init(lp_init);
module_exit(lp_exit);
