/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What rules see and what they say. A rule looks at the source's model and
 * records findings, states that the livepatch shall declare, and edits.
 */
#ifndef JOB_H
#define JOB_H

#include "edit.h"
#include "forms.h"
#include "model.h"
#include "registry.h"

struct finding {
	enum form form;
	enum level level;		/* the form's, or NOTE for a question that is answered */
	const char *file;
	size_t offset;			/* in the text that the job has read */
	unsigned int line, column;	/* from 1; 0: the file as a whole */
	char *message;
};

enum callback { PRE_PATCH, POST_PATCH, PRE_UNPATCH, POST_UNPATCH, NR_CALLBACKS };

extern const char *const callback_names[NR_CALLBACKS];	/* the old API's */

/* What is done for a state that a new livepatch inherits. */
enum takeover {
	TAKEOVER_NONE,
	TAKEOVER_DATA,			/* it gets the old one's data */
	TAKEOVER_AGAIN,			/* what the old module has set up goes, and is set up again */
};

/* A state that the livepatch shall declare, or the additions to one that it has. */
struct plan {
	const struct table *objects;	/* the object's table, and its entry; */
	const struct node *object;	/* NULL: patch-wide */
	char *object_name;		/* "vmlinux" or the module; "-": patch-wide */
	const struct node *existing;	/* entry of a state table; NULL: to be made */
	size_t origin;			/* offset of the first thing that asks for the state */
	char *id;			/* as C writes it */
	unsigned long id_value;
	bool id_derived;		/* by us, not by the source */
	bool id_known;			/* to the registry */
	char *name;			/* may be NULL */
	char *comment;			/* lines that explain the state, may be NULL */
	const struct function *callbacks[NR_CALLBACKS];
	struct field old_callbacks;	/* where they were written */
	const struct table *by_name;	/* the variable that has them, or NULL */
	const struct node *assigned[NR_CALLBACKS]; /* set at run time; object is NULL then */
	struct span macros[NR_CALLBACKS]; /* declared by macros; object is NULL then */
	bool hook[NR_CALLBACKS];	/* a function without parameters */
	bool is_shadow;
	char *dtor;			/* C name, NULL: none */
	const struct function *dtor_function;
	bool elsewhere;			/* another file has its table */
	enum takeover takeover;
	bool escape_asked;		/* whether there must be one */
	char *takeover_name;		/* the function's, when it is chosen */
	struct closure closure;		/* all that runs in its callbacks, and the dtor */
};

/* What takes the place of a string that was the key of shadow variables. */
struct shadow_key {
	unsigned long id;
	char *name;
	size_t origin;
};

/* A callback that is defined in another file than its table is in. */
struct shared {
	char *name;
	char *fix;			/* of the table's path: its states' in the registry */
	enum callback slot;
	char *object_name;
};

struct shared_list {
	struct shared *v;
	size_t nr;
	struct buf names;		/* of variables and functions, in all files */
	bool complete;			/* the file that enables the livepatch was looked at, too */
};

#define SHARED_INIT { .names = BUF_INIT }

struct job {
	struct source source;
	const char *object;		/* of a source patch: the file that it changes */
	const char *path;		/* to derive ids from; NULL: standard input */
	const struct registry *registry;
	const struct shared_list *shared;
	bool several_files;		/* the livepatch is more than this source, */
	bool part;			/* and others include it */
	struct edits edits;
	struct span *accounted;		/* text of old APIs that is converted */
	size_t nr_accounted;
	struct buf asked;		/* names that a question was asked about */
	struct plan *plans;
	size_t nr_plans;
	struct shadow_key *keys;
	size_t nr_keys;
	struct finding *findings;
	size_t nr_findings;
};

/*
 * The answer to a rule's questions, in the source or the registry: the one of
 * the rule's ANSWERs that it begins with; "" for a rule that takes any; NULL: none.
 */
const char *answer_to(const struct job *job, const char *rule);
bool answer_is(const struct job *job, const char *rule, const char *answer);

/* Finds an answer that is none of the rule's. */
void check_answer(struct job *job, const char *rule);

/* Does a comment of the source say that the rule shall be ignored? */
bool is_ignored(const struct job *job, const char *rule);

/* Has the job found the same already? */
bool is_found(const struct job *job, const struct finding *f);

/* Records a finding at an offset of the source; a and b fill the form's %s. */
void found(struct job *job, enum form form, size_t offset, const char *a, const char *b);

/* Puts them in the order of the text. */
void sort_findings(struct job *job);

void job_release(struct job *job);

/* A new plan; pointers to older ones are no longer valid. */
struct plan *add_plan(struct job *job);

/* Is it declared by macros, in source that a build tool makes a livepatch of? */
bool by_macros(const struct plan *p);

/* The first assignment of a callback at run time; NULL: there is none. */
const struct node *first_assigned(const struct plan *p);
bool is_patch_wide(const struct plan *p);

/* Decides which state a plan's callbacks belong to. False: a person must. */
bool choose_state(struct job *job, struct plan *p);

/* Takes the function that a value names as a callback. False: it can't be one. */
bool take_callback(struct job *job, struct plan *p, enum callback c, const struct node *value);
bool take_function(struct job *job, struct plan *p, enum callback c, const struct function *f,
		   size_t offset);

/* What is known to be converted: names of the old API in it are accounted for. */
void account(struct job *job, struct span span);
bool is_accounted(const struct job *job, size_t offset);

/* Is token i a call that is the same before and after, whatever is around it? */
bool needs_no_tree(const struct source *s, size_t token);

/* Has a call of klp_shadow_*() the arguments that it has since 4.17? */
bool shadow_call_is_new(const struct source *s, size_t token);

#define RULE(id, function, ...) void function(struct job *job);
#define FORM(...)
#define ANSWER(...)
#include "rules.def"
#undef RULE
#undef FORM
#undef ANSWER

#endif
