/* SPDX-License-Identifier: GPL-2.0 */
/* The table of all rules, made of rules.def: which of them run, and what is known of each. */
#ifndef RULES_H
#define RULES_H

#include "job.h"

/* Runs every rule and turns what they planned into edits. */
void run_rules(struct job *job);

struct rule {
	const char *id;
	void (*run)(struct job *job);
	const char *title, *why, *before, *after;
};

/* A rule by its number, from 0; NULL: there are fewer. */
const struct rule *rule_at(size_t nr);

/*
 * Takes a rule out of all that is done from now on; or lets it be the only one
 * that rewrites, with others that this is said of. false: there is no such rule.
 */
bool skip_rule(const char *id);
bool only_rule(const char *id);

/* Prints what `explain` knows of a rule; false: there is no such rule. */
bool explain_rule(const char *id);
void explain_list(void);

#endif
