/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The command line. One table of commands and one of options drive parsing,
 * --help, the man page and shell completion.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#define TOOL_VERSION "0.1"

#define MAX_SHARDS 100000

enum {
	EXIT_DONE = 0,
	EXIT_REMAINS = 1,	/* changes needed with --check, or review or manual remain */
	EXIT_TROUBLE = 2,	/* wrong usage, unreadable input, I/O error */
};

enum command {
	COMMAND_SCAN, COMMAND_CONVERT, COMMAND_VERIFY, COMMAND_MERGE, COMMAND_EXPLAIN,
	NR_COMMANDS
};

struct command_info {
	const char *name, *args, *help;
};

extern const struct command_info commands[NR_COMMANDS];

struct option_info {
	const char *name;	/* the long one; NULL: there is none */
	int key;		/* the letter of a short one, or a number above those */
	const char *arg;	/* what it takes: alternatives, FILE, DIR, ...; NULL: nothing */
	bool arg_optional;
	unsigned int commands;	/* a bit for each that knows it */
	const char *help;
};

extern const struct option_info option_infos[];
extern const size_t nr_option_infos;

extern const char *const usage_intro, *const usage_status;

enum format { FORMAT_DEFAULT, FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_HTML };
enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum builder { BUILDER_KLP_BUILD, BUILDER_KPATCH_BUILD };

struct strings {
	char **v;
	size_t nr;
};

struct options {
	enum command command;
	struct strings args;	/* PATH, REPORT or RULE */
	struct strings exclude, only, skip;
	unsigned int jobs;
	unsigned int shard, nr_shards;	/* 1/1: all */
	enum format format;
	enum color color;
	enum builder builder;
	const char *report, *output, *backup, *registry, *kdir, *compile_commands;
	bool write, force, check, quiet, no_progress, registry_named;
};

/* Ends the program with EXIT_TROUBLE for a wrong usage. */
void parse_options(struct options *o, int argc, char **argv);
void options_release(struct options *o);

#endif
