/* SPDX-License-Identifier: GPL-2.0 */
/* One id that livepatches declare in different ways: it shows only in all of them together. */
#ifndef COLLIDE_H
#define COLLIDE_H

#include "record.h"

struct holder;
struct question;

struct collisions {
	struct holder *holders;		/* all states */
	size_t nr_holders;
	struct question *questions;	/* sorted by record */
	size_t nr_questions;
};

/* Remembers the states of the record with a number; numbers only grow. */
void collisions_add(struct collisions *c, const json_t *record, size_t nr);

/* Compares all of them, and the registry's. */
void collisions_find(struct collisions *c, const struct registry *registry);

/* Adds to the record with a number what is to be asked about it. */
void collisions_ask(const struct collisions *c, json_t *record, size_t nr);

void collisions_release(struct collisions *c);

#endif
