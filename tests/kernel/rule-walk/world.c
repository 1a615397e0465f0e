// SPDX-License-Identifier: GPL-2.0
/*
 * world.c - a small world of livepatches
 *
 * kernel/livepatch/rule.c is linked as it is.  This file does what the kernel
 * does around it: keeps the list of livepatches, asks the rule what is due,
 * makes the call, reports it.  Each call is checked when it is made, and the
 * world is compared with an oracle that looks only at who is installed.  The
 * oracle works on sets of livepatches and uses nothing of the rule.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world.h"

int nr_patches, nr_ids;
unsigned int object_ids, shadow_ids;
struct world w;

/* What is going on, for checks of single calls and for error messages */
static const char * const op_names[] = {
	"load", "disable", "reverse", "force", "complete", "coming", "going",
};

static enum op op;
static int op_patch;
static unsigned int op_calls[MAX_IDS];	/* mask of steps made for the id */

int fail_after, fail_id;
bool strangers;
struct call calls[MAX_CALLS];
int nr_calls, nr_freed;

static void fail(int id, const char *what)
{
	printf("# %s %d: id %d: %s\n", op_names[op], op_patch, id, what);
	exit(1);
}

int patch_nr(const struct klp_state *state)
{
	return state->patch - w.patches;
}

static int id_nr(const struct klp_state *state)
{
	return state - state->patch->states;
}

static bool in_module(int id)
{
	return object_ids & (1u << id);
}

/*
 * The oracle
 */

static unsigned int listed(void)
{
	unsigned int mask = 0;
	int i;

	for (i = 0; i < w.nr_listed; i++)
		mask |= 1u << w.list[i];
	return mask;
}

/* Those that are left when the transition ends in this way */
static unsigned int survivors(bool patched)
{
	unsigned int mask = listed();
	int i;

	if (w.transition == NONE)
		return mask;
	if (!patched)
		return mask & ~(1u << w.transition);
	if (!w.patches[w.transition].replace)
		return mask;
	for (i = 0; w.list[i] != w.transition; i++)
		mask &= ~(1u << w.list[i]);
	return mask;
}

static unsigned int holders(int id)
{
	unsigned int mask = 0;
	int i;

	for (i = 0; i < nr_patches; i++) {
		if (w.patches[i].holds & (1u << id))
			mask |= 1u << i;
	}
	return mask;
}

static int newest(unsigned int mask)
{
	int i, found = NONE;

	for (i = 0; i < w.nr_listed; i++) {
		if (mask & (1u << w.list[i]))
			found = w.list[i];
	}
	return found;
}

static enum klp_status expected_status(int id)
{
	unsigned int patched = survivors(true) & holders(id);
	unsigned int unpatched = survivors(false) & holders(id);

	if (in_module(id) && !w.module)
		return KLP_ABSENT;
	if (patched && unpatched)
		return KLP_ENABLED;
	if (patched || unpatched || w.records[id].pinned)
		return KLP_SET_UP;
	return KLP_ABSENT;
}

static bool oracle_blocks(unsigned int survive)
{
	const struct klp_patch *owner;
	int id;

	for (id = 0; id < nr_ids; id++) {
		if (w.records[id].owner == NONE ||
		    expected_status(id) != KLP_ENABLED)
			continue;
		owner = &w.patches[w.records[id].owner];
		if (owner->states[id].block_disable && !(survive & holders(id)))
			return true;
	}
	return false;
}

/* The transition starts: a livepatch owns what nobody has held before. */
static void oracle_introduces(int patch)
{
	int id;

	for (id = 0; id < nr_ids; id++) {
		if (w.records[id].owner == NONE &&
		    (holders(id) & (1u << patch)))
			w.records[id].owner = patch;
	}
}

static void oracle_completes(unsigned int survive, unsigned int forced)
{
	struct record *rec;
	unsigned int gone;
	int id, heir;

	for (id = 0; id < nr_ids; id++) {
		rec = &w.records[id];
		gone = listed() & holders(id) & ~survive;
		if (!in_module(id) || w.module)
			rec->pinned |= gone & forced;
		heir = newest(survive & holders(id));
		if (heir != NONE)
			rec->owner = heir;
		else if (rec->pinned)
			rec->pinned |= 1u << rec->owner;
		else
			rec->owner = NONE;
	}
}

static void oracle_module_goes(void)
{
	struct record *rec;
	int id;

	for (id = 0; id < nr_ids; id++) {
		rec = &w.records[id];
		if (!in_module(id))
			continue;
		if (rec->owner != NONE && (rec->pinned & (1u << rec->owner)))
			rec->owner = newest(listed() & holders(id));
		rec->pinned = 0;
	}
}

