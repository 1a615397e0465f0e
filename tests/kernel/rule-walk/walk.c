// SPDX-License-Identifier: GPL-2.0
/*
 * rule-walk.c - walk every sequence of a small world of livepatches
 *
 * kernel/livepatch/rule.c is linked as it is.  The first half of this file
 * does what the kernel does around it: keeps the list of livepatches, asks the
 * rule what is due, makes the call, reports it.  Each call is checked when it
 * is made, and after each operation the world is compared with an oracle that
 * looks only at who is installed.  The oracle works on sets of livepatches and
 * uses nothing of the rule.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rule.h"

#define MAX_PATCHES	3
#define MAX_IDS		3
#define NONE		(-1)

/* The world that is walked; these never change during a walk. */
static int nr_patches, nr_ids;
static unsigned int object_ids;		/* mask of ids that belong to the module */
static bool with_flags;			/* block_disable, old shadow variables */

enum where { OUT, LISTED, PINNED };

struct klp_patch {
	enum where where;
	bool replace;
	bool forced;
	unsigned int holds;		/* mask of ids */
	bool block;			/* block_disable of the first id */
	struct klp_state states[MAX_IDS];
};

/* What the oracle remembers of an id: all else it computes. */
struct record {
	unsigned int pinned;		/* mask of livepatches forced out */
	int owner;
	bool stranger;
};

static struct world {
	struct klp_patch patches[MAX_PATCHES];
	struct klp_held held[MAX_IDS];
	int list[MAX_PATCHES];
	int nr_listed;
	int transition;
	bool patching;
	bool module;
	struct record records[MAX_IDS];
} w;

/* What is going on, for checks of single calls and for error messages */
enum op { LOAD, DISABLE, REVERSE, FORCE, COMPLETE, COMING, GOING };
static const char * const op_names[] = {
	"load", "disable", "reverse", "force", "complete", "coming", "going",
};

static enum op op;
static int op_patch;
static unsigned int op_calls[MAX_IDS];	/* mask of steps made for the id */
static int fail_after;			/* fail this setup or patching */
static bool strangers;			/* is_shadow finds old variables */

static void fail(int id, const char *what)
{
	printf("# %s %d: id %d: %s\n", op_names[op], op_patch, id, what);
	exit(1);
}

static int patch_nr(const struct klp_state *state)
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

static void compare_with_oracle(void)
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

	if (step == KLP_TAKEOVER) {
		if (status != KLP_ABSENT)
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
		if (!fail_after--) {
			check_shadows(id);
			return false;
		}
	}
	klp_rule_done(state, step);
	if (step == KLP_ENABLE)
		w.records[id].stranger = false;
	if (step == KLP_REMOVE && w.held[id].owner)
		check_shadows(id);
	return true;
}

static bool step_patch(int patch, unsigned int ids, enum klp_step step)
{
	struct klp_patch *p = &w.patches[patch];
	int id;

	for (id = 0; id < nr_ids; id++) {
		if ((p->holds & ids & (1u << id)) &&
		    !make_step(&p->states[id], step))
			return false;
	}
	return true;
}

static void step_all(enum klp_step step)
{
	int i;

	for (i = 0; i < w.nr_listed; i++)
		step_patch(w.list[i], ~0u, step);
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

static void complete_transition(void)
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

static void fill_patch(int patch, bool replace, unsigned int holds, bool block)
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
		p->states[id].is_shadow = id != 1;
		p->states[id].block_disable = block && !id;
	}
}

static void load(int patch)
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

	if (!step_patch(patch, ~0u, KLP_SETUP) || !fail_after) {
		w.patching = false;
		complete_transition();
		return;
	}
	step_all(KLP_DISABLE);
}

static void disable(int patch)
{
	if (refused(patch, false))
		return;
	begin_transition(patch, false);
	step_all(KLP_DISABLE);
}

static void force(void)
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
	step_patch(patch, object_ids, KLP_DISABLE);
	step_patch(patch, object_ids, KLP_REMOVE);
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
	if (!step_patch(patch, object_ids, KLP_SETUP) || !fail_after) {
		memset(op_calls, 0, sizeof(op_calls));
		unload_object(patch);
		return false;
	}
	step_patch(patch, object_ids, KLP_ENABLE);
	return true;
}

