// SPDX-License-Identifier: GPL-2.0
/*
 * state.c - states of the system modified by livepatches
 *
 * The kernel's side around the rule in rule.c: finds out who holds a state,
 * asks the rule what is due, makes the call and reports it.  All but
 * klp_get_state() needs klp_mutex.
 *
 * Calls are made for one livepatch after the other, in the order of the list.
 * Going up, the patch-wide states of a livepatch come first; going down, they
 * come last.  Objects follow in array order both times.  Within one array of
 * states down is the reverse of up.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/hashtable.h>
#include <linux/livepatch.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core.h"
#include "rule.h"
#include "shadow.h"
#include "state.h"
#include "transition.h"

/**
 * struct klp_entry - a state of the system, found by its id
 * @held:	what the rule knows about it
 * @id:		system state identifier
 * @node:	hash table node
 * @list:	list node, in the order in which the states were introduced
 * @dying:	shadow variables with this id are going to be freed
 * @shadow_dtor: to be called for them
 */
struct klp_entry {
	struct klp_held held;
	unsigned long id;
	struct hlist_node node;
	struct list_head list;
	bool dying;
	klp_shadow_dtor_t shadow_dtor;
};

static DEFINE_HASHTABLE(klp_entry_hash, 8);
static LIST_HEAD(klp_entries);

static struct klp_entry *klp_entry_of(struct klp_state *state)
{
	return container_of(state->held, struct klp_entry, held);
}

static const char *klp_state_name(const struct klp_state *state)
{
	return state->name ? state->name : "unnamed";
}

static struct klp_state *klp_find_state(struct klp_state *states,
					unsigned long id)
{
	struct klp_state *state;

	for (state = states; state && state->id; state++) {
		if (state->id == id)
			return state;
	}

	return NULL;
}

/**
 * klp_get_state() - get information about system state modified by
 *	the given patch
 * @patch:	livepatch that modifies the given system state
 * @id:		custom identifier of the modified system state
 *
 * Checks whether the given patch modifies the given system state, be it
 * patch-wide or one of an object.
 *
 * The function can be called either from callbacks or from the kernel code
 * added by the livepatch.
 *
 * Return: pointer to struct klp_state when found, otherwise NULL.
 */
struct klp_state *klp_get_state(struct klp_patch *patch, unsigned long id)
{
	struct klp_object *obj;
	struct klp_state *state;

	state = klp_find_state(patch->states, id);
	if (state)
		return state;

	klp_for_each_object_static(patch, obj) {
		state = klp_find_state(obj->states, id);
		if (state)
			return state;
	}

	return NULL;
}
EXPORT_SYMBOL_GPL(klp_get_state);

static struct klp_entry *klp_find_entry(unsigned long id)
{
	struct klp_entry *entry;

	hash_for_each_possible(klp_entry_hash, entry, node, id) {
		if (entry->id == id)
			return entry;
	}

	return NULL;
}

static struct klp_entry *klp_add_entry(unsigned long id)
{
	struct klp_entry *entry;

	entry = kzalloc(sizeof(*entry), GFP_KERNEL);
	if (!entry)
		return NULL;

	entry->id = id;
	hash_add(klp_entry_hash, &entry->node, id);
	list_add_tail(&entry->list, &klp_entries);
	return entry;
}

static void klp_free_entry_if_unused(struct klp_entry *entry)
{
	if (entry->held.newest)
		return;

	hash_del(&entry->node);
	list_del(&entry->list);
	kfree(entry);
}

/**
 * klp_get_prev_state() - get information about system state modified by
 *	the already installed livepatches
 * @id:		custom identifier of the modified system state
 *
 * Checks whether already installed livepatches modify the given
 * system state.
 *
 * The same system state can be modified by more non-cumulative
 * livepatches. It is expected that the latest livepatch has
 * the most up-to-date information.
 *
 * The function is useful only in callbacks that are called during a
 * transition.  Callbacks for a module that comes or goes get NULL when there
 * is none.
 *
 * Return: pointer to the latest struct klp_state from livepatches that were
 *	installed before the one in transition, NULL when not found.
 */