static unsigned int pinned_holders(int id)
{
	const struct klp_state *state;
	unsigned int mask = 0;

	for (state = w.held[id].newest; state; state = state->older) {
		if (state->pinned)
			mask |= 1u << patch_nr(state);
	}
	return mask;
}

/* An operation leaves nothing to be done. */
static void check_nothing_is_due(int id)
{
	const struct klp_state *state;
	enum klp_step step;

	for (state = w.held[id].newest; state; state = state->older) {
		for (step = KLP_SETUP; step <= KLP_TAKEOVER; step++) {
			if (klp_rule_due(state, step))
				fail(id, "a step was forgotten");
		}
	}
}

void world_check(void)
{
	int id, owner;

	for (id = 0; id < nr_ids; id++) {
		owner = w.held[id].owner ? patch_nr(w.held[id].owner) : NONE;
		if (w.held[id].status != expected_status(id))
			fail(id, "wrong status");
		if (owner != w.records[id].owner)
			fail(id, "wrong owner");
		if (pinned_holders(id) != w.records[id].pinned)
			fail(id, "wrong holders for good");
		check_nothing_is_due(id);
		if (!w.nr_listed && !w.records[id].pinned && w.held[id].newest)
			fail(id, "held although no livepatch is installed");
	}
}

/*
 * Single calls
 */

static void check_caller(int id, const struct klp_state *state)
{
	if (patch_nr(state) != w.records[id].owner)
		fail(id, "callback of a livepatch that isn't the owner");
	if (in_module(id) && !w.module)
		fail(id, "callback although the module is gone");
}

static void check_takeover(int id, const struct klp_state *state)
{
	unsigned int survive = survivors(w.patching);

	if (op != COMPLETE && op != LOAD)
		fail(id, "takeover outside of a completion");
	if (patch_nr(state) != newest(survive & holders(id)))
		fail(id, "takeover not by the newest survivor");
	if (!w.held[id].owner || w.held[id].owner == state)
		fail(id, "takeover without an old owner");
	if (patch_nr(w.held[id].owner) != w.records[id].owner)
		fail(id, "takeover from a livepatch that isn't the owner");
}

static void check_remove(int id)
{
	if (op == GOING || op == COMING)
		return;
	if (op != COMPLETE && op != LOAD)
		fail(id, "remove outside of a completion");
	if (survivors(w.patching) & holders(id))
		fail(id, "removed although a survivor holds it");
	if (w.records[id].pinned)
		fail(id, "removed although tasks may still use it");
}

static void check_call(const struct klp_state *state, enum klp_step step)
{
	int id = id_nr(state);
	enum klp_status status = w.held[id].status;

	if (op == REVERSE || op == FORCE)
		fail(id, "a call although nothing completes");
	if (op_calls[id] & (1u << step))
		fail(id, "the same call twice");
	op_calls[id] |= 1u << step;

	/* An absent state changes its owner without a call. */
	if (step == KLP_TAKEOVER && status == KLP_ABSENT)
		return;
	calls[nr_calls++] = (struct call){ patch_nr(state), id, step };
	if (step == KLP_TAKEOVER) {
		check_takeover(id, state);
		return;
	}
	if (op != COMPLETE && !(op == LOAD && step == KLP_REMOVE))
		check_caller(id, state);
	if (step == KLP_REMOVE)
		check_remove(id);
	if ((step == KLP_SETUP) != (status == KLP_ABSENT))
		fail(id, "setup of a present state, or a step of an absent one");
	if ((step == KLP_DISABLE) != (status == KLP_ENABLED))
		fail(id, "disable and enable don't pair");
}

static void check_shadows(int id)
{
	bool frees = klp_rule_frees_shadows(&w.held[id]);

	if (frees != (w.held[id].owner->is_shadow && !w.records[id].stranger))
		fail(id, "wrong about shadow variables");
	nr_freed += frees;
}

/*
 * What the kernel does around the rule
 */

static bool make_step(struct klp_state *state, enum klp_step step)
{
	int id = id_nr(state);

	if (!klp_rule_due(state, step))
		return true;

	check_call(state, step);
	if (step == KLP_SETUP) {
		w.held[id].stranger = strangers;
		w.records[id].stranger = strangers;
		if (!fail_after-- || id == fail_id) {
			check_shadows(id);
			return false;
		}
	}
	if (step == KLP_REMOVE)
		check_shadows(id);
	klp_rule_done(state, step);
	if (step == KLP_ENABLE)
		w.records[id].stranger = false;
	return true;
}

/* Like the core, so that the order of the calls can be compared. */
static bool goes_down(enum klp_step step)
{
	return step == KLP_DISABLE || step == KLP_REMOVE;
}

