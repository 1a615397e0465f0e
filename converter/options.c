// SPDX-License-Identifier: GPL-2.0
#include "options.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"

const char *argp_program_version = "klp-migrate " TOOL_VERSION;

const struct command_info commands[NR_COMMANDS] = {
	[COMMAND_SCAN] = { "scan", "PATH...",
		"tell what each livepatch uses and what will become of it; nothing is written" },
	[COMMAND_CONVERT] = { "convert", "PATH...",
		"print a diff that git apply takes, or with --write or -o write the files" },
	[COMMAND_VERIFY] = { "verify", "PATH...",
		"compile each livepatch before and after: with the bundled headers, "
		"or with those of -k or -p" },
	[COMMAND_MERGE] = { "merge", "REPORT...",
		"make one report of the JSON reports of shards" },
	[COMMAND_EXPLAIN] = { "explain", "[RULE...]",
		"tell what a rule does and why, with an example; without RULE list them" },
};

enum {
	KEY_FORMAT = 256, KEY_REPORT, KEY_WRITE, KEY_BACKUP, KEY_FORCE, KEY_CHECK,
	KEY_REGISTRY, KEY_SHARD, KEY_BUILDER, KEY_EXCLUDE, KEY_ONLY, KEY_SKIP, KEY_COLOR, KEY_QUIET,
	KEY_NO_PROGRESS,
};

enum {
	SCAN = 1 << COMMAND_SCAN,
	CONVERT = 1 << COMMAND_CONVERT,
	VERIFY = 1 << COMMAND_VERIFY,
	MERGE = 1 << COMMAND_MERGE,
	READS = SCAN | CONVERT | VERIFY,
	REPORTS = SCAN | CONVERT | MERGE,
};

const struct option_info option_infos[] = {
	{ "format", KEY_FORMAT, "text|json|sarif|html", false, REPORTS,
	  "what is printed; with --report, what FILE gets (text, and json for a FILE)" },
	{ "report", KEY_REPORT, "FILE", false, REPORTS, "write a report to FILE" },
	{ "write", KEY_WRITE, NULL, false, CONVERT, "change the files in place" },
	{ "backup", KEY_BACKUP, "SUF", true, CONVERT,
	  "with --write: keep what was there as FILESUF (.orig)" },
	{ "force", KEY_FORCE, NULL, false, CONVERT,
	  "with --write: change files with uncommitted changes, too" },
	{ NULL, 'o', "DIR", false, CONVERT, "write a converted copy of the tree to DIR" },
	{ "check", KEY_CHECK, NULL, false, CONVERT,
	  "write nothing; exit status 1 if anything would change" },
	{ NULL, 'k', "KDIR", false, VERIFY,
	  "build with a built kernel that has the state core: before through compat/, after as it is" },
	{ NULL, 'p', "FILE", false, VERIFY,
	  "compile with the flags that a compile_commands.json has for the file" },
	{ "registry", KEY_REGISTRY, "FILE", false, READS | MERGE,
	  "the ids in use (klp-migrate.registry)" },
	{ "shard", KEY_SHARD, "I/N", false, READS,
	  "only the I-th of N parts of the livepatches; merge joins the reports" },
	{ "builder", KEY_BUILDER, "klp-build|kpatch-build", false, READS,
	  "what builds source patches: those for kpatch-build stay as they are (klp-build)" },
	{ "exclude", KEY_EXCLUDE, "GLOB", false, READS,
	  "leave out paths or names that match; may be repeated" },
	{ "only", KEY_ONLY, "RULE", false, READS,
	  "rewrite by this rule only, what others would rewrite is manual; may be repeated" },
	{ "skip", KEY_SKIP, "RULE", false, READS, "switch a rule off; may be repeated" },
	{ NULL, 'j', "N", false, READS, "threads (one per processor)" },
	{ "color", KEY_COLOR, "auto|always|never", false, READS | MERGE,
	  "color what is printed (auto: on a terminal)" },
	{ "quiet", KEY_QUIET, NULL, false, READS | MERGE, "no table, no summary, no notes" },
	{ "no-progress", KEY_NO_PROGRESS, NULL, false, READS,
	  "no progress bar on the terminal" },
};

