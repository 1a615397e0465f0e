// SPDX-License-Identifier: GPL-2.0
/*
 * livepatch.c - a livepatch of the old API, chosen when it is loaded
 *
 * Included by klp_000_a.c, klp_000_b.c and klp_000_c.c. Builds on stock kernels,
 * and through compat/ on those with the state core. Each callback prints what
 * it can see, so that two kernels can be compared.
 */

#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include "klp_target.h"

enum { PRE_PATCH = 1, POST_PATCH = 2, PRE_UNPATCH = 4, POST_UNPATCH = 8 };

#define NR_OBJECTS	3	/* vmlinux, klp_target, klp_mod */
#define NR_STATES	2

static unsigned int objects = NR_OBJECTS;
module_param(objects, uint, 0);
MODULE_PARM_DESC(objects, "how many of the objects it has");

static int callbacks[NR_OBJECTS];
module_param_array(callbacks, int, NULL, 0);
MODULE_PARM_DESC(callbacks, "which each object has, bits");

static int returns[NR_OBJECTS];
module_param_array(returns, int, NULL, 0);
MODULE_PARM_DESC(returns, "what pre_patch of each object returns");

static unsigned int versions[NR_STATES];
module_param_array(versions, uint, NULL, 0);
MODULE_PARM_DESC(versions, "of the states 1 and 2, 0 for no such state");

static bool replace, shadow, nothing;
module_param(replace, bool, 0);
module_param(shadow, bool, 0);
MODULE_PARM_DESC(shadow, "attach a shadow variable");
module_param(nothing, bool, 0);
MODULE_PARM_DESC(nothing, "give up before the livepatch is enabled");

/* Forced transitions leave things behind: each sequence has ids of its own. */
static unsigned long base;
module_param(base, ulong, 0);

#define SHADOW_OBJ	((void *)1)

static int livepatch_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", THIS_MODULE->name);
	return 0;
}

static noinline int busy(void)
{
	klp_target_wait(NR);
	return 2;
}

static int secret(void)
{
	return 2;
}

static struct klp_func vmlinux_funcs[] = {
	{
		.old_name = "cmdline_proc_show",
		.new_func = livepatch_cmdline_proc_show,
	}, { }
};

static struct klp_func target_funcs[] = {
	{
		.old_name = BUSY,
		.new_func = busy,
	}, { }
};

static struct klp_func mod_funcs[] = {
	{
		.old_name = "klp_mod_secret",
		.new_func = secret,
	}, { }
};

static struct klp_state states[NR_STATES + 1];
static struct klp_object objs[NR_OBJECTS + 1] = {
	{ .funcs = vmlinux_funcs },
	{ .name = "klp_target", .funcs = target_funcs },
	{ .name = "klp_mod", .funcs = mod_funcs },
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
	.states = states,
};

/* When a module comes or goes, stock kernels warn of the question. */
static bool may_ask_prev(struct klp_object *obj)
{
	return !obj->mod || obj->mod->state == MODULE_STATE_LIVE;
}

static void report_state(struct klp_object *obj, unsigned long id)
{
	struct klp_state *state = klp_get_state(&patch, id);
	struct klp_state *prev;

	prev = may_ask_prev(obj) ? klp_get_prev_state(id) : NULL;
	if (state)
		pr_cont(", state %lu: version %u, data %ld", id - base,
			state->version, (long)state->data);
	if (prev)
		pr_cont(", before %lu: version %u, data %ld", id - base,
			prev->version, (long)prev->data);
}

static void report(const char *what, struct klp_object *obj)
{
	unsigned long id;

	pr_info("%s: %s of object %td, %s", THIS_MODULE->name, what,
		obj - objs, obj->patched ? "patched" : "not patched");
	if (obj->mod)
		pr_cont(", module %s in state %d", obj->mod->name,
			obj->mod->state);
	for (id = base + 1; id <= base + NR_STATES; id++)
		report_state(obj, id);
	pr_cont("%s\n", klp_shadow_get(SHADOW_OBJ, base) ? ", shadow" : "");
}

/* As old livepatches do: take what is there, or make it. */
static void take_data(struct klp_object *obj)
{
	struct klp_state *state, *prev;

	for (state = states; state->id; state++) {
		prev = may_ask_prev(obj) ? klp_get_prev_state(state->id) : NULL;
		state->data = prev ? prev->data : (void *)(NR + 1L);
	}
}

static int pre_patch(struct klp_object *obj)
{
	report("pre_patch", obj);
	take_data(obj);
	if (shadow)
		klp_shadow_get_or_alloc(SHADOW_OBJ, base, sizeof(long),
					GFP_KERNEL, NULL, NULL);
	return returns[obj - objs];
}

static void post_patch(struct klp_object *obj)
{
	report("post_patch", obj);
}

static void pre_unpatch(struct klp_object *obj)
{
	report("pre_unpatch", obj);
}

static void post_unpatch(struct klp_object *obj)
{
	report("post_unpatch", obj);
	if (shadow)
		klp_shadow_free_all(base, NULL);
}

static void fill_object(struct klp_object *obj, int mask)
{
	if (mask & PRE_PATCH)
		obj->callbacks.pre_patch = pre_patch;
	if (mask & POST_PATCH)
		obj->callbacks.post_patch = post_patch;
	if (mask & PRE_UNPATCH)
		obj->callbacks.pre_unpatch = pre_unpatch;
	if (mask & POST_UNPATCH)
		obj->callbacks.post_unpatch = post_unpatch;
}

static void fill_states(void)
{
	struct klp_state *state = states;
	int i;

	for (i = 0; i < NR_STATES; i++)
		if (versions[i])
			*state++ = (struct klp_state) {
				.id = base + 1 + i,
				.version = versions[i],
			};
}

static int livepatch_init(void)
{
	int i;

	if (nothing)
		return -ENODEV;
	for (i = 0; i < NR_OBJECTS; i++)
		fill_object(&objs[i], callbacks[i]);
	if (objects < NR_OBJECTS)
		objs[objects] = (struct klp_object) { };
	fill_states();
	patch.replace = replace;
	return klp_enable_patch(&patch);
}

static void livepatch_exit(void)
{
}

module_init(livepatch_init);
module_exit(livepatch_exit);
MODULE_DESCRIPTION("Livepatch test: an old livepatch, chosen at load time");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