struct klp_state *klp_get_prev_state(unsigned long id)
{
	struct klp_state *state, *last_state = NULL;
	struct klp_entry *entry = klp_find_entry(id);
	struct klp_patch *patch;

	if (!klp_transition_patch || !entry)
		return NULL;

	klp_for_each_patch(patch) {
		if (patch == klp_transition_patch)
			break;

		for (state = entry->held.newest; state; state = state->older) {
			if (state->patch == patch)
				last_state = state;
		}
	}

	return last_state;
}
EXPORT_SYMBOL_GPL(klp_get_prev_state);

static int klp_refuse(struct klp_state *state, const char *reason)
{
	pr_err("'%s': refused because of state %lu (%s): %s\n",
	       state->patch->mod->name, state->id, klp_state_name(state),
	       reason);
	return -EINVAL;
}

static int klp_refuse_incompatible(struct klp_patch *patch)
{
	pr_err("Livepatch patch (%s) is not compatible with the already installed livepatches.\n",
	       patch->mod->name);
	return -EINVAL;
}

/* States of vmlinux and patch-wide ones are the same: always there. */
static bool klp_is_same_object(const struct klp_state *a,
			       const struct klp_state *b)
{
	const char *name_a = a->obj ? a->obj->name : NULL;
	const char *name_b = b->obj ? b->obj->name : NULL;

	if (!name_a || !name_b)
		return name_a == name_b;
	return !strcmp(name_a, name_b);
}

static const char *klp_conflict(const struct klp_state *state,
				const struct klp_state *old)
{
	if (old->patch == state->patch)
		return "it has this id twice";
	if (!klp_is_same_object(state, old))
		return "it is installed for another object";
	return klp_rule_conflict(state, old, state->patch->replace);
}

static int klp_check_holders(struct klp_held *held, struct klp_state *state)
{
	struct klp_state *old;
	const char *reason;

	for (old = held->newest; old; old = old->older) {
		if (klp_rule_is_plain(old) && state->version < old->version)
			return klp_refuse_incompatible(state->patch);

		reason = klp_conflict(state, old);
		if (reason)
			return klp_refuse(state, reason);
	}

	return 0;
}

static int klp_hold_state(struct klp_state *state)
{
	struct klp_entry *entry;
	int ret;

	entry = klp_find_entry(state->id);
	if (!entry)
		entry = klp_add_entry(state->id);
	if (!entry)
		return -ENOMEM;

	ret = klp_check_holders(&entry->held, state);
	if (ret) {
		klp_free_entry_if_unused(entry);
		return ret;
	}

	klp_rule_hold(&entry->held, state);
	list_add_tail(&state->node, &state->patch->state_list);
	return 0;
}

static int klp_hold_states(struct klp_patch *patch, struct klp_object *obj,
			   struct klp_state *states)
{
	struct klp_state *state;
	const char *reason;
	int ret;

	for (state = states; state; state++) {
		state->patch = patch;
		state->obj = obj;

		reason = klp_rule_flaw(state);
		if (reason)
			return klp_refuse(state, reason);
		if (!state->id)
			break;

		ret = klp_hold_state(state);
		if (ret)
			return ret;
	}

	return 0;
}

/* Replacing livepatches must not lose what can't be taken back. */
static int klp_check_replace(struct klp_patch *patch)
{
	struct klp_entry *entry;

	list_for_each_entry(entry, &klp_entries, list) {
		if (klp_rule_is_lost(&entry->held, patch))
			return klp_refuse_incompatible(patch);
	}

	list_for_each_entry(entry, &klp_entries, list) {
		if (!klp_rule_is_blocked(&entry->held, patch, true))
			continue;
		pr_err("'%s': refused because of state %lu (%s): livepatch '%s' blocks disabling it\n",
		       patch->mod->name, entry->id,
		       klp_state_name(entry->held.owner),
		       entry->held.owner->patch->mod->name);
		return -EPERM;
	}

	return 0;
}

