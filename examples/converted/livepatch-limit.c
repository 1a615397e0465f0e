// SPDX-License-Identifier: GPL-2.0
/*
 * Callbacks on a module, which they reach through obj->mod.
 *
 * The mailbox takes one message more than its limit. The function that counts
 * is mended, and as long as the mend is there the limit, a parameter of the
 * module, is a careful one. The module exports nothing: the parameter is found
 * through struct module.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "klp_mailbox.h"

#define CAREFUL_LIMIT	2

static bool klpp_mailbox_full(struct mailbox *box)
{
	return box->count >= box->limit;
}

static unsigned int *find_limit(struct module *mod)
{
	unsigned int i;

	for (i = 0; i < mod->num_kp; i++) {
		if (!strcmp(mod->kp[i].name, "limit"))
			return mod->kp[i].arg;
	}
	return NULL;
}

/* A mailbox that is not the one this was written for is left alone. */
static int limit_pre_patch(struct klp_patch *patch, struct klp_state *state)
{
	struct klp_object *obj = state->obj;

	if (!find_limit(obj->mod)) {
		pr_err("%s has no parameter to limit it\n", obj->mod->name);
		return -ENODEV;
	}
	return 0;
}

static void limit_post_patch(struct klp_patch *patch, struct klp_state *state)
{
	struct klp_object *obj = state->obj;
	unsigned int *limit = find_limit(obj->mod);

	WRITE_ONCE(*limit, CAREFUL_LIMIT);
	pr_info("%s: limit is %u now\n", obj->mod->name, *limit);
}

static void limit_pre_unpatch(struct klp_patch *patch, struct klp_state *state)
{
	struct klp_object *obj = state->obj;
	unsigned int *limit = find_limit(obj->mod);

	WRITE_ONCE(*limit, MAILBOX_LIMIT);
	pr_info("%s: limit is %u again\n", obj->mod->name, *limit);
}

static struct klp_func mailbox_funcs[] = {
	{
		.old_name = "mailbox_full",
		.new_func = klpp_mailbox_full,
	}, { }
};

static struct klp_state klp_mailbox_states[] = {
	{
		.id = 0x8ea7ddb0,
		.name = "livepatch-limit:klp_mailbox",
		.callbacks = {
			.setup = limit_pre_patch,
			.enable = limit_post_patch,
			.disable = limit_pre_unpatch,
		},
	}, { }
};

static struct klp_object objs[] = {
	{
		.name = "klp_mailbox",
		.funcs = mailbox_funcs,
		.states = klp_mailbox_states,
	}, { }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init livepatch_limit_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit livepatch_limit_exit(void)
{
}

module_init(livepatch_limit_init);
module_exit(livepatch_limit_exit);
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
MODULE_DESCRIPTION("Livepatch: the mailbox keeps its limit");
