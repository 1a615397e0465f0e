/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reads a C file once, with the bundled model of the kernel's headers, into a
 * tree of plain nodes. read.c is the only file that knows libclang, which works
 * in a process apart.
 */
#ifndef READ_H
#define READ_H

#include <stdbool.h>
#include <stddef.h>

#include "lex.h"

/* Byte offsets into the file: [begin, end). */
struct span {
	size_t begin, end;
};

enum node_kind {
	NODE_OTHER,
	NODE_FUNCTION,		/* prototype or definition; children: NODE_PARAM, NODE_BLOCK */
	NODE_PARAM,
	NODE_VAR,
	NODE_TYPE,		/* the use of a type by name */
	NODE_BLOCK,		/* { } of statements */
	NODE_DECL,		/* a declaration as statement */
	NODE_IF,
	NODE_LOOP,
	NODE_JUMP,		/* return, goto, break, continue */
	NODE_CALL,		/* first child: what is called */
	NODE_REF,		/* the use of a variable, parameter, function or enumerator */
	NODE_MEMBER,		/* child.name or child->name */
	NODE_FIELD,		/* .name in a designator */
	NODE_DESIGNATED,	/* children: NODE_FIELD or index, the last one is the value */
	NODE_LIST,		/* { } of initializers */
	NODE_BINARY,
	NODE_ASSIGN,		/* = and its relatives */
	NODE_UNARY,
	NODE_SIZEOF,		/* and what else only looks at a type */
	NODE_CAST,
	NODE_LITERAL,		/* (type) { }; the last child is the NODE_LIST */
	NODE_PAREN,
	NODE_STRING,
};

struct node {
	enum node_kind kind;
	struct span span;
	bool exact;		/* span is this node's text and nothing else: no macro made it */
	bool definition;	/* of a function or variable */
	bool global;		/* file scope, or static in a function */
	bool function;		/* of a use: it is one of a function */
	bool outside;		/* of a use: what is used is declared elsewhere */
	bool is_static;
	bool is_extern;		/* a declaration of what is defined elsewhere, maybe below */
	bool is_const;
	bool is_array;
	bool in_header;		/* (what is used is) also declared in another file here */
	bool has_value;		/* a constant expression, */
	long long value;	/* this is its value */
	const char *name;
	const char *type;	/* of an argument that is a pointer: what it points to, */
	long long type_size;	/* and its size */
	const char *record;	/* struct that the type is, or points to; else NULL */
	unsigned int pointers;	/* how often it points */
	const struct node *decl; /* first declaration in this file, or NULL */
	struct node *parent, *child, *next;
};

struct problem {
	size_t offset;
	char *text;
};

struct ast {
	struct node *root;
	struct span *skipped;	/* what #if switched off */
	size_t nr_skipped;
	struct problem *problems; /* errors, and warnings that a conversion may cause */
	size_t nr_problems;
};

/* MODEL_ANY: callbacks of objects and states; MODEL_STATES: what the state core takes. */
enum model_api { MODEL_ANY, MODEL_STATES };

/* The new text of another file of the livepatch, for those that include it. */
struct overlay {
	const char *path, *text;
	size_t len;
};

struct overlays {
	struct overlay *v;
	size_t nr;
};

/*
 * Parses text, which stands for the file at path (local includes are found
 * beside it), against a model of the API. Returns 0, -E2BIG when libclang
 * would not bear it, or -EIO when it did not. The tree lives until ast_release(),
 * which the same thread has to call.
 */
int read_c(struct ast *ast, const char *path, const char *text, size_t len,
	   const struct tokens *tokens, enum model_api api, const struct overlays *others);
void ast_release(struct ast *ast);

/*
 * Compiles text, which stands for the file at path, with options of a compiler.
 * Returns NULL, or the first error with its place, for free().
 */
char *compile_c(const char *path, const char *text, size_t len, const char *const *args,
		size_t nr_args);

#endif
