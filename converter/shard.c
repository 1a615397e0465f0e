// SPDX-License-Identifier: GPL-2.0
#include "shard.h"

#include <stdint.h>

/* FNV-1a, mixed: the parts are to be of about the same size. */
static unsigned int part_of(const char *name, unsigned int nr)
{
	uint64_t h = 0xcbf29ce484222325;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 0x100000001b3;
	return (h ^ h >> 32) % nr + 1;
}

void shard_select(struct inputs *inputs, struct units *units, unsigned int shard,
		  unsigned int nr)
{
	size_t left = 0;

	for (size_t i = 0; i < inputs->nr; i++)
		inputs->v[i].elsewhere = part_of(inputs->v[i].name, nr) != shard;
	for (size_t i = 0; i < units->nr; i++) {
		struct unit *u = &units->v[i];
		bool elsewhere = inputs->v[u->files[0]].elsewhere;

		/* The files of a livepatch go with the main one. */
		for (size_t f = 0; f < u->nr; f++)
			if (!u->borrowed[f])
				inputs->v[u->files[f]].elsewhere = elsewhere;
		if (elsewhere)
			unit_release(u);
		else
			units->v[left++] = *u;
	}
	units->nr = left;
}
