#include <linux/module.h>
/* A work that a macro declares, queued in a callback. */
#include <linux/livepatch.h>
static int klpp_ioctl(int c) { return c; }
static int pre(struct klp_object *obj)
{
	struct net *net;

	for_each_net(net) {
		struct foo_net *fn = net_generic(net, foo_id);

		;
	}
	return 0;
}
static void work_fn(struct work_struct *w) { }
static DECLARE_DELAYED_WORK(dw, work_fn);
static void post(struct klp_object *obj) { schedule_delayed_work(&dw, 1); } /* review escape */
static struct klp_func funcs[] = { { .old_name = "foo", .new_func = klpp_ioctl, }, { } };
static struct klp_object objs[] = { { .funcs = funcs, .callbacks = { .pre_patch = pre, .post_unpatch = post } }, { } };
static struct klp_patch patch = { .mod = THIS_MODULE, .objs = objs };
static int i(void) { return klp_enable_patch(&patch); }
module_init(i);
