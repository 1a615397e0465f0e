/* SPDX-License-Identifier: GPL-2.0 */
/*
 * livepatch_state.h - states of the system that livepatches modify
 *
 * Included by livepatch.h.  Apart from two members nothing in here needs the
 * kernel: kernel/livepatch/rule.c compiles elsewhere, too.
 */
#ifndef _LINUX_LIVEPATCH_STATE_H
#define _LINUX_LIVEPATCH_STATE_H

#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/types.h>

struct klp_held;
struct klp_object;
struct klp_patch;
struct klp_state;

/**
 * enum klp_status - how far a state of the system has got
 * @KLP_ABSENT:	the system is as if no livepatch knew the state
 * @KLP_SET_UP:	setup() has succeeded, some tasks may not use the state yet or
 *		may still use it
 * @KLP_ENABLED: all tasks run code that knows the state
 */
enum klp_status {
	KLP_ABSENT,
	KLP_SET_UP,
	KLP_ENABLED,
};

/**
 * struct klp_state_callbacks - what introduces and removes a state
 * @setup:	before the transition that introduces the state, may fail;
 *		more than 0 counts as -EINVAL
 * @enable:	after this transition, all tasks run the new code
 * @disable:	before the transition that takes the state away
 * @remove:	after this transition, no task runs the code any more
 * @takeover:	after the transition, instead of @setup and @enable, when
 *		another livepatch owned the state before; the struct of that
 *		livepatch is the last argument and goes away afterwards
 * @shadow_dtor: called for each shadow variable that goes with the state,
 *		for states with @is_shadow only
 *
 * All are optional.  They are called with klp_mutex held and may sleep.  They
 * must not load or unload modules, write the sysfs files of livepatch or wait
 * for somebody who does.  They may run in a livepatch whose own @setup was
 * never called, see @takeover, and must not rely on data of their module then.
 * Whether patch->enabled is set must not matter to them.
 *
 * In callbacks of an object's state, state->obj->mod is the patched module.
 */
struct klp_state_callbacks {
	int (*setup)(struct klp_patch *patch, struct klp_state *state);
	void (*enable)(struct klp_patch *patch, struct klp_state *state);
	void (*disable)(struct klp_patch *patch, struct klp_state *state);
	void (*remove)(struct klp_patch *patch, struct klp_state *state);
	void (*takeover)(struct klp_patch *patch, struct klp_state *state,
			 struct klp_state *old);
	void (*shadow_dtor)(void *obj, void *shadow_data);
};

/**
 * struct klp_state - state of the system modified by the livepatch
 * @id:		system state identifier (non-zero)
 * @version:	version of the change
 * @data:	custom data, never touched by the core
 * @name:	name of the state for people (optional)
 * @callbacks:	functions that introduce and remove the state
 * @is_shadow:	shadow variables with the same @id are freed with the state
 * @block_disable: the state can't be taken back; neither disabling the
 *		livepatch nor replacing it by one without the state is possible
 * @patch:	livepatch that this struct belongs to
 * @obj:	object that this struct belongs to, NULL for patch-wide states
 * @node:	list node for klp_patch state_list
 * @held:	the state of the system, shared by all livepatches with @id
 * @older:	the same state in the livepatch that held it before this one
 * @kept:	outcomes of the pending transition that keep the livepatch
 * @pinned:	the livepatch is gone but was forced, tasks might still use it
 * @status:	of an implicit state, see struct klp_object; all others share
 *		the status in @held
 * @kobj:	kobject for sysfs resources
 *
 * Arrays of states end with an empty entry.
 */
struct klp_state {
	/* external */
	unsigned long id;
	unsigned int version;
	void *data;
	const char *name;
	struct klp_state_callbacks callbacks;
	bool is_shadow;
	bool block_disable;

	/* internal */
	struct klp_patch *patch;
	struct klp_object *obj;
	struct list_head node;
	struct klp_held *held;
	struct klp_state *older;
	unsigned int kept;
	bool pinned;
	enum klp_status status;
	struct kobject kobj;
};

#endif /* _LINUX_LIVEPATCH_STATE_H */
