/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How a state looks in C: its place, its members' and callbacks' names. The
 * public proposals differ; following another one is another file like target.c.
 */
#ifndef TARGET_H
#define TARGET_H

#include "job.h"

/* Turns the job's plans into edits: tables, entries, members, takeover. */
void target_states(struct job *job);

/* Takes the old callbacks out of an object's entry. */
void target_delete_callbacks(struct job *job, const struct plan *p);

/* The parameters of a state's callback, with these names; for free(). */
char *target_parameters(const char *patch, const char *state);

/* The object of a state in its callbacks, as an expression; for free(). */
char *target_object(const struct source *s, const struct plan *plan, const char *patch,
		    const char *state);

#endif
