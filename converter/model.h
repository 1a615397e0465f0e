/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a source file says about livepatching: its tables, its functions, who
 * uses what. Everything has its range in the text. Rules look at this only.
 */
#ifndef MODEL_H
#define MODEL_H

#include "lex.h"
#include "read.h"

/* A variable or literal of one of the API's structs, or an array of them, with its initializer. */
struct table {
	const struct node *var;		/* NODE_VAR or NODE_LITERAL */
	const char *record;		/* "klp_patch", "klp_object", ... */
	const struct node **entries;	/* NODE_LIST each; the terminator is not among them */
	size_t nr_entries;
	const struct node *terminator;	/* the empty last entry of an array, or NULL */
};

/* A member of an entry that has an initializer. */
struct field {
	const struct node *whole;	/* with the designator; NULL: there is no such member */
	const struct node *value;
};

struct function {
	const char *name;
	const struct node *decl;	/* first declaration in the file */
	const struct node *def;		/* NULL: no definition in the file */
	const struct node *body;
};

struct source {
	const char *name;		/* as messages print it */
	const char *text;
	size_t len;
	unsigned int margin;		/* columns that the file has in front of each line */
	struct tokens tokens;
	struct ast ast;
	struct table *tables;
	size_t nr_tables;
	struct function *functions;
	size_t nr_functions;
	const struct node **refs;	/* every NODE_REF, in the order of the text */
	size_t nr_refs;
	const struct function *init, *exit; /* of the module */
};

/*
 * Reads text, that stands for the file at path. Returns 0 or a negative errno.
 * The source refers to text and name; release it before them.
 */
int source_read(struct source *s, const char *name, const char *path,
		const char *text, size_t len);
void source_release(struct source *s);

/* The member of an entry of a table; "callbacks.pre_patch" names a nested designator. */
struct field entry_field(const struct node *entry, const char *record, const char *member);

/* The place of an entry in its array; -1: its index is no number. */
long entry_index(const struct source *s, const struct table *t, const struct node *entry);

/* The patch table; NULL if the file declares none, or more than one. */
const struct table *the_patch(const struct source *s);

/* The table of its patch-wide states; NULL: it has none in this file. */
const struct table *patch_states(const struct source *s);

/* The id of a state entry, if it is a constant. */
bool entry_id(const struct node *entry, unsigned long *id);

/* Its patch-wide state with an id; NULL: there is none. */
const struct node *patch_state(const struct source *s, unsigned long id);

/* Is a member of an object's entry written as .callbacks.pre_patch = f, or its like? */
bool is_nested_callback(const struct node *field);

/* What stands at file scope and holds a node. */
const struct node *top_level(const struct source *s, const struct node *n);

/* The list of a value: the value itself, or that of a compound literal; else NULL. */
const struct node *value_list(const struct node *value);

/* The value behind casts, parentheses and &. */
const struct node *strip(const struct node *value);

/* The function that a value names, or NULL. */
const struct function *value_function(const struct source *s, const struct node *value);

/* The table that a value names, or NULL. */
const struct table *value_table(const struct source *s, const struct node *value);

const struct function *find_function(const struct source *s, const struct node *decl);

/* Is it a variable that lives in this file, a static one of a function included? */
bool is_module_variable(const struct source *s, const struct node *decl);

/* A function's parameter, if it is the one struct klp_object * that a callback takes. */
const struct node *object_parameter(const struct node *function);

/* The function whose body holds a node, or NULL. */
const struct function *enclosing_function(const struct source *s, const struct node *n);

/* The call whose argument nr *arg is the node, behind casts and such; NULL if none. */
const struct node *enclosing_call(const struct node *n, unsigned int *arg);

/* What a call calls: its NODE_REF, or NULL for a call through a pointer. */
const struct node *callee(const struct node *call);

/* An argument by its number, from 0; NULL: there are fewer. */
const struct node *call_argument(const struct node *call, unsigned int nr);
unsigned int nr_arguments(const struct node *call);

/* Calls fn for a node and everything below it. */
void for_each_node(const struct node *n, void (*fn)(const struct node *n, void *arg), void *arg);

/* Does a function's tree have the name that stands at an offset? If not, it could not be read. */
bool is_in_tree(const struct node *body, size_t offset, const char *name);

/*
 * A set of functions: those that run when a given one does, as far as this file
 * shows. Bit n stands for functions[n].
 */
struct closure {
	bool *in;
};

/* Adds a function, if it is not NULL, and all that it names. */
void closure_add(const struct source *s, struct closure *c, const struct function *f);
bool closure_has(const struct source *s, const struct closure *c, const struct function *f);
void closure_release(struct closure *c);

/*
 * The name of the object that an expression of code stands for, as objs[0]
 * does; NULL: it is not known before run time. For free().
 */
char *object_name(const struct source *s, const struct node *object);

bool same_text(const struct source *s, const struct node *a, const struct node *b);

/* Is the value written as NULL or 0? */
bool is_null(const struct source *s, const struct node *value);
bool node_text_is(const struct source *s, const struct node *n, const char *word);
/* Is the node written where it seems to be? A macro's call can stand there instead. */
bool is_written(const struct source *s, const struct node *n);

/* Where an offset is; both count from 1, columns in bytes. */
void line_column(const struct source *s, size_t offset, unsigned int *line, unsigned int *column);

#endif
