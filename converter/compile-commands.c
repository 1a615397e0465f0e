// SPDX-License-Identifier: GPL-2.0
#include "compile-commands.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "record.h"

/* Lives as long as the program. */
static json_t *entries;

bool compile_commands_read(const char *path)
{
	entries = load_json(path);
	if (entries && !json_is_array(entries))
		fprintf(stderr, "%s: error: this is no compile_commands.json\n", path);
	return json_is_array(entries);
}

static void add_flag(struct flags *f, char *flag)
{
	GROW(f->v, f->nr);
	f->v[f->nr++] = flag;
}

/*
 * Options that decide how the text is read. The kernel's others are gcc's, and
 * clang would refuse many of them.
 */
static bool matters(const char *flag)
{
	static const char *const allowed[] = {
		"-I", "-D", "-U", "-include", "-isystem", "-iquote", "-nostdinc", "-std=", "-m64",
		"-m32", "-mcmodel", "-fshort-wchar", "-funsigned-char", "-fms-extensions",
		"-fno-builtin", "--target=",
	};

	for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
		if (!strncmp(flag, allowed[i], strlen(allowed[i])))
			return true;
	return false;
}

/* The paths that these options name are relative to the entry's directory. */
static bool takes_argument(const char *flag)
{
	static const char *const options[] = {
		"-I", "-D", "-U", "-include", "-isystem", "-iquote",
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (!strcmp(flag, options[i]))
			return true;
	return false;
}

/* The next word of a command as a shell would split it; for free(), NULL: none is left. */
static char *next_word(const char **p)
{
	struct buf b = BUF_INIT;
	char quote = 0;

	*p += strspn(*p, " \t\n");
	if (!**p)
		return NULL;
	for (; **p && (quote || !strchr(" \t\n", **p)); ++*p) {
		if (quote && **p == quote)
			quote = 0;
		else if (!quote && (**p == '\'' || **p == '"'))
			quote = **p;
		else if (**p == '\\' && quote != '\'' && (*p)[1])
			buf_putc(&b, *++*p);
		else
			buf_putc(&b, **p);
	}
	return buf_detach(&b);
}

static void split(const json_t *entry, struct flags *all)
{
	const json_t *words = json_object_get(entry, "arguments"), *word;
	const char *command = json_string_value(json_object_get(entry, "command"));
	char *next;
	size_t i;

	json_array_foreach(words, i, word)
		if (json_is_string(word))
			add_flag(all, xstrdup(json_string_value(word)));
	while (command && (next = next_word(&command)))
		add_flag(all, next);
}

static void select_flags(const json_t *entry, struct flags *flags)
{
	const char *folder = json_string_value(json_object_get(entry, "directory"));
	struct flags all = { 0 };

	split(entry, &all);
	for (size_t i = 1; i < all.nr; i++) {
		if (!matters(all.v[i]))
			continue;
		add_flag(flags, xstrdup(all.v[i]));
		if (takes_argument(all.v[i]) && i + 1 < all.nr)
			add_flag(flags, xstrdup(all.v[++i]));
	}
	if (folder)
		add_flag(flags, xasprintf("-working-directory=%s", folder));
	flags_release(&all);
}

static bool is_entry_of(const json_t *entry, const char *path)
{
	const char *folder = json_string_value(json_object_get(entry, "directory"));
	const char *file = json_string_value(json_object_get(entry, "file"));
	char *name, *real;
	bool is;

	if (!file)
		return false;
	name = *file == '/' || !folder ? xstrdup(file) : xasprintf("%s/%s", folder, file);
	real = realpath(name, NULL);
	is = real && !strcmp(real, path);
	free(real);
	free(name);
	return is;
}

bool compile_commands_find(const char *path, struct flags *flags)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(entries, i, entry) {
		if (!is_entry_of(entry, path))
			continue;
		select_flags(entry, flags);
		return true;
	}
	return false;
}

void flags_release(struct flags *flags)
{
	for (size_t i = 0; i < flags->nr; i++)
		free(flags->v[i]);
	free(flags->v);
	*flags = (struct flags){ 0 };
}
