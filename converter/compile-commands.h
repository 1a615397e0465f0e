/* SPDX-License-Identifier: GPL-2.0 */
/* compile_commands.json: which options a file is compiled with. */
#ifndef COMPILE_COMMANDS_H
#define COMPILE_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

struct flags {
	char **v;		/* only those that matter to how the text is read */
	size_t nr;
};

/* Reads the file once, before any thread looks for flags. A failure is reported. */
bool compile_commands_read(const char *path);

/* The flags for a file with an absolute path. false: the file has no entry. */
bool compile_commands_find(const char *path, struct flags *flags);
void flags_release(struct flags *flags);

#endif