static bool step_ids(int patch, unsigned int ids, enum klp_step step)
{
	struct klp_patch *p = &w.patches[patch];
	int i, id;

	for (i = 0; i < nr_ids; i++) {
		id = goes_down(step) ? nr_ids - 1 - i : i;
		if ((p->holds & ids & (1u << id)) &&
		    !make_step(&p->states[id], step))
			return false;
	}
	return true;
}

static bool step_patch(int patch, enum klp_step step)
{
	unsigned int first = goes_down(step) ? object_ids : ~object_ids;

	return step_ids(patch, first, step) && step_ids(patch, ~first, step);
}

static void step_all(enum klp_step step)
{
	int i;

	for (i = 0; i < w.nr_listed; i++)
		step_patch(w.list[i], step);
}

static void begin_transition(int patch, bool patching)
{
	struct klp_patch *p;
	int i, id, order = -1;

	w.transition = patch;
	w.patching = patching;
	for (i = 0; i < w.nr_listed; i++) {
		p = &w.patches[w.list[i]];
		order = w.list[i] == patch ? 0 : order < 0 ? -1 : 1;
		for (id = 0; id < nr_ids; id++)
			p->states[id].kept =
				klp_rule_kept(order, w.patches[patch].replace);
	}
}

static void release(int patch)
{
	struct klp_patch *p = &w.patches[patch];
	int id;

	for (id = 0; id < nr_ids; id++) {
		if (p->holds & (1u << id))
			klp_rule_release(&p->states[id]);
	}
	memset(p, 0, sizeof(*p));
}

/* The rule keeps pointers to the states of a livepatch that was forced out. */
static void release_forced(int patch)
{
	struct klp_patch *p = &w.patches[patch];
	int id;

	p->where = PINNED;
	for (id = 0; id < nr_ids; id++) {
		if (!(p->holds & (1u << id)))
			continue;
		klp_rule_release(&p->states[id]);
		if (!p->states[id].pinned)
			p->holds &= ~(1u << id);
	}
}

static void unlist(int at)
{
	int patch = w.list[at];

	memmove(&w.list[at], &w.list[at + 1],
		sizeof(w.list[0]) * (w.nr_listed - at - 1));
	w.nr_listed--;
	if (w.patches[patch].forced)
		release_forced(patch);
	else
		release(patch);
}

static void settle(unsigned int survive)
{
	struct klp_patch *p;
	int i, id;

	for (i = 0; i < w.nr_listed; i++) {
		p = &w.patches[w.list[i]];
		if (survive & (1u << w.list[i]))
			p->forced = false;
		for (id = 0; id < nr_ids; id++) {
			if (p->holds & (1u << id))
				klp_rule_settle(&p->states[id],
						w.patching ? KLP_IF_PATCHED :
						KLP_IF_UNPATCHED, p->forced);
		}
	}
}

static void pin_owners_of_orphans(void)
{
	struct klp_patch *p;
	int i, id;

	for (i = 0; i < w.nr_listed; i++) {
		p = &w.patches[w.list[i]];
		for (id = 0; id < nr_ids; id++) {
			if ((p->holds & (1u << id)) &&
			    klp_rule_orphan(&p->states[id]))
				p->forced = true;
		}
	}
}

void world_complete(void)
{
	unsigned int survive = survivors(w.patching), forced = 0;
	int i;

	for (i = 0; i < w.nr_listed; i++) {
		if (w.patches[w.list[i]].forced)
			forced |= 1u << w.list[i];
	}

	settle(survive);
	step_all(KLP_REMOVE);
	pin_owners_of_orphans();
	step_all(KLP_TAKEOVER);
	step_all(KLP_ENABLE);
	oracle_completes(survive, forced);

	w.transition = NONE;
	for (i = w.nr_listed - 1; i >= 0; i--) {
		if (!(survive & (1u << w.list[i])))
			unlist(i);
	}
}

/*
 * Operations.  They return false when they are not possible.
 */

static bool refused(int patch, bool load)
{
	unsigned int survive = load ? 1u << patch : listed() & ~(1u << patch);
	struct klp_patch *p = &w.patches[patch];
	bool blocked = false;
	int id;

	if (load && !p->replace)
		return false;
	for (id = 0; id < nr_ids; id++) {
		if (w.held[id].owner &&
		    klp_rule_is_blocked(&w.held[id], p, load))
			blocked = true;
	}
	if (blocked != oracle_blocks(survive))
		fail(0, blocked ? "refused without reason" : "not refused");
	return blocked;
}