const size_t nr_option_infos = sizeof(option_infos) / sizeof(*option_infos);

const char *const usage_intro =
	"Brings Linux livepatches from callbacks to states. PATH is a file, a folder, or - for "
	"standard input.";

const char *const usage_status =
	"Exit status: 0 nothing is left to do; 1 changes are needed (--check), questions or work "
	"by hand remain, or verify failed; 2 wrong usage, unreadable input, or an I/O error.";

struct parsing {
	struct options *o;
	bool *seen;		/* of option_infos */
	bool has_command;
};

/* Appends "scan, convert or explain": the names of some commands. */
static void add_command_names(struct buf *b, unsigned int which)
{
	for (int i = 0; i < NR_COMMANDS; i++) {
		unsigned int behind = which >> (i + 1);

		if (which & (1u << i))
			buf_addf(b, "%s%s", commands[i].name,
				 !behind ? "" : behind & (behind - 1) ? ", " : " or ");
	}
}

static unsigned long parse_number(const char *arg, char **end)
{
	return *arg >= '0' && *arg <= '9' ? strtoul(arg, end, 10) : 0;
}

static unsigned int parse_jobs(struct argp_state *state, const char *arg)
{
	char *end = NULL;
	unsigned long n = parse_number(arg, &end);

	if (!n || *end || n > 1024)
		argp_error(state, "-j needs a number of threads from 1 to 1024, not '%s'", arg);
	return n;
}

static void parse_shard(struct argp_state *state, struct options *o, const char *arg)
{
	char *slash = NULL, *end = NULL;
	unsigned long i = parse_number(arg, &slash);
	unsigned long n = i && *slash == '/' ? parse_number(slash + 1, &end) : 0;

	if (!n || *end || i > n || n > MAX_SHARDS)
		argp_error(state, "--shard needs I/N, part I of N with I from 1 to N, not '%s'", arg);
	o->shard = i;
	o->nr_shards = n;
}

/* The number of a word among the alternatives "a|b|c" that an option takes. */
static int parse_choice(struct argp_state *state, const struct option_info *info,
			const char *arg)
{
	const char *choices = info->arg;
	size_t len = strlen(arg);

	for (int i = 0; ; i++) {
		size_t n = strcspn(choices, "|");

		if (n == len && !memcmp(choices, arg, n))
			return i;
		if (!choices[n])
			break;
		choices += n + 1;
	}
	argp_error(state, "--%s needs %s, not '%s'", info->name, info->arg, arg);
	return 0;
}

static void add_string(struct strings *s, char *arg)
{
	GROW(s->v, s->nr);
	s->v[s->nr++] = arg;
}

static void parse_argument(struct argp_state *state, struct parsing *p, char *arg)
{
	struct buf names = BUF_INIT;

	if (p->has_command) {
		add_string(&p->o->args, arg);
		return;
	}
	for (int i = 0; i < NR_COMMANDS && !p->has_command; i++) {
		p->has_command = !strcmp(arg, commands[i].name);
		p->o->command = i;
	}
	if (!p->has_command) {
		add_command_names(&names, (1u << NR_COMMANDS) - 1);
		argp_error(state, "unknown command '%s': %s", arg, names.text);
	}
}

static void check_command(struct argp_state *state, const struct parsing *p)
{
	struct buf names = BUF_INIT;

	if (!p->has_command) {
		add_command_names(&names, (1u << NR_COMMANDS) - 1);
		argp_error(state, "no command: %s", names.text);
	}
	for (size_t i = 0; i < nr_option_infos; i++) {
		const struct option_info *info = &option_infos[i];

		if (!p->seen[i] || info->commands & (1u << p->o->command))
			continue;
		add_command_names(&names, info->commands);
		if (info->name)
			argp_error(state, "--%s belongs to %s", info->name, names.text);
		else
			argp_error(state, "-%c belongs to %s", info->key, names.text);
	}
}

