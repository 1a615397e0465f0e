/* SPDX-License-Identifier: GPL-2.0 */
/* From the arguments to livepatches: which files there are and which belong together. */
#ifndef WALK_H
#define WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "patch.h"

struct input {
	char *path;		/* to open; "-": standard input */
	char *real;		/* the same, absolute and without links; path if it can't be told */
	char *raw_name;		/* relative to the working directory, for diffs */
	char *name;		/* the same without odd bytes, for messages and reports */
	char *below;		/* the path below the argument that led here */
	bool named;		/* is an argument itself */
	struct buf text;	/* of standard input, which can be read once */
	int err;		/* negative errno: can't be read or entered */
	bool elsewhere;		/* another shard has it */
	bool patch;		/* a unified diff */
	bool part;		/* a header, or C that others include and that is no livepatch alone */
};

struct inputs {
	struct input *v;
	size_t nr;
	struct input **by_real;	/* after inputs_finish() */
};

/*
 * Adds what an argument stands for: a file, or all regular files of a folder,
 * in the order of their names, .git left out and symbolic links not followed.
 * What can't be read is added with its error.
 */
void walk(struct inputs *inputs, const char *path, char *const *exclude, size_t nr_exclude);

/* Drops what lies in a folder, to be called before inputs_finish(). */
void inputs_drop(struct inputs *inputs, const char *folder);

/* Appends the text of an input. Returns 0 or a negative errno. */
int input_read(struct input *in, struct buf *b);

/* Is a file of a kernel tree the kernel's own side of the API, which is no livepatch? */
bool is_kernels_own(const char *file);

/* The files of a patch whose lines may have the API, for free(); not the kernel's own. */
bool *files_to_look_at(const struct patch *p);

/* Sorts by name and drops what was named twice; nothing may be added afterwards. */
void inputs_finish(struct inputs *inputs);
void inputs_release(struct inputs *inputs);

/* A livepatch: the inputs that make one module; the first one is its main file. */
struct unit {
	size_t *files;		/* indices of inputs */
	bool *borrowed;		/* another livepatch is the one that changes this file */
	size_t nr;
};

struct units {
	struct unit *v;
	size_t nr;
};

/*
 * Finds the livepatches, on up to jobs threads. What can't be read gets its
 * negative errno in inputs[].err; a file without a token of the API is in no
 * unit, but for those that are of one module with files that have one.
 */
void find_units(struct inputs *inputs, struct units *units, unsigned int jobs);
void unit_release(struct unit *u);
void units_release(struct units *units);

#endif
