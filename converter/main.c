// SPDX-License-Identifier: GPL-2.0
/* klp-migrate: brings livepatches to the state API. */
#include <argp.h>
#include <errno.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run.h"

const char *argp_program_version = "klp-migrate " TOOL_VERSION;

enum {
	KEY_FORMAT = 256, KEY_REPORT, KEY_WRITE, KEY_BACKUP, KEY_FORCE, KEY_CHECK,
	KEY_REGISTRY, KEY_EXCLUDE, KEY_QUIET,
};

static const struct argp_option option_table[] = {
	{ "format", KEY_FORMAT, "text|json", 0, "what is printed (text)", 0 },
	{ "report", KEY_REPORT, "FILE", 0, "write a JSON report to FILE", 0 },
	{ "write", KEY_WRITE, NULL, 0, "convert: change the files in place", 0 },
	{ "backup", KEY_BACKUP, "SUF", OPTION_ARG_OPTIONAL,
	  "with --write: keep what was there as FILESUF (.orig)", 0 },
	{ "force", KEY_FORCE, NULL, 0,
	  "with --write: change files with uncommitted changes, too", 0 },
	{ NULL, 'o', "DIR", 0, "convert: write a converted copy of the tree to DIR", 0 },
	{ "check", KEY_CHECK, NULL, 0,
	  "convert: write nothing; exit status 1 if anything would change", 0 },
	{ "registry", KEY_REGISTRY, "FILE", 0, "the ids in use (klp-migrate.registry)", 0 },
	{ "exclude", KEY_EXCLUDE, "GLOB", 0,
	  "leave out paths or names that match; may be repeated", 0 },
	{ NULL, 'j', "N", 0, "threads (one per processor)", 0 },
	{ "quiet", KEY_QUIET, NULL, 0, "no table, no summary, no notes", 0 },
	{ 0 }
};

static unsigned int parse_jobs(struct argp_state *state, const char *arg)
{
	char *end;
	unsigned long n = strtoul(arg, &end, 10);

	if (*end || !n || n > 1024)
		argp_error(state, "-j needs a number of threads from 1 to 1024, not '%s'", arg);
	return n;
}

static enum format parse_format(struct argp_state *state, const char *arg)
{
	if (!strcmp(arg, "json"))
		return FORMAT_JSON;
	if (strcmp(arg, "text"))
		argp_error(state, "unknown format '%s': text or json", arg);
	return FORMAT_TEXT;
}

static void add_string(char ***v, size_t *nr, char *s)
{
	GROW(*v, *nr);
	(*v)[(*nr)++] = s;
}

static void parse_argument(struct argp_state *state, struct options *o, char *arg)
{
	if (o->command != COMMAND_NONE)
		add_string(&o->paths, &o->nr_paths, arg);
	else if (!strcmp(arg, "scan"))
		o->command = COMMAND_SCAN;
	else if (!strcmp(arg, "convert"))
		o->command = COMMAND_CONVERT;
	else if (!strcmp(arg, "explain"))
		o->command = COMMAND_EXPLAIN;
	else
		argp_error(state, "unknown command '%s': scan, convert or explain", arg);
}

static void check_usage(struct argp_state *state, const struct options *o)
{
	if (o->command == COMMAND_NONE)
		argp_error(state, "no command: scan, convert or explain");
	if (!o->nr_paths && o->command != COMMAND_EXPLAIN)
		argp_error(state, "no PATH: name files, folders, or - for standard input");
	if (o->command != COMMAND_CONVERT && (o->write || o->output || o->check))
		argp_error(state, "--write, -o and --check belong to convert");
	if (o->write + !!o->output + o->check > 1)
		argp_error(state, "only one of --write, -o and --check");
	if ((o->backup || o->force) && !o->write)
		argp_error(state, "--backup and --force belong to --write");
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case KEY_FORMAT:	o->format = parse_format(state, arg); break;
	case KEY_REPORT:	o->report = arg; break;
	case KEY_WRITE:		o->write = true; break;
	case KEY_BACKUP:	o->backup = arg ? arg : ".orig"; break;
	case KEY_FORCE:		o->force = true; break;
	case 'o':		o->output = arg; break;
	case KEY_CHECK:		o->check = true; break;
	case KEY_REGISTRY:	o->registry = arg; o->registry_named = true; break;
	case KEY_EXCLUDE:	add_string(&o->exclude, &o->nr_exclude, arg); break;
	case 'j':		o->jobs = parse_jobs(state, arg); break;
	case KEY_QUIET:		o->quiet = true; break;
	case ARGP_KEY_ARG:	parse_argument(state, o, arg); break;
	case ARGP_KEY_END:	check_usage(state, o); break;
	default:		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = option_table,
	.parser = parse_option,
	.args_doc = "scan PATH...\nconvert PATH...\nexplain [RULE...]",
	.doc = "Brings Linux livepatches from callbacks to states.\v"
	       "scan tells what each livepatch uses and what will become of it, convert prints a "
	       "diff that git apply takes. PATH is a file, a folder, or - for standard input.\n\n"
	       "Exit status: 0 nothing is left to do; 1 changes are needed (--check), or questions "
	       "or work by hand remain; 2 wrong usage, unreadable input, or an I/O error.",
};

static int explain(const struct options *o)
{
	int status = EXIT_DONE;

	if (!o->nr_paths)
		explain_list();
	for (size_t i = 0; i < o->nr_paths; i++) {
		if (explain_rule(o->paths[i]))
			continue;
		fprintf(stderr, "klp-migrate: no rule '%s': 'klp-migrate explain' lists them\n",
			o->paths[i]);
		status = EXIT_TROUBLE;
	}
	return status;
}

int main(int argc, char **argv)
{
	struct options o = {
		.jobs = sysconf(_SC_NPROCESSORS_ONLN),
		.registry = "klp-migrate.registry",
	};
	int status;

	argp_err_exit_status = EXIT_TROUBLE;
	argv[0] = (char *)"klp-migrate";	/* messages need no path */
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	git_libgit2_init();
	/* Only the status of files is read: whose repository it is does not matter. */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	status = o.command == COMMAND_EXPLAIN ? explain(&o) : run(&o);
	git_libgit2_shutdown();
	free(o.paths);
	free(o.exclude);
	return status;
}
