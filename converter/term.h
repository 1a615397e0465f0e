/* SPDX-License-Identifier: GPL-2.0 */
/* What only a terminal gets: colors, and a progress bar. */
#ifndef TERM_H
#define TERM_H

#include <stdio.h>

#include "options.h"

enum paint { PAINT_NONE, PAINT_GOOD, PAINT_ASK, PAINT_BAD, PAINT_PLACE };

void term_setup(const struct options *o);

/* Prints a text in a color, if out is to have any. */
void painted(FILE *out, enum paint paint, const char *text);

/* Prints a diff, in colors if standard output is to have any. */
void print_diff(const char *diff, size_t len);

/* A bar on standard error, if that is a terminal and the work takes long. */
void progress(size_t done, size_t nr);
void progress_clear(void);

#endif
