/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A growing text buffer.
 *
 * Invariants: text is never NULL and text[len] is always '\0'; len counts no
 * terminator; bytes below len may be anything, '\0' included. A buffer starts
 * as BUF_INIT and ends with buf_release(), after which it is BUF_INIT again.
 * Running out of memory ends the program: nothing here returns an error.
 */
#ifndef BUF_H
#define BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *text;
	size_t len, alloc;
};

extern char buf_empty[];
#define BUF_INIT { .text = buf_empty }

void buf_release(struct buf *b);
void buf_add(struct buf *b, const void *data, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The text as a string of its own, for free(); the buffer is empty again. */
char *buf_detach(struct buf *b);

/*
 * Reads a whole file. Returns 0 or a negative errno; -EISDIR for what is no
 * regular file.
 */
int buf_read_file(struct buf *b, const char *path);

/* Like malloc and friends, but they end the program instead of returning NULL. */
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * The text as UTF-8 without control characters, but for those in keep; other
 * bytes become \\xNN. For free().
 */
char *printable(const char *s, const char *keep);

/* Does s end with suffix, and is not just that? */
bool has_suffix(const char *s, const char *suffix);

/* Does word stand in text, not as a part of a longer name? */
bool has_word(const char *text, const char *word);

/* Adds a name to a list of names, "a, b", unless it is in there. */
void add_name(struct buf *names, const char *name);

/* Makes room for one more element in the array v, that has nr elements. */
#define GROW(v, nr) \
	((v) = (((nr) & ((nr) - 1)) ? (v) : \
		xrealloc((v), ((nr) ? 2 * (nr) : 1) * sizeof(*(v)))))

#endif
