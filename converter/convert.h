/* SPDX-License-Identifier: GPL-2.0 */
/* One livepatch, from its files to its class: read, rules, edits, verify. */
#ifndef CONVERT_H
#define CONVERT_H

#include "rules.h"
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
	const struct input *input;
	struct buf old_text, new_text;	/* new_text only if changed */
	bool changed;
};

struct result {
	enum class class;
	unsigned int features;		/* FEATURE_ */
	struct result_file *files;	/* the first one is the main file */
	size_t nr_files;
	struct finding *findings;	/* in the order of the files */
	size_t nr_findings;
	struct registered *states;	/* for the registry, if the conversion is written */
	size_t nr_states;
};

/*
 * Decides what becomes of a livepatch. Nothing is written. Only reads its
 * arguments, so several can be converted at the same time.
 */
void convert_unit(struct result *r, const struct inputs *inputs, const struct unit *unit,
		  const struct registry *registry);
void result_release(struct result *r);

#endif
