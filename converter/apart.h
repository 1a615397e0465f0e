/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Work that may crash, hang or take all memory is done in a process apart, one
 * for each thread that asks: libclang's, with texts that nobody has looked at.
 */
#ifndef APART_H
#define APART_H

#include <stddef.h>

/* A piece of work has as many seconds, and its process as many bytes: users are told so. */
#define APART_SECONDS 30
#define APART_GIB 2

/*
 * Memory of this thread that the process apart sees at the same place, zeroed.
 * It stays until what was held is let go, as often as it was held.
 */
void apart_hold(void);
void apart_drop(void);
void *apart_alloc(size_t size);
void *apart_copy(const void *data, size_t len);		/* with a 0 behind it */

/*
 * Calls work(arg) there. It must write to nothing but apart_alloc()'s memory.
 * Returns what it returns, or -EIO when the process has died of it.
 */
int apart(int (*work)(void *arg), void *arg);

#endif