static void module_coming(void)
{
	int i;

	w.module = true;
	for (i = 0; i < w.nr_listed; i++) {
		if (load_object(w.list[i]))
			continue;
		memset(op_calls, 0, sizeof(op_calls));
		while (--i >= 0)
			unload_object(w.list[i]);
		w.module = false;
		return;
	}
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

static void module_going(void)
{
	int i;

	for (i = 0; i < w.nr_listed; i++)
		unload_object(w.list[i]);
	remove_orphans();
	w.module = false;
	oracle_module_goes();
	forget_pinned();
}

/*
 * Worlds as bytes: two worlds are the same when their keys are.
 */

struct key {
	unsigned char b[30];
};

static void encode(struct key *key)
{
	unsigned char *b = key->b;
	struct klp_state *state;
	struct klp_patch *p;
	int i, id, shift;

	memset(key, 0, sizeof(*key));
	for (i = 0; i < nr_patches; i++) {
		p = &w.patches[i];
		*b++ = p->where | p->replace << 2 | p->forced << 3 |
		       p->holds << 4 | p->block << 7;
		for (id = 0; id < nr_ids; id++)
			*b |= p->states[id].kept << 2 * id;
		b++;
		for (id = 0; id < nr_ids; id++)
			*b |= p->states[id].pinned << id;
		b++;
	}
	for (id = 0; id < nr_ids; id++) {
		*b++ = w.held[id].status | w.held[id].loaded << 2 |
		       w.held[id].stranger << 3 |
		       w.records[id].stranger << 4 |
		       (w.records[id].owner + 1) << 5;
		*b = w.held[id].owner ? patch_nr(w.held[id].owner) + 1 : 0;
		*b++ |= w.records[id].pinned << 2;
		shift = 0;
		for (state = w.held[id].newest; state; state = state->older) {
			*b |= (patch_nr(state) + 1) << shift;
			shift += 2;
		}
		b++;
	}
	for (i = 0; i < w.nr_listed; i++)
		*b |= (w.list[i] + 1) << 2 * i;
	b++;
	*b++ = (w.transition + 1) | w.patching << 2 | w.module << 3;
}

static void decode_patch(int patch, const unsigned char *b)
{
	struct klp_patch *p = &w.patches[patch];
	int id;

	if ((b[0] & 3) == OUT)
		return;
	fill_patch(patch, b[0] & 4, (b[0] >> 4) & 7, b[0] >> 7);
	p->where = b[0] & 3;
	p->forced = b[0] & 8;
	for (id = 0; id < nr_ids; id++) {
		p->states[id].held = &w.held[id];
		p->states[id].kept = (b[1] >> 2 * id) & 3;
		p->states[id].pinned = b[2] & (1u << id);
	}
}

static void decode_id(int id, const unsigned char *b)
{
	struct klp_held *held = &w.held[id];
	struct klp_state **link = &held->newest;
	int shift;

	held->status = b[0] & 3;
	held->loaded = b[0] & 4;
	held->stranger = b[0] & 8;
	w.records[id].stranger = b[0] & 16;
	w.records[id].owner = (b[0] >> 5) - 1;
	if (b[1] & 3)
		held->owner = &w.patches[(b[1] & 3) - 1].states[id];
	w.records[id].pinned = b[1] >> 2;
	for (shift = 0; (b[2] >> shift) & 3; shift += 2) {
		*link = &w.patches[((b[2] >> shift) & 3) - 1].states[id];
		link = &(*link)->older;
	}
}

static void decode(const struct key *key)
{
	const unsigned char *b = key->b;
	int i;

	memset(&w, 0, sizeof(w));
	for (i = 0; i < nr_patches; i++, b += 3)
		decode_patch(i, b);
	for (i = 0; i < nr_ids; i++, b += 3)
		decode_id(i, b);
	for (i = 0; i < nr_patches && (b[0] >> 2 * i) & 3; i++)
		w.list[w.nr_listed++] = ((b[0] >> 2 * i) & 3) - 1;
	w.transition = (b[1] & 3) - 1;
	w.patching = b[1] & 4;
	w.module = b[1] & 8;
}

/*
 * Breadth first: the keys in the order in which they were found are the queue.
 */

static struct key *keys;
static unsigned int nr_keys, max_keys;
static unsigned int *slots, nr_slots;

static unsigned int hash_key(const struct key *key)
{
	unsigned int i, hash = 2166136261u;

	for (i = 0; i < sizeof(key->b); i++)
		hash = (hash ^ key->b[i]) * 16777619u;
	return hash;
}

static void insert_slot(unsigned int index)
{
	unsigned int at = hash_key(&keys[index]) & (nr_slots - 1);

	while (slots[at])
		at = (at + 1) & (nr_slots - 1);
	slots[at] = index + 1;
}

static void grow(void)
{
	unsigned int i;

	max_keys = max_keys ? max_keys * 2 : 1 << 16;
	nr_slots = max_keys * 2;
	keys = realloc(keys, sizeof(*keys) * max_keys);
	free(slots);
	slots = calloc(nr_slots, sizeof(*slots));
	if (!keys || !slots)
		exit(2);
	for (i = 0; i < nr_keys; i++)
		insert_slot(i);
}

static void remember(void)
{
	struct key key;
	unsigned int at;

	compare_with_oracle();
	encode(&key);
	at = hash_key(&key) & (nr_slots - 1);
	for (; slots[at]; at = (at + 1) & (nr_slots - 1)) {
		if (!memcmp(&keys[slots[at] - 1], &key, sizeof(key)))
			return;
	}
	if (nr_keys == max_keys)
		grow();
	keys[nr_keys++] = key;
	insert_slot(nr_keys - 1);
}

static void start(const struct key *from, enum op what, int patch)
{
	decode(from);
	op = what;
	op_patch = patch;
	memset(op_calls, 0, sizeof(op_calls));
	fail_after = NONE;
	strangers = false;
}

/* Each way to define the livepatch, each point where loading may fail */
static void try_loads(const struct key *from, int patch)
{
	unsigned int def, defs = 1u << (nr_ids + 3);
	int fails;

	for (def = 0; def < defs; def++) {
		if (!with_flags && (def & 6))
			continue;
		/* block_disable is the first id's */
		if ((def & 2) && !(def & 8))
			continue;
		for (fails = NONE; fails <= nr_ids; fails++) {
			start(from, LOAD, patch);
			fail_after = fails;
			strangers = def & 4;
			fill_patch(patch, def & 1, def >> 3, def & 2);
			load(patch);
			remember();
		}
	}
}

static void try_module(const struct key *from)
{
	int fails;

	start(from, GOING, NONE);
	if (w.module) {
		module_going();
		remember();
		return;
	}
	for (fails = NONE; fails <= nr_ids; fails++) {
		start(from, COMING, NONE);
		fail_after = fails;
		module_coming();
		remember();
	}
}

static void try_transition(const struct key *from)
{
	static void (* const ops[])(void) = {
		[FORCE] = force,
		[COMPLETE] = complete_transition,
	};
	enum op what;

	for (what = FORCE; what <= COMPLETE; what++) {
		start(from, what, w.transition);
		ops[what]();
		remember();
	}
	start(from, REVERSE, w.transition);
	w.patching = !w.patching;
	remember();
}

static void walk_from(const struct key *from)
{
	int i;

	try_module(from);
	decode(from);
	if (w.transition != NONE) {
		try_transition(from);
		return;
	}
	for (i = 0; i < w.nr_listed; i++) {
		start(from, DISABLE, w.list[i]);
		disable(w.list[i]);
		remember();
		decode(from);
	}
	for (i = 0; i < nr_patches && w.patches[i].where != OUT; i++)
		;
	if (i < nr_patches)
		try_loads(from, i);
}

static void walk(int patches, int ids, unsigned int objects, bool flags)
{
	struct key key;
	unsigned int i;
	int id;

	nr_patches = patches;
	nr_ids = ids;
	object_ids = objects;
	with_flags = flags;
	nr_keys = max_keys = 0;
	grow();
	memset(&w, 0, sizeof(w));
	w.transition = NONE;
	for (id = 0; id < nr_ids; id++)
		w.records[id].owner = NONE;
	remember();
	for (i = 0; i < nr_keys; i++) {
		key = keys[i];
		walk_from(&key);
	}
	printf("# %d livepatches, %d ids, %d of them in a module: %u states\n",
	       patches, ids, __builtin_popcount(objects), nr_keys);
}

/* The flags of states multiply the worlds: walked with three livepatches only
 * when there is time.
 */
int main(int argc, char **argv)
{
	bool full = argc > 1 && !strcmp(argv[1], "full");

	walk(2, 3, 6, true);
	walk(3, 2, 2, full);
	walk(3, 2, 3, full);
	return 0;
}
