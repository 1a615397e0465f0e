/* SPDX-License-Identifier: GPL-2.0 */
/* Compiles each livepatch before and after the conversion, and tells which fail. */
#ifndef VERIFY_H
#define VERIFY_H

#include "run.h"

/* Returns the exit status. */
int verify(struct run *run);

/*
 * The ways to compile. Each compiles a livepatch with its old texts ('before',
 * through compat/), or with those that the conversion leaves. Returns NULL, or
 * why that failed, for free().
 */
char *verify_with_kbuild(const struct options *o, const struct result *r, bool before);
char *verify_with_flags(const struct options *o, const struct result *r, bool before);

/* The folder compat/, beside the program or where it is installed; NULL: it is missing. */
const char *compat_folder(void);

#endif
