// SPDX-License-Identifier: GPL-2.0
/*
 * rule.c - which livepatch a state of the system belongs to, and what is next
 *
 * An id names one state of the system, whoever declares it.  Livepatches that
 * declare it hold it, the newest holder owns it.  What has to be called follows
 * from the status of the state and from the question who holds it when the
 * pending transition completes or is taken back.  There is no other history:
 * a reversed transition calls nothing by itself, and a module that comes or
 * goes meanwhile leads to the same as if it had done so before.
 *
 * No lock and no list of the kernel is used in this file.  It compiles on the
 * host as well, where every sequence of a small world is walked.
 */

#include <linux/string.h>
#include "rule.h"

/**
 * klp_rule_kept() - find out when a livepatch survives a transition
 * @order:	place in the list: negative for livepatches before the one in
 *		transition, 0 for itself, positive for those after it
 * @replace:	the livepatch in transition replaces those before it
 *
 * Return: the outcomes of the transition that keep the livepatch installed.
 */
unsigned int klp_rule_kept(int order, bool replace)
{
	if (!order)
		return KLP_IF_PATCHED;
	if (order < 0 && replace)
		return KLP_IF_UNPATCHED;
	return KLP_IF_EITHER;
}

/**
 * klp_rule_hold() - let a livepatch hold a state
 * @held:	the state of the system
 * @state:	what the livepatch says about it
 *
 * The caller sets @state->kept as soon as the transition begins.
 */
void klp_rule_hold(struct klp_held *held, struct klp_state *state)
{
	state->held = held;
	state->older = held->newest;
	state->kept = 0;
	state->pinned = false;
	held->newest = state;
	if (!held->owner)
		held->owner = state;
}

static void klp_unlink_holder(struct klp_state *state)
{
	struct klp_held *held = state->held;
	struct klp_state **link = &held->newest;

	while (*link != state)
		link = &(*link)->older;
	*link = state->older;
	if (held->owner == state)
		held->owner = held->newest;
}

/**
 * klp_rule_release() - a livepatch leaves and lets a state go
 * @state:	what the livepatch says about the state
 *
 * Nothing happens when the livepatch was forced out and holds it for good.
 */
void klp_rule_release(struct klp_state *state)
{
	if (!state->pinned)
		klp_unlink_holder(state);
}

/* Nobody can be using a removed state, also not tasks that were forced out. */
static void klp_unpin(struct klp_held *held)
{
	struct klp_state *state, *older;

	for (state = held->newest; state; state = older) {
		older = state->older;
		if (state->pinned)
			klp_unlink_holder(state);
	}
}

static enum klp_status klp_wanted_status(const struct klp_held *held)
{
	const struct klp_state *state;
	unsigned int kept = 0;
	bool pinned = false;

	if (!held->loaded)
		return KLP_ABSENT;

	for (state = held->newest; state; state = state->older) {
		kept |= state->kept;
		pinned |= state->pinned;
	}

	if (kept == KLP_IF_EITHER)
		return KLP_ENABLED;
	return kept || pinned ? KLP_SET_UP : KLP_ABSENT;
}

/*
 * Ownership moves only when a transition has completed.  Until then the newest
 * holder either owns the state already, or one of the outcomes takes it away.
 */
static const struct klp_state *klp_rightful_owner(const struct klp_held *held)
{
	const struct klp_state *state = held->newest;

	while (state && !state->kept)
		state = state->older;
	if (state && state->kept == KLP_IF_EITHER)
		return state;
	return held->owner;
}

/**
 * klp_rule_due() - ask whether a livepatch has to make a step now
 * @state:	what the livepatch says about the state
 * @step:	the step
 *
 * Setup and disable are asked for before tasks start to switch; remove,
 * takeover and enable, in this order, when all have switched.  The first and
 * the last of these also for the object of a module that comes, the others for
 * one that goes.
 *
 * Return: true when the callback has to be called, or, for an absent state
 * that another livepatch takes over, when only klp_rule_done() has to.
 */
bool klp_rule_due(const struct klp_state *state, enum klp_step step)
{
	const struct klp_held *held = state->held;
	enum klp_status wanted;

	if (step == KLP_TAKEOVER)
		return state != held->owner &&
		       state == klp_rightful_owner(held);

	if (state != held->owner)
		return false;

	wanted = klp_wanted_status(held);
	switch (held->status) {
	case KLP_ABSENT:
		return step == KLP_SETUP && wanted != KLP_ABSENT;
	case KLP_SET_UP:
		return (step == KLP_ENABLE && wanted == KLP_ENABLED) ||
		       (step == KLP_REMOVE && wanted == KLP_ABSENT);
	case KLP_ENABLED:
		return step == KLP_DISABLE && wanted != KLP_ENABLED;
	}

	return false;
}

/**
 * klp_rule_done() - a livepatch has made a step
 * @state:	what the livepatch says about the state
 * @step:	the step, not called for a failed setup
 */