void fill_patch(int patch, bool replace, unsigned int holds, bool block)
{
	struct klp_patch *p = &w.patches[patch];
	int id;

	p->where = LISTED;
	p->replace = replace;
	p->holds = holds;
	p->block = block;
	for (id = 0; id < nr_ids; id++) {
		p->states[id].id = id + 1;
		p->states[id].patch = p;
		p->states[id].is_shadow = shadow_ids & (1u << id);
		p->states[id].block_disable = block && !id;
	}
}

void world_load(int patch)
{
	struct klp_patch *p = &w.patches[patch];
	int id;

	for (id = 0; id < nr_ids; id++) {
		if (p->holds & (1u << id))
			klp_rule_hold(&w.held[id], &p->states[id]);
	}
	if (refused(patch, true)) {
		release(patch);
		return;
	}

	w.list[w.nr_listed++] = patch;
	begin_transition(patch, true);
	for (id = 0; id < nr_ids; id++) {
		if (w.held[id].owner == &p->states[id])
			w.held[id].loaded = !in_module(id) || w.module;
	}
	oracle_introduces(patch);

	if (!step_patch(patch, KLP_SETUP) || !fail_after) {
		w.patching = false;
		world_complete();
		return;
	}
	step_all(KLP_DISABLE);
}

void world_disable(int patch)
{
	if (refused(patch, false))
		return;
	begin_transition(patch, false);
	step_all(KLP_DISABLE);
}

void world_reverse(void)
{
	w.patching = !w.patching;
}

void world_force(void)
{
	int i;

	if (!w.patching) {
		w.patches[w.transition].forced = true;
		return;
	}
	if (!w.patches[w.transition].replace)
		return;
	for (i = 0; w.list[i] != w.transition; i++)
		w.patches[w.list[i]].forced = true;
}

static void unload_object(int patch)
{
	struct klp_patch *p = &w.patches[patch];
	int id;

	for (id = 0; id < nr_ids; id++) {
		if ((p->holds & object_ids & (1u << id)) &&
		    w.held[id].owner == &p->states[id])
			w.held[id].loaded = false;
	}
	step_ids(patch, object_ids, KLP_DISABLE);
	step_ids(patch, object_ids, KLP_REMOVE);
}

static bool load_object(int patch)
{
	struct klp_patch *p = &w.patches[patch];
	int id;

	for (id = 0; id < nr_ids; id++) {
		if ((p->holds & object_ids & (1u << id)) &&
		    w.held[id].owner == &p->states[id])
			w.held[id].loaded = true;
	}
	if (!step_ids(patch, object_ids, KLP_SETUP) || !fail_after) {
		memset(op_calls, 0, sizeof(op_calls));
		unload_object(patch);
		return false;
	}
	step_ids(patch, object_ids, KLP_ENABLE);
	return true;
}

void world_module_coming(void)
{
	int i, failed;

	w.module = true;
	for (i = 0; i < w.nr_listed && load_object(w.list[i]); i++)
		;
	if (i == w.nr_listed)
		return;

	failed = i;
	memset(op_calls, 0, sizeof(op_calls));
	for (i = 0; i < failed; i++)
		unload_object(w.list[i]);
	w.module = false;
}

static void remove_orphans(void)
{
	struct klp_state *owner;
	int id;

	for (id = 0; id < nr_ids; id++) {
		owner = w.held[id].owner;
		if (!in_module(id) || !owner || !w.held[id].loaded)
			continue;
		w.held[id].loaded = false;
		make_step(owner, KLP_DISABLE);
		make_step(owner, KLP_REMOVE);
	}
}

/* A livepatch that was forced out holds nothing once its module is gone. */
static void forget_pinned(void)
{
	int patch, id;

	for (patch = 0; patch < nr_patches; patch++) {
		for (id = 0; id < nr_ids; id++) {
			if (w.patches[patch].where == PINNED && in_module(id))
				w.patches[patch].holds &= ~(1u << id);
		}
	}
}

void world_module_going(void)
{
	int i;

	for (i = 0; i < w.nr_listed; i++)
		unload_object(w.list[i]);
	remove_orphans();
	w.module = false;
	oracle_module_goes();
	forget_pinned();
}

void world_make(int patches, int ids, unsigned int objects,
		unsigned int shadows)
{
	int id;

	nr_patches = patches;
	nr_ids = ids;
	object_ids = objects;
	shadow_ids = shadows;
	memset(&w, 0, sizeof(w));
	w.transition = NONE;
	for (id = 0; id < nr_ids; id++)
		w.records[id].owner = NONE;
}

void world_begin(enum op what, int patch)
{
	op = what;
	op_patch = patch;
	memset(op_calls, 0, sizeof(op_calls));
	nr_calls = 0;
	nr_freed = 0;
	fail_after = NONE;
	fail_id = NONE;
	strangers = false;
}
