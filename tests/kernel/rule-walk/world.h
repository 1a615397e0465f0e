/* SPDX-License-Identifier: GPL-2.0 */
/*
 * world.h - a small world of livepatches around kernel/livepatch/rule.c
 *
 * There is one world at a time.  Begin an operation with world_begin(), then
 * do it; each call that the rule asks for is checked, and world_check() finds
 * out whether all is as it has to be.  What is wrong ends the program.
 */
#ifndef _WORLD_H
#define _WORLD_H

#include "rule.h"

#define MAX_PATCHES	3
#define MAX_IDS		3
#define MAX_CALLS	32
#define NONE		(-1)

/* What the world is made of; these never change while it lives. */
extern int nr_patches, nr_ids;
extern unsigned int object_ids;		/* mask of ids that belong to the module */
extern unsigned int shadow_ids;		/* mask of ids with is_shadow */

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

/* Structures of the rule point into it: it can't live anywhere else. */
extern struct world {
	struct klp_patch patches[MAX_PATCHES];
	struct klp_held held[MAX_IDS];
	int list[MAX_PATCHES];
	int nr_listed;
	int transition;
	bool patching;
	bool module;
	struct record records[MAX_IDS];
} w;

enum op { LOAD, DISABLE, REVERSE, FORCE, COMPLETE, COMING, GOING };

/* For the operation that was begun; world_begin() resets them. */
extern int fail_after;			/* fail this setup or patching */
extern int fail_id;			/* fail setup of this id */
extern bool strangers;			/* is_shadow finds old variables */

/* The callbacks of the operation, in order */
extern struct call {
	int patch;
	int id;
	enum klp_step step;
} calls[MAX_CALLS];
extern int nr_calls;
extern int nr_freed;			/* ids whose shadow variables went */

void world_make(int patches, int ids, unsigned int objects,
		unsigned int shadows);
void world_begin(enum op op, int patch);
void world_check(void);

int patch_nr(const struct klp_state *state);
void fill_patch(int patch, bool replace, unsigned int holds, bool block);

/* Operations */
void world_load(int patch);
void world_disable(int patch);
void world_reverse(void);
void world_force(void);
void world_complete(void);
void world_module_coming(void);
void world_module_going(void);

#endif /* _WORLD_H */
