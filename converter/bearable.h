/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is never handed to libclang, which recurses until its stack ends: for this
 * the line can be told, which nobody knows of other crashes.
 */
#ifndef BEARABLE_H
#define BEARABLE_H

#include "lex.h"

/* Returns NULL, or why libclang would not survive a text, and the place. */
const char *why_unbearable(const struct tokens *ts, const char *text, size_t *offset);

#endif
