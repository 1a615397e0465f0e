/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The ids that a team's livepatches use: a text file with a line per state,
 * id, fix, object, name and answers, separated by tabs.
 */
#ifndef REGISTRY_H
#define REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

struct registered {
	unsigned long id;
	char *fix;
	char *object;		/* "-": patch-wide */
	char *name;
	char *answers;
};

struct registry {
	struct registered *v;
	size_t nr;
	char *comments;		/* the lines that begin with #, which stay at the top */
	bool changed;
};

/*
 * Reads a registry; a file that does not exist is an empty one. Returns 0 or a
 * negative errno, with *line set for -EINVAL to the line that is malformed.
 */
int registry_read(struct registry *r, const char *path, unsigned int *line);

/*
 * Adds states to the registry at path and writes it, sorted and atomically; of
 * processes that do so at the same time none undoes what another one added.
 * Returns 0 or a negative errno.
 */
int registry_extend(const char *path, const struct registry *more);

/* The first line of a fix and object behind a given one (NULL: from the begin), or NULL. */
const struct registered *registry_find(const struct registry *r, const struct registered *behind,
				       const char *fix, const char *object);

/*
 * A line of a fix that has the same file name elsewhere and the same callbacks:
 * the path may have changed. NULL if there is none.
 */
const struct registered *registry_find_moved(const struct registry *r, const char *fix,
					     const char *object, const char *callbacks);

/* The answer of a fix to a rule's questions, up to a semicolon or the end; NULL: none. */
const char *registry_answer(const struct registry *r, const char *fix, const char *rule);

/* Adds a copy of a line, without answers, unless it is there. */
void registry_add(struct registry *r, const struct registered *entry);
void registry_release(struct registry *r);

/*
 * What a path says about the fix: the last two components, without .c or .patch, kernel
 * versions, and folders that are named after a kernel or distribution. For free().
 */
char *fix_of_path(const char *path);

/* All components of a path, as fix_of_path() takes the last two. For free(). */
char *path_without_versions(const char *path);

/* An id for a new state; never one that a person would choose. */
unsigned long derive_id(const char *fix, const char *object, const char *callbacks);

#endif
