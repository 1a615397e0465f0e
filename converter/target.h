/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How a state looks in C: its place, its members' and callbacks' names. The
 * public proposals differ; following another one is another file like target.c.
 */
#ifndef TARGET_H
#define TARGET_H

#include "rules.h"

/* Turns the job's plans into edits: tables, entries, members, takeover. */
void target_states(struct job *job);

/*
 * The parameters of a state's callback, for a body that uses the given names
 * itself. patch and state receive the names that were chosen.
 */
char *target_parameters(const char *patch, const char *state);

/* The object of a state in its callbacks, as an expression; for free(). */
char *target_object(const struct job *job, const struct plan *plan, const char *patch,
		    const char *state);

/* The name that the state table of an object gets; for free(). */
char *target_table_name(const struct job *job, const struct plan *plan);

#endif
