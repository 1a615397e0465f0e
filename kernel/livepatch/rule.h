/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LIVEPATCH_RULE_H
#define _LIVEPATCH_RULE_H

#include <linux/livepatch_state.h>

/*
 * A transition ends up with its livepatch unpatched or patched, whichever of
 * both it was started for and however often it is reversed in between.  A mask
 * of these bits says which outcomes keep a livepatch installed.
 */
#define KLP_IF_UNPATCHED	1u
#define KLP_IF_PATCHED		2u
#define KLP_IF_EITHER		(KLP_IF_UNPATCHED | KLP_IF_PATCHED)

/* The steps of a state, named after the callbacks that do them. */
enum klp_step {
	KLP_SETUP,
	KLP_ENABLE,
	KLP_DISABLE,
	KLP_REMOVE,
	KLP_TAKEOVER,
};

/**
 * struct klp_held - one state of the system, held by livepatches
 * @status:	how far the state has got
 * @owner:	the holder whose callbacks are called
 * @newest:	the holder that was loaded last; klp_state.older leads on
 * @loaded:	the object of the state is there, true for patch-wide states
 * @stranger:	there are shadow variables that were there before setup()
 *
 * The whole life of a state, see klp_rule_due():
 *
 *              setup          enable
 *     absent --------> set up --------> enabled
 *            <--------        <--------
 *              remove         disable
 *
 * At rest a held state is enabled.  While a transition is pending, one that
 * both outcomes keep is enabled, one that only one of them keeps is set up.
 * So is an orphan: a state that only livepatches hold whose removal was
 * forced.  The state of an object that is not loaded is absent.
 */
struct klp_held {
	enum klp_status status;
	struct klp_state *owner;
	struct klp_state *newest;
	bool loaded;
	bool stranger;
};

unsigned int klp_rule_kept(int order, bool replace);

void klp_rule_hold(struct klp_held *held, struct klp_state *state);
void klp_rule_release(struct klp_state *state);

bool klp_rule_due(const struct klp_state *state, enum klp_step step);
void klp_rule_done(struct klp_state *state, enum klp_step step);

void klp_rule_settle(struct klp_state *state, unsigned int outcome, bool forced);
bool klp_rule_orphan(struct klp_state *state);
bool klp_rule_frees_shadows(const struct klp_held *held);

bool klp_rule_is_blocked(const struct klp_held *held,
			 const struct klp_patch *patch, bool replace);
bool klp_rule_is_lost(const struct klp_held *held,
		      const struct klp_patch *patch);
bool klp_rule_is_plain(const struct klp_state *state);
const char *klp_rule_flaw(const struct klp_state *state);
const char *klp_rule_conflict(const struct klp_state *state,
			      const struct klp_state *old, bool replace);

#endif /* _LIVEPATCH_RULE_H */
