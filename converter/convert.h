/* SPDX-License-Identifier: GPL-2.0 */
/* One livepatch, from its files to its class: read, rules, edits, and the check of the result. */
#ifndef CONVERT_H
#define CONVERT_H

#include "job.h"
#include "walk.h"

enum class {
	CLASS_UNCHANGED,
	CLASS_CONVERTED,
	CLASS_REVIEW,
	CLASS_MANUAL,
	CLASS_ERROR,
	NR_CLASSES
};

extern const char *const class_names[NR_CLASSES];

struct result_file {
	struct input *input;
	struct buf old_text, new_text;	/* new_text only if changed */
	bool changed;
	bool is_borrowed;		/* it is compiled as a part of another file */
};

struct declared_state {
	struct registered entry;
	bool is_new;		/* the conversion makes it: the registry wants it */
	bool is_derived;	/* its id is made from the path, */
	char *path;		/* which is this, without kernel versions */
	bool is_shadow;
	bool is_answered;	/* questions about ids are */
	const char *file;
	unsigned int line, column;
};

struct result {
	enum class class;
	unsigned int features;		/* FEATURE_ */
	struct result_file *files;	/* the first one is the main file */
	size_t nr_files;
	struct finding *findings;	/* in the order of the files */
	size_t nr_findings;
	struct declared_state *states;	/* that the livepatch has or gets */
	size_t nr_states;
};

/* Adds a finding about a place in a file; 0, 0: about the file as a whole. */
void add_finding(struct result *r, enum form form, const char *file, unsigned int line,
		 unsigned int column, const char *a, const char *b);

/* Moves what a job has found, and the states that it has or makes, to the result. */
void take_findings(struct result *r, struct job *job);
void take_states(struct result *r, const struct job *job);

/*
 * Runs the rules over a text, which stands for C at path, and appends to out
 * what becomes of it; nothing if a person must convert it.
 */
void convert_source(struct result *r, struct job *job, const char *name, const char *path,
		    const struct buf *text, const struct overlays *others, struct buf *out);

/* Gives a file its new text, which it takes over; an empty one changes nothing. */
void set_new_text(struct result_file *f, struct buf *text);

/*
 * Decides what becomes of a livepatch. Nothing is written. Only reads its
 * arguments, so several can be converted at the same time.
 */
void convert_unit(struct result *r, const struct inputs *inputs, const struct unit *unit,
		  const struct registry *registry);

void result_release(struct result *r);

#endif
