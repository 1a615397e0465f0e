/* SPDX-License-Identifier: GPL-2.0 */
/* Ids that two livepatches of a backlog declare in different ways. */
#ifndef COLLIDE_H
#define COLLIDE_H

#include "convert.h"

/* Asks about each state that the kernel would not take beside another one. */
void find_collisions(struct result *results, size_t nr, const struct registry *registry);

#endif