static void check_usage(struct argp_state *state, const struct parsing *p)
{
	const struct options *o = p->o;

	check_command(state, p);
	if (!o->args.nr && o->command == COMMAND_MERGE)
		argp_error(state, "no REPORT: name the JSON reports of the shards");
	if (!o->args.nr && o->command != COMMAND_EXPLAIN)
		argp_error(state, "no PATH: name files, folders, or - for standard input");
	if (o->write + !!o->output + o->check > 1)
		argp_error(state, "only one of --write, -o and --check");
	if ((o->backup || o->force) && !o->write)
		argp_error(state, "--backup and --force belong to --write");
	if (o->kdir && o->compile_commands)
		argp_error(state, "only one of -k and -p");
}

static const struct option_info *mark_seen(struct parsing *p, int key)
{
	size_t i = 0;

	while (i < nr_option_infos && option_infos[i].key != key)
		i++;
	if (i == nr_option_infos)
		return NULL;
	p->seen[i] = true;
	return &option_infos[i];
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct parsing *p = state->input;
	const struct option_info *info = mark_seen(p, key);
	struct options *o = p->o;

	switch (key) {
	case KEY_FORMAT:	o->format = FORMAT_TEXT + parse_choice(state, info, arg); break;
	case KEY_COLOR:		o->color = parse_choice(state, info, arg); break;
	case KEY_REPORT:	o->report = arg; break;
	case KEY_WRITE:		o->write = true; break;
	case KEY_BACKUP:	o->backup = arg ? arg : ".orig"; break;
	case KEY_FORCE:		o->force = true; break;
	case 'o':		o->output = arg; break;
	case KEY_CHECK:		o->check = true; break;
	case 'k':		o->kdir = arg; break;
	case 'p':		o->compile_commands = arg; break;
	case KEY_REGISTRY:	o->registry = arg; o->registry_named = true; break;
	case KEY_BUILDER:	o->builder = parse_choice(state, info, arg); break;
	case KEY_SHARD:		parse_shard(state, o, arg); break;
	case KEY_EXCLUDE:	add_string(&o->exclude, arg); break;
	case KEY_ONLY:		add_string(&o->only, arg); break;
	case KEY_SKIP:		add_string(&o->skip, arg); break;
	case 'j':		o->jobs = parse_jobs(state, arg); break;
	case KEY_QUIET:		o->quiet = true; break;
	case KEY_NO_PROGRESS:	o->no_progress = true; break;
	case ARGP_KEY_ARG:	parse_argument(state, p, arg); break;
	case ARGP_KEY_END:	check_usage(state, p); break;
	default:		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static struct argp_option *argp_options(void)
{
	struct argp_option *v = xcalloc(nr_option_infos + 1, sizeof(*v));

	for (size_t i = 0; i < nr_option_infos; i++)
		v[i] = (struct argp_option){
			.name = option_infos[i].name, .key = option_infos[i].key,
			.arg = option_infos[i].arg, .doc = option_infos[i].help,
			.flags = option_infos[i].arg_optional ? OPTION_ARG_OPTIONAL : 0,
		};
	return v;
}

void parse_options(struct options *o, int argc, char **argv)
{
	struct parsing p = { .o = o, .seen = xcalloc(nr_option_infos, sizeof(*p.seen)) };
	struct buf args = BUF_INIT, doc = BUF_INIT;
	struct argp argp = { .options = argp_options(), .parser = parse_option };

	*o = (struct options){
		.jobs = sysconf(_SC_NPROCESSORS_ONLN),
		.registry = "klp-migrate.registry",
		.shard = 1, .nr_shards = 1,
	};
	buf_addf(&doc, "%s\v", usage_intro);
	for (int i = 0; i < NR_COMMANDS; i++) {
		buf_addf(&args, "%s%s %s", i ? "\n" : "", commands[i].name, commands[i].args);
		buf_addf(&doc, "%s: %s.\n", commands[i].name, commands[i].help);
	}
	buf_addf(&doc, "\n%s", usage_status);
	argp.args_doc = args.text;
	argp.doc = doc.text;

	argp_err_exit_status = EXIT_TROUBLE;
	argv[0] = (char *)"klp-migrate";	/* messages need no path */
	argp_parse(&argp, argc, argv, 0, NULL, &p);
	buf_release(&args);
	buf_release(&doc);
	free((void *)argp.options);
	free(p.seen);
}

void options_release(struct options *o)
{
	free(o->args.v);
	free(o->exclude.v);
	free(o->only.v);
	free(o->skip.v);
}
