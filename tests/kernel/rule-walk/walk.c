// SPDX-License-Identifier: GPL-2.0
/*
 * walk.c - walk every sequence of a small world of livepatches
 *
 * After each operation the world is compared with its oracle.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world.h"

static bool with_flags;			/* block_disable, old shadow variables */

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

	world_check();
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
	world_begin(what, patch);
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
			world_load(patch);
			remember();
		}
	}
}

static void try_module(const struct key *from)
{
	int fails;

	start(from, GOING, NONE);
	if (w.module) {
		world_module_going();
		remember();
		return;
	}
	for (fails = NONE; fails <= nr_ids; fails++) {
		start(from, COMING, NONE);
		fail_after = fails;
		world_module_coming();
		remember();
	}
}

static void try_transition(const struct key *from)
{
	static void (* const ops[])(void) = {
		[FORCE] = world_force,
		[COMPLETE] = world_complete,
	};
	enum op what;

	for (what = FORCE; what <= COMPLETE; what++) {
		start(from, what, w.transition);
		ops[what]();
		remember();
	}
	start(from, REVERSE, w.transition);
	world_reverse();
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
		world_disable(w.list[i]);
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

	with_flags = flags;
	nr_keys = max_keys = 0;
	grow();
	world_make(patches, ids, objects, ~2u);
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
