/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where things stand in the text: lines, indentation, comments. So that what
 * is inserted or taken out leaves a file as a person would have left it.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "edit.h"
#include "model.h"

#define TAB 8

/* The column behind text that begins in a column, with tab stops every TAB. */
unsigned int width(unsigned int column, const char *text, size_t len);

size_t line_begin(const struct source *s, size_t offset);
size_t line_end(const struct source *s, size_t offset);	/* behind the newline */

/* Is there anything but white space on the line above an offset's? */
bool has_text_above(const struct source *s, size_t offset);

/* The text of a span; for free(). */
char *text_at(const struct source *s, struct span span);

/* The blanks that the line of an offset begins with; for free(). */
char *indentation(const struct source *s, size_t offset);

/* What one level is indented by: a tab, or the blanks in front of its functions' lines; for free(). */
char *indent_unit(const struct source *s);

/* Blanks, with tabs if it has such, up to a column. */
void print_columns(const struct source *s, unsigned int columns, struct buf *out);

/* Gives lines that are inserted the file's own unit in place of tabs. */
void indent_edits(const struct source *s, struct edits *e);

/* The next token at or behind offset that is no comment; NULL at the end. */
const struct token *next_token(const struct source *s, size_t offset);

/* Behind the statement or declaration that ends at offset: its semicolon included. */
size_t statement_end(const struct source *s, size_t offset);

/* Behind the comma that follows offset, if one does; else offset. */
size_t comma_end(const struct source *s, size_t offset);

/*
 * The first byte of the comments that stand on lines of their own directly
 * above an offset's line; the begin of that line if there are none, and the
 * offset itself if there is something before it on that line.
 */
size_t comment_above(const struct source *s, size_t offset);

/*
 * The lines that go when a statement does: whole lines if it is alone on them,
 * with one of the blank lines around it if there would be two in a row, or one
 * at the begin or end of a block.
 */
struct span removable(const struct source *s, struct span statement);

void delete_statement(const struct source *s, struct edits *edits, struct span statement);

/* Takes a variable out of its declaration, with the whole line if it was alone. */
void delete_variable(const struct source *s, struct edits *edits, const struct node *var);

/* Takes a member out of a { } of initializers, with its comma. */
void delete_member(const struct source *s, struct edits *edits, const struct node *member);

/* Is the word a name anywhere in the file? */
bool name_used(const struct source *s, const char *word);

/* Does a . or -> stand before token i? */
bool behind_member_operator(const struct source *s, size_t i);

/* Is it used as a name of its own, not as a member, within a span? */
bool name_used_in(const struct source *s, struct span span, const char *word);

bool has_comment(const struct source *s, struct span span);

/* Does an #if, or another directive, stand inside of a span? */
bool has_directive(const struct source *s, struct span span);

/*
 * Prints the #if lines around an offset that do not stand around an earlier
 * one, too. Returns how many, or -1 for a branch that only an #elif could name.
 */
int print_conditions(const struct source *s, size_t offset, size_t earlier, struct buf *out);

/* Is it in code that an #if switches off? */
bool is_skipped(const struct source *s, size_t offset);

/* Is token i the # of a directive of that name, or, with a *, one that begins so? */
bool is_directive(const struct source *s, size_t i, const char *name);

/* Is the token the # of an #if or #elif that asks for the kernel's version? */
bool names_version(const struct source *s, size_t token);

/* Is a token in a branch of one? */
bool in_version_branch(const struct source *s, size_t token);

/* The arguments that stand in parentheses behind a token; -1: no parentheses. */
int token_arguments(const struct source *s, size_t token);

#endif
