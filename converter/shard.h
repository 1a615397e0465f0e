/* SPDX-License-Identifier: GPL-2.0 */
/* The part of the livepatches that one job of several takes: their paths alone decide. */
#ifndef SHARD_H
#define SHARD_H

#include "walk.h"

/*
 * Leaves the livepatches of part shard (from 1) of nr in units, and marks the
 * inputs that are another part's. Each input is of one part only.
 */
void shard_select(struct inputs *inputs, struct units *units, unsigned int shard,
		  unsigned int nr);

#endif
