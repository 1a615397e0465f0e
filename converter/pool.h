/* SPDX-License-Identifier: GPL-2.0 */
/* Work on several threads whose results are taken in order. */
#ifndef POOL_H
#define POOL_H

#include <stdbool.h>
#include <stddef.h>

/* The most items that are worked on or wait to be taken at the same time. */
size_t pool_window(unsigned int jobs);

/*
 * Calls work(i, arg) for every i below nr on up to jobs threads, and take(i, arg)
 * in the caller's thread, in the order of i, as soon as work(i) is done. work(i)
 * is not called before take(i - pool_window(jobs)) has returned.
 * waiting(arg) is called each second while nothing can be taken; it may end the
 * program.
 */
void pool_run(size_t nr, unsigned int jobs, void (*work)(size_t i, void *arg),
	      void (*take)(size_t i, void *arg), void (*waiting)(void *arg), void *arg);

#endif