static void klp_init_implicit_state(struct klp_patch *patch,
				    struct klp_object *obj)
{
	if (!obj->implicit)
		return;

	obj->implicit->patch = patch;
	obj->implicit->obj = obj;
	obj->implicit->status = KLP_ABSENT;
}

/**
 * klp_init_states() - let a livepatch hold its states
 * @patch:	livepatch that is going to be enabled
 *
 * Checks everything that can be wrong about the states.  Nothing is visible
 * yet outside of this file.  klp_free_states() is needed also after a failure.
 *
 * Return: 0 on success, otherwise error
 */
int klp_init_states(struct klp_patch *patch)
{
	struct klp_object *obj;
	int ret;

	INIT_LIST_HEAD(&patch->state_list);
	patch->states_kobj = NULL;
	klp_for_each_object(patch, obj)
		klp_init_implicit_state(patch, obj);

	if (klp_transition_patch)
		return -EBUSY;

	ret = klp_hold_states(patch, NULL, patch->states);
	if (ret)
		return ret;

	klp_for_each_object(patch, obj) {
		ret = klp_hold_states(patch, obj, obj->states);
		if (ret)
			return ret;
	}

	return patch->replace ? klp_check_replace(patch) : 0;
}

/**
 * klp_free_states() - let go all states of a livepatch that leaves
 * @patch:	livepatch that was disabled, replaced, or never got enabled
 */
void klp_free_states(struct klp_patch *patch)
{
	struct klp_state *state, *tmp_state;
	struct klp_object *obj;

	klp_for_each_state_safe(patch, state, tmp_state) {
		klp_rule_release(state);
		klp_free_entry_if_unused(klp_entry_of(state));
		list_del(&state->node);
	}

	klp_for_each_object(patch, obj) {
		kfree(obj->implicit);
		obj->implicit = NULL;
	}
}

/**
 * klp_is_disable_blocked() - check whether a state must not be taken back
 * @patch:	livepatch that is going to be disabled
 */
bool klp_is_disable_blocked(struct klp_patch *patch)
{
	struct klp_state *state;

	klp_for_each_state(patch, state) {
		if (!klp_rule_is_blocked(state->held, patch, false))
			continue;
		pr_err("'%s': not disabled because of state %lu (%s): it blocks that\n",
		       patch->mod->name, state->id, klp_state_name(state));
		return true;
	}

	return false;
}

static bool klp_is_dying(unsigned long id, klp_shadow_dtor_t *dtor)
{
	struct klp_entry *entry = klp_find_entry(id);

	if (!entry || !entry->dying)
		return false;

	*dtor = entry->shadow_dtor;
	return true;
}

/* Frees the shadow variables of all states that have become absent. */
static void klp_free_shadows(void)
{
	struct klp_entry *entry;
	bool dying = false;

	list_for_each_entry(entry, &klp_entries, list)
		dying |= entry->dying;
	if (!dying)
		return;

	klp_shadow_free_dying(klp_is_dying);
	list_for_each_entry(entry, &klp_entries, list)
		entry->dying = false;
}

static int klp_call(struct klp_state *state, enum klp_step step)
{
	const struct klp_state_callbacks *cb = &state->callbacks;
	struct klp_held *held = state->held;

	switch (step) {
	case KLP_SETUP:
		return cb->setup ? cb->setup(state->patch, state) : 0;
	case KLP_ENABLE:
		if (cb->enable)
			cb->enable(state->patch, state);
		break;
	case KLP_DISABLE:
		if (cb->disable)
			cb->disable(state->patch, state);
		break;
	case KLP_REMOVE:
		if (cb->remove)
			cb->remove(state->patch, state);
		break;
	case KLP_TAKEOVER:
		if (cb->takeover && held->status != KLP_ABSENT)
			cb->takeover(state->patch, state, held->owner);
		break;
	}

	return 0;
}

