// SPDX-License-Identifier: GPL-2.0
/* At build time: prints the man page, or bash's completion, from the tables of options.c. */
#include <stdio.h>
#include <string.h>

#include "../options.h"

/* Text of a man page: what roff would take for its own is escaped. */
static void roff(const char *s)
{
	for (const char *begin = s; *s; s++) {
		if (*s == '-' || *s == '\\')
			putchar('\\');
		else if ((*s == '.' || *s == '\'') && (s == begin || s[-1] == '\n'))
			fputs("\\&", stdout);
		putchar(*s);
	}
}

static void roff_paragraph(const char *macro, const char *s)
{
	printf("%s\n", macro);
	roff(s);
	putchar('\n');
}

static void man_option(const struct option_info *o)
{
	unsigned int left = o->commands;
	const char letter[] = { '-', o->key, '\0' };

	fputs(".TP\n\\fB", stdout);
	roff(o->name ? "--" : letter);
	roff(o->name ? o->name : "");
	fputs("\\fR", stdout);
	if (o->arg) {
		const char *sep = o->name ? "=" : " ";

		printf(o->arg_optional ? "[%s\\fI" : "%s\\fI", sep);
		roff(o->arg);
		fputs(o->arg_optional ? "\\fR]" : "\\fR", stdout);
	}
	fputs("\n(", stdout);
	for (int i = 0; i < NR_COMMANDS; i++) {
		if (!(left & 1u << i))
			continue;
		left &= ~(1u << i);
		printf("%s%s", commands[i].name, left ? ", " : ") ");
	}
	roff(o->help);
	fputs(".\n", stdout);
}

static void man(void)
{
	static const char *const classes[][2] = {
		{ "unchanged", "nothing is to do" },
		{ "converted", "converted, and safe" },
		{ "review", "converted, if the answer to a question is right" },
		{ "manual", "not touched: the message says why and what to do" },
		{ "error", "can't be read" },
	};

	printf(".TH KLP\\-MIGRATE 1 \"\" \"klp\\-migrate %s\"\n.SH NAME\n"
	       "klp\\-migrate \\- brings livepatches to the state API\n.SH SYNOPSIS\n", TOOL_VERSION);
	for (int i = 0; i < NR_COMMANDS; i++) {
		printf("%s\\fBklp\\-migrate %s\\fR %s\\fI", i ? ".br\n" : "", commands[i].name,
		       i == COMMAND_EXPLAIN ? "" : "[\\fIoption\\fR...] ");
		roff(commands[i].args);
		fputs("\\fR\n", stdout);
	}
	roff_paragraph(".SH DESCRIPTION", usage_intro);
	roff_paragraph(".PP", "Each livepatch, which is one file or the files of one module, ends in one class:");
	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		printf(".TP\n\\fB%s\\fR\n%s.\n", classes[i][0], classes[i][1]);
	fputs(".SH COMMANDS\n", stdout);
	for (int i = 0; i < NR_COMMANDS; i++) {
		printf(".TP\n\\fB%s\\fR \\fI", commands[i].name);
		roff(commands[i].args);
		fputs("\\fR\n", stdout);
		roff(commands[i].help);
		fputs(".\n", stdout);
	}
	fputs(".SH OPTIONS\nIn parentheses: the commands that know the option.\n", stdout);
	for (size_t i = 0; i < nr_option_infos; i++)
		man_option(&option_infos[i]);
	roff_paragraph(".SH ANSWERS",
		"Questions are answered before the files are written, in the state's line of the "
		"registry as RULE=text, several with a semicolon between them, or in the source, "
		"by a comment:");
	roff_paragraph(".PP\n.nf", "/* klp-migrate: answer(RULE): text */");
	roff_paragraph(".fi\n.PP",
		"explain RULE lists the words that an answer may begin with, if the rule makes "
		"something of it. ignore(RULE) in place of answer(RULE) switches the rule off for "
		"the file.");
	roff_paragraph(".SH EXIT STATUS", usage_status + strlen("Exit status: "));
	roff_paragraph(".SH FILES\n.TP\n.I klp\\-migrate.registry",
		"The ids that the livepatches use: a line per state with id, fix, object, name and "
		"answers, separated by tabs. It belongs into git beside them.");
}

static void words(const char *choices)
{
	for (; *choices; choices++)
		putchar(*choices == '|' ? ' ' : *choices);
}

static void print_name(const struct option_info *o)
{
	if (o->name)
		printf("--%s", o->name);
	else
		printf("-%c", o->key);
}

static const char rules[] = "$(klp-migrate explain 2>/dev/null | sed 's/ .*//')";

/* What may follow an option. Nothing: bash offers files. */
static void complete_value(const struct option_info *o)
{
	if (!o->arg || o->arg_optional)
		return;
	putchar('\t');
	print_name(o);
	fputs(")\twords=", stdout);
	if (strchr(o->arg, '|')) {
		putchar('\'');
		words(o->arg);
		putchar('\'');
	} else if (!strcmp(o->arg, "RULE")) {
		fputs(rules, stdout);
	}
	fputs(" ;;\n", stdout);
}

static void complete_command(int command)
{
	printf("\t*:%s:-*)\twords='", commands[command].name);
	for (size_t i = 0; i < nr_option_infos; i++) {
		if (!(option_infos[i].commands & 1u << command))
			continue;
		print_name(&option_infos[i]);
		putchar(' ');
	}
	fputs("' ;;\n", stdout);
}

static void completion(void)
{
	fputs("# bash completion of klp-migrate, made from its table of options\n\n"
	      "_klp_migrate()\n{\n"
	      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=\n\n"
	      "\tif [ \"$cur\" = = ]; then\n\t\tcur=\n"
	      "\telif [ \"$prev\" = = ]; then\n\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n\tfi\n"
	      "\tcase $COMP_CWORD:${COMP_WORDS[1]}:$cur in\n\t1:*)\twords='--help --version", stdout);
	for (int i = 0; i < NR_COMMANDS; i++)
		printf(" %s", commands[i].name);
	fputs("' ;;\n", stdout);
	for (int i = 0; i < NR_COMMANDS; i++)
		complete_command(i);
	printf("\t*:explain:*)\twords=%s ;;\n\tesac\n\tcase $prev in\n", rules);
	for (size_t i = 0; i < nr_option_infos; i++)
		complete_value(&option_infos[i]);
	fputs("\tesac\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n"
	      "complete -o default -F _klp_migrate klp-migrate\n", stdout);
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "1"))
		man();
	else
		completion();
	return 0;
}
