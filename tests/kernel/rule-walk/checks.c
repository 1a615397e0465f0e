// SPDX-License-Identifier: GPL-2.0
/*
 * checks.c - try the rule's refusals with every combination of what counts
 *
 * The expected answers are written down once more, from the other side: as
 * lists of what is allowed.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rule.h"

struct klp_patch {
	int nr;
};

static int setup(struct klp_patch *patch, struct klp_state *state)
{
	(void)patch;
	(void)state;
	return 0;
}

static void shadow_dtor(void *obj, void *shadow_data)
{
	(void)obj;
	(void)shadow_data;
}

static void expect(bool right, const char *what, unsigned int bits)
{
	if (right)
		return;
	printf("# %s: wrong answer for combination %#x\n", what, bits);
	exit(1);
}

#define NR_VARIANTS	(2 * 3 * 2 * 2)

/* Version, name, is_shadow and callbacks of a state, mixed from a number */
static void fill(struct klp_state *state, unsigned int nr)
{
	static const char * const names[] = { NULL, "one", "two" };

	memset(state, 0, sizeof(*state));
	state->id = 1;
	state->version = nr % 2;
	state->name = names[nr / 2 % 3];
	state->is_shadow = nr / 6 % 2;
	if (nr / 12)
		state->callbacks.setup = setup;
}

static bool may_follow(const struct klp_state *new, const struct klp_state *old,
		       bool replace)
{
	bool same_name = !new->name || !old->name || new->name == old->name;
	bool form_of_5_5 = !new->is_shadow && !old->is_shadow &&
			   !new->callbacks.setup && !old->callbacks.setup;

	if (!same_name)
		return false;
	if (new->version == old->version)
		return replace || new->is_shadow == old->is_shadow;
	return new->version > old->version && (replace || form_of_5_5);
}

static void check_conflicts(void)
{
	struct klp_state new, old;
	unsigned int a, b, replace;

	for (a = 0; a < NR_VARIANTS; a++) {
		fill(&new, a);
		for (b = 0; b < NR_VARIANTS; b++) {
			fill(&old, b);
			for (replace = 0; replace < 2; replace++)
				expect(!klp_rule_conflict(&new, &old, replace) ==
				       may_follow(&new, &old, replace),
				       "conflict", a << 8 | b << 1 | replace);
		}
	}
}

static void take_takeover(struct klp_patch *patch, struct klp_state *state,
			  struct klp_state *old)
{
	(void)patch;
	(void)state;
	(void)old;
}

static void take(struct klp_patch *patch, struct klp_state *state)
{
	(void)patch;
	(void)state;
}

/* Each member of a struct klp_state on its own makes a flaw of an empty id. */
static void check_flaws(void)
{
	struct klp_state state;
	unsigned int bits;

	for (bits = 0; bits < 1u << 12; bits++) {
		memset(&state, 0, sizeof(state));
		state.id = bits & 1;
		state.version = bits >> 1 & 1;
		state.data = bits & 4 ? &state : NULL;
		state.name = bits & 8 ? "name" : NULL;
		state.callbacks.setup = bits & 0x10 ? setup : NULL;
		state.callbacks.enable = bits & 0x20 ? take : NULL;
		state.callbacks.disable = bits & 0x40 ? take : NULL;
		state.callbacks.remove = bits & 0x80 ? take : NULL;
		state.callbacks.takeover = bits & 0x100 ? take_takeover : NULL;
		state.callbacks.shadow_dtor = bits & 0x200 ? shadow_dtor : NULL;
		state.is_shadow = bits & 0x400;
		state.block_disable = bits & 0x800;

		expect(!klp_rule_flaw(&state) ==
		       (!bits || ((bits & 1) && (bits & 0x600) != 0x200)),
		       "flaw", bits);
		expect(klp_rule_is_plain(&state) == !(bits & 0x5f0),
		       "plain", bits);
	}
}

/* Three holders at most: the youngest may be the replacing livepatch. */
static void check_lost(void)
{
	struct klp_patch patches[3] = { { 0 }, { 1 }, { 2 } };
	struct klp_state states[3];
	struct klp_held held;
	unsigned int bits, i;
	bool lost;

	for (bits = 0; bits < 1u << 9; bits++) {
		memset(&held, 0, sizeof(held));
		lost = false;
		for (i = 0; i < 3; i++) {
			if (!(bits >> 3 * i & 1))
				continue;
			fill(&states[i], bits >> 3 * i & 2 ? 12 : 0);
			states[i].patch = &patches[i];
			klp_rule_hold(&held, &states[i]);
			states[i].pinned = i < 2 && (bits >> 3 * i & 4);
			lost |= (bits >> 3 * i & 7) == 1;
		}
		if (!held.newest)
			continue;
		expect(klp_rule_is_lost(&held, &patches[2]) ==
		       (lost && !(bits & 0x40)), "lost", bits);
	}
}

int main(void)
{
	check_conflicts();
	check_flaws();
	check_lost();
	return 0;
}
