/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All livepatches of a run, in order. They wait in a temporary file for what
 * concerns all of them, so memory does not grow with them.
 */
#ifndef BACKLOG_H
#define BACKLOG_H

#include <stdio.h>

#include "collide.h"

struct backlog {
	FILE *file;
	size_t nr;
	struct collisions collisions;
};

/* Returns 0 or a negative errno. */
int backlog_open(struct backlog *b);

/* Takes over the record. Returns 0 or a negative errno. */
int backlog_add(struct backlog *b, json_t *record);

/*
 * Calls fn for each record, with the questions about ids that collisions_find()
 * put to it. Returns 0 or a negative errno.
 */
int backlog_each(struct backlog *b, void (*fn)(const json_t *record, void *arg), void *arg);

void backlog_close(struct backlog *b);

#endif