/* The state has never been there, or is no more: forget its variables. */
static void klp_mark_dying(struct klp_state *state)
{
	struct klp_entry *entry = klp_entry_of(state);

	entry->dying = klp_rule_frees_shadows(&entry->held);
	entry->shadow_dtor = state->callbacks.shadow_dtor;
}

static int klp_setup_state(struct klp_state *state)
{
	int ret;

	state->held->stranger = state->is_shadow &&
				klp_shadow_exists(state->id);

	ret = klp_call(state, KLP_SETUP);
	if (!ret)
		return 0;

	if (ret > 0)
		ret = -EINVAL;
	pr_warn("'%s': setup of state %lu (%s) failed (%d)\n",
		state->patch->mod->name, state->id, klp_state_name(state), ret);
	klp_mark_dying(state);
	return ret;
}

static int klp_make_step(struct klp_state *state, enum klp_step step)
{
	int ret;

	if (!klp_rule_due(state, step))
		return 0;

	if (step == KLP_SETUP) {
		ret = klp_setup_state(state);
		if (ret)
			return ret;
	} else {
		klp_call(state, step);
	}

	if (step == KLP_REMOVE)
		klp_mark_dying(state);
	klp_rule_done(state, step);
	return 0;
}

static int klp_step_up(struct klp_state *states, enum klp_step step)
{
	struct klp_state *state;
	int ret;

	for (state = states; state && state->id; state++) {
		ret = klp_make_step(state, step);
		if (ret)
			return ret;
	}

	return 0;
}

static void klp_step_down(struct klp_state *states, enum klp_step step)
{
	struct klp_state *state = states;

	while (state && state->id)
		state++;
	while (state != states)
		klp_make_step(--state, step);
}

/* Takeover or enable, wherever they are due. */
static void klp_step_all_up(enum klp_step step)
{
	struct klp_patch *patch;
	struct klp_object *obj;

	klp_for_each_patch(patch) {
		klp_step_up(patch->states, step);
		klp_for_each_object(patch, obj)
			klp_step_up(obj->states, step);
	}
}

/* Disable or remove, wherever they are due. */
static void klp_step_all_down(enum klp_step step)
{
	struct klp_patch *patch;
	struct klp_object *obj;

	klp_for_each_patch(patch) {
		klp_for_each_object(patch, obj)
			klp_step_down(obj->states, step);
		klp_step_down(patch->states, step);
	}
}

/**
 * klp_begin_states() - a transition begins
 * @patch:	livepatch in transition
 */
void klp_begin_states(struct klp_patch *patch)
{
	struct klp_patch *other;
	struct klp_state *state;
	int order = -1;

	klp_for_each_patch(other) {
		order = other == patch ? 0 : order < 0 ? -1 : 1;
		klp_for_each_state(other, state)
			state->kept = klp_rule_kept(order, patch->replace);
	}

	/* What it introduces has not been asked for its module yet. */
	klp_for_each_state(patch, state) {
		if (state->held->owner == state)
			state->held->loaded = !state->obj ||
					      klp_is_object_loaded(state->obj);
	}
}

/**
 * klp_setup_states() - introduce the states of a livepatch or of an object
 * @states:	array of states
 *
 * Return: 0 on success, otherwise error and the transition must be cancelled
 */
int klp_setup_states(struct klp_state *states)
{
	return klp_step_up(states, KLP_SETUP);
}

/**
 * klp_disable_states() - disable all states that the transition may remove
 *
 * Nothing must fail afterwards: only the completion enables them again.
 */
void klp_disable_states(void)
{
	klp_step_all_down(KLP_DISABLE);
}

static void klp_settle_states(unsigned int outcome)
{
	struct klp_patch *patch;
	struct klp_state *state;
	int order = -1;

	klp_for_each_patch(patch) {
		order = patch == klp_transition_patch ? 0 : order < 0 ? -1 : 1;
		/* All tasks have been switched back properly meanwhile. */
		if (klp_rule_kept(order, klp_transition_patch->replace) &
		    outcome)
			patch->forced = false;
		klp_for_each_state(patch, state)
			klp_rule_settle(state, outcome, patch->forced);
	}
}