void klp_rule_done(struct klp_state *state, enum klp_step step)
{
	struct klp_held *held = state->held;

	switch (step) {
	case KLP_SETUP:
	case KLP_DISABLE:
		held->status = KLP_SET_UP;
		break;
	case KLP_ENABLE:
		held->status = KLP_ENABLED;
		held->stranger = false;
		break;
	case KLP_REMOVE:
		held->status = KLP_ABSENT;
		klp_unpin(held);
		break;
	case KLP_TAKEOVER:
		held->owner = state;
		break;
	}
}

/**
 * klp_rule_settle() - the transition has completed
 * @state:	what a livepatch says about a state
 * @outcome:	how the transition has ended
 * @forced:	tasks might still use the livepatch although it goes
 *
 * Must be called for all states of all livepatches before the next question.
 */
void klp_rule_settle(struct klp_state *state, unsigned int outcome, bool forced)
{
	if (state->kept & outcome) {
		state->kept = KLP_IF_EITHER;
	} else {
		state->kept = 0;
		state->pinned = forced && state->held->loaded;
	}
}

/**
 * klp_rule_orphan() - check whether a livepatch leaves an orphan behind
 * @state:	what a livepatch says about a state, after klp_rule_settle()
 *
 * An orphan is not removed.  Its owner is needed for that later, and is pinned
 * even if it was not forced itself.
 *
 * Return: true if the livepatch is the owner of an orphan and goes now.
 */
bool klp_rule_orphan(struct klp_state *state)
{
	const struct klp_held *held = state->held;

	if (state != held->owner || klp_wanted_status(held) != KLP_SET_UP)
		return false;

	state->pinned = true;
	return true;
}

/**
 * klp_rule_frees_shadows() - check whether shadow variables go with a state
 * @held:	the state, which has just become absent
 */
bool klp_rule_frees_shadows(const struct klp_held *held)
{
	return held->owner->is_shadow && !held->stranger;
}

/**
 * klp_rule_is_blocked() - check whether an enabled state must not be disabled
 * @held:	the state
 * @patch:	the livepatch that is going to be disabled, or to replace others
 * @replace:	it is going to replace others
 */
bool klp_rule_is_blocked(const struct klp_held *held,
			 const struct klp_patch *patch, bool replace)
{
	const struct klp_state *state;
	bool is_patch;

	if (held->status != KLP_ENABLED || !held->owner->block_disable)
		return false;

	for (state = held->newest; state; state = state->older) {
		is_patch = state->patch == patch;
		if (!state->pinned && is_patch == replace)
			return false;
	}

	return true;
}

/**
 * klp_rule_is_lost() - check for a state that nothing would take back
 * @held:	the state
 * @patch:	the livepatch that is going to replace all others
 *
 * Such a state must not be replaced by a livepatch that does not know it.
 */
bool klp_rule_is_lost(const struct klp_held *held,
		      const struct klp_patch *patch)
{
	const struct klp_state *state;

	if (held->newest->patch == patch)
		return false;

	for (state = held->newest; state; state = state->older) {
		if (!state->pinned && klp_rule_is_plain(state))
			return true;
	}

	return false;
}

static bool klp_has_callbacks(const struct klp_state *state)
{
	const struct klp_state_callbacks *cb = &state->callbacks;

	return cb->setup || cb->enable || cb->disable || cb->remove ||
	       cb->takeover;
}

/**
 * klp_rule_is_plain() - check for a state that the core can't introduce, remove
 * @state:	what a livepatch says about the state
 */
bool klp_rule_is_plain(const struct klp_state *state)
{
	return !klp_has_callbacks(state) && !state->is_shadow;
}

/**
 * klp_rule_flaw() - check what a livepatch says about a state by itself
 * @state:	an entry of an array of states, the last one included
 *
 * Return: the reason to refuse the livepatch, or NULL.
 */
const char *klp_rule_flaw(const struct klp_state *state)
{
	if (!state->id && (state->version || state->data || state->name ||
			   state->callbacks.shadow_dtor ||
			   state->block_disable || !klp_rule_is_plain(state)))
		return "it has no id";
	if (state->callbacks.shadow_dtor && !state->is_shadow)
		return "it has shadow_dtor() but not is_shadow";

	return NULL;
}

/**
 * klp_rule_conflict() - check whether a livepatch may hold an installed state
 * @state:	what the livepatch says about the state
 * @old:	what another holder says
 * @replace:	the livepatch replaces the other holder
 *
 * Return: the reason to refuse the livepatch, or NULL.
 */
const char *klp_rule_conflict(const struct klp_state *state,
			      const struct klp_state *old, bool replace)
{
	if (state->version < old->version)
		return "a newer version of it is installed";
	if (state->name && old->name && strcmp(state->name, old->name))
		return "it is installed with another name";
	if (replace)
		return NULL;

	if (state->is_shadow != old->is_shadow)
		return "is_shadow differs from the installed one";
	if (state->version != old->version &&
	    !(klp_rule_is_plain(state) && klp_rule_is_plain(old)))
		return "only a replacing livepatch can bring another version";

	return NULL;
}