/*
 * Writes the ids of the orphans that a livepatch leaves behind, and pins it.
 * Plain states have nothing that would ever have to be called.
 */
static void klp_pin_owner(struct klp_patch *patch, char *ids, size_t size)
{
	struct klp_state *state;
	size_t len = 0;

	ids[0] = '\0';
	klp_for_each_state(patch, state) {
		if (klp_rule_is_plain(state) || !klp_rule_orphan(state))
			continue;
		len += scnprintf(ids + len, size - len, " %lu", state->id);
		patch->forced = true;
	}
}

/*
 * Tasks might still use the states that a forced livepatch leaves behind.
 * Their owner stays in memory, it is needed to remove them one day.
 */
static void klp_pin_owners_of_orphans(void)
{
	static char ids[512];
	struct klp_patch *patch;

	klp_for_each_patch(patch) {
		klp_pin_owner(patch, ids, sizeof(ids));
		if (ids[0])
			pr_warn("'%s': leaves states behind that tasks may still use:%s\n",
				patch->mod->name, ids);
	}
}

/**
 * klp_complete_states() - a transition has completed
 * @patched:	the livepatch in transition has ended up patched
 *
 * All tasks have switched.  Livepatches that leave are still in the list.
 */
void klp_complete_states(bool patched)
{
	klp_settle_states(patched ? KLP_IF_PATCHED : KLP_IF_UNPATCHED);
	klp_step_all_down(KLP_REMOVE);
	klp_free_shadows();
	klp_pin_owners_of_orphans();
	klp_step_all_up(KLP_TAKEOVER);
	klp_step_all_up(KLP_ENABLE);
}

static void klp_set_loaded(struct klp_object *obj, bool loaded)
{
	struct klp_state *state;

	for (state = obj->states; state && state->id; state++) {
		if (state->held->owner == state)
			state->held->loaded = loaded;
	}
}

/**
 * klp_load_object_states() - introduce the states of an object that comes
 * @obj:	object whose module is being loaded
 *
 * Return: 0 on success, otherwise error and the module must be refused
 */
int klp_load_object_states(struct klp_object *obj)
{
	klp_set_loaded(obj, true);
	return klp_step_up(obj->states, KLP_SETUP);
}

/**
 * klp_enable_object_states() - enable the states of an object that comes
 * @obj:	object whose functions are patched now
 */
void klp_enable_object_states(struct klp_object *obj)
{
	klp_step_up(obj->states, KLP_ENABLE);
}

/**
 * klp_disable_object_states() - disable the states of an object that goes
 * @obj:	object whose functions are still patched
 */
void klp_disable_object_states(struct klp_object *obj)
{
	klp_set_loaded(obj, false);
	klp_step_down(obj->states, KLP_DISABLE);
}

/**
 * klp_remove_object_states() - remove the states of an object that goes
 * @obj:	object whose functions are no longer patched
 */
void klp_remove_object_states(struct klp_object *obj)
{
	klp_step_down(obj->states, KLP_REMOVE);
	klp_free_shadows();
}

/**
 * klp_remove_orphans() - remove what forced livepatches left in a module
 * @mod:	module that goes, with all tasks that could use its states
 */
void klp_remove_orphans(struct module *mod)
{
	struct klp_entry *entry, *tmp;
	struct klp_state *state;

	list_for_each_entry_reverse(entry, &klp_entries, list) {
		state = entry->held.owner;
		if (!entry->held.loaded || !state->obj || !state->obj->name ||
		    strcmp(state->obj->name, mod->name))
			continue;

		entry->held.loaded = false;
		klp_make_step(state, KLP_REMOVE);
		state->obj->mod = NULL;
	}

	klp_free_shadows();
	list_for_each_entry_safe(entry, tmp, &klp_entries, list)
		klp_free_entry_if_unused(entry);
}
