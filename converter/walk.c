// SPDX-License-Identifier: GPL-2.0
#include "walk.h"

#include <errno.h>
#include <fnmatch.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "lex.h"

static void add_input(struct inputs *inputs, const char *path, const char *name,
		      const char *below, bool named, int err)
{
	GROW(inputs->v, inputs->nr);
	inputs->v[inputs->nr++] = (struct input){
		.path = xstrdup(path), .name = xstrdup(name), .below = xstrdup(below),
		.named = named, .text = BUF_INIT, .err = err,
	};
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/*
 * What the names of an argument begin with: its path from the working
 * directory; nothing for an argument outside of it.
 */
static char *name_prefix(const char *path)
{
	char *real = realpath(path, NULL), *cwd = realpath(".", NULL);
	char *prefix = NULL;

	if (real && cwd) {
		size_t len = strcmp(cwd, "/") ? strlen(cwd) : 0;

		if (!strcmp(real, cwd))
			prefix = xstrdup("");
		else if (!strncmp(real, cwd, len) && real[len] == '/')
			prefix = xstrdup(real + len + 1);
	}
	free(real);
	free(cwd);
	return prefix;
}

static bool excluded(const char *name, char *const *exclude, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (!fnmatch(exclude[i], name, 0) || !fnmatch(exclude[i], base_name(name), 0))
			return true;
	return false;
}

static int fts_order(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void walk_entry(struct inputs *inputs, FTS *fts, FTSENT *e, const char *prefix,
		       size_t skip, char *const *exclude, size_t nr_exclude)
{
	const char *below = e->fts_path + skip;
	char *name;

	while (*below == '/')
		below++;
	name = *prefix ? xasprintf("%s%s%s", prefix, *below ? "/" : "", below) : xstrdup(below);
	if (*below && excluded(name, exclude, nr_exclude)) {
		fts_set(fts, e, FTS_SKIP);
	} else {
		switch (e->fts_info) {
		case FTS_D:
			if (!strcmp(e->fts_name, ".git"))
				fts_set(fts, e, FTS_SKIP);
			break;
		case FTS_F:
			add_input(inputs, e->fts_path, name, below, false, 0);
			break;
		case FTS_DNR:
		case FTS_NS:
		case FTS_ERR:
			add_input(inputs, e->fts_path, *name ? name : e->fts_path, below,
				  !*below, -e->fts_errno);
			break;
		}
	}
	free(name);
}

static void walk_folder(struct inputs *inputs, const char *path, const char *prefix,
			char *const *exclude, size_t nr_exclude)
{
	char *const paths[] = { (char *)path, NULL };
	FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_COMFOLLOW, fts_order);
	size_t skip = strlen(path);
	FTSENT *e;

	if (!fts) {
		add_input(inputs, path, path, "", true, -errno);
		return;
	}
	while ((e = fts_read(fts)))
		walk_entry(inputs, fts, e, prefix, skip, exclude, nr_exclude);
	fts_close(fts);
}

void walk(struct inputs *inputs, const char *path, char *const *exclude, size_t nr_exclude)
{
	char *prefix;
	struct stat st;

	if (!strcmp(path, "-")) {
		add_input(inputs, path, path, path, true, 0);
		return;
	}
	if (stat(path, &st)) {
		add_input(inputs, path, path, base_name(path), true, -errno);
		return;
	}
	prefix = name_prefix(path);
	if (S_ISDIR(st.st_mode))
		walk_folder(inputs, path, prefix ? prefix : "", exclude, nr_exclude);
	else
		add_input(inputs, path, prefix ? prefix : base_name(path), base_name(path), true,
			  S_ISREG(st.st_mode) ? 0 : -ENOTSUP);
	free(prefix);
}

static void input_release(struct input *in)
{
	free(in->path);
	free(in->name);
	free(in->below);
	buf_release(&in->text);
}

void inputs_drop(struct inputs *inputs, const char *folder)
{
	char *real = realpath(folder, NULL);
	size_t len = real ? strlen(real) : 0, nr = 0;

	for (size_t i = 0; i < inputs->nr; i++) {
		char *path = realpath(inputs->v[i].path, NULL);

		if (real && path && !strncmp(path, real, len) && path[len] == '/')
			input_release(&inputs->v[i]);
		else
			inputs->v[nr++] = inputs->v[i];
		free(path);
	}
	inputs->nr = nr;
	free(real);
}

static int input_order(const void *a, const void *b)
{
	const struct input *x = a, *y = b;
	int d = strcmp(x->name, y->name);

	return d ? d : strcmp(x->path, y->path);
}

static int path_order(const void *a, const void *b)
{
	const struct input *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

void inputs_finish(struct inputs *inputs)
{
	size_t nr = 0;

	if (inputs->nr)
		qsort(inputs->v, inputs->nr, sizeof(*inputs->v), input_order);
	for (size_t i = 0; i < inputs->nr; i++) {
		struct input *in = &inputs->v[i];

		if (nr && !strcmp(inputs->v[nr - 1].name, in->name) &&
		    !strcmp(inputs->v[nr - 1].path, in->path)) {
			inputs->v[nr - 1].named |= in->named;
			input_release(in);
		} else {
			inputs->v[nr++] = *in;
		}
	}
	inputs->nr = nr;

	inputs->by_path = xcalloc(nr, sizeof(*inputs->by_path));
	for (size_t i = 0; i < nr; i++)
		inputs->by_path[i] = &inputs->v[i];
	qsort(inputs->by_path, nr, sizeof(*inputs->by_path), path_order);
}

void inputs_release(struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->nr; i++)
		input_release(&inputs->v[i]);
	free(inputs->v);
	free(inputs->by_path);
	*inputs = (struct inputs){ 0 };
}

/* What grouping needs to know of a file. */
struct facts {
	bool api;		/* has a token of the API */
	bool enables;		/* calls klp_enable_patch(), or its predecessor */
	bool member;		/* of some unit */
	char **includes;	/* paths, beside the file */
	size_t nr_includes;
};

static bool is_candidate(const struct input *in)
{
	static const char *const suffixes[] = { ".c", ".h", ".patch", ".diff" };

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (has_suffix(in->path, suffixes[i]))
			return true;
	return in->named;
}

static char *beside(const char *path, const char *name, size_t len)
{
	size_t folder = base_name(path) - path;

	return xasprintf("%.*s%.*s", (int)folder, path, (int)len, name);
}

/* The kernel's own implementation uses the API but is no livepatch. */
static bool is_implementation(const struct input *in)
{
	static const char *const patterns[] = {
		"*/include/linux/livepatch*.h", "*/include/asm/livepatch*.h",
		"*/scripts/livepatch/*.[ch]",
		"*tools/objtool/*.[ch]", "*/.vmlinux.export.c",
	};
	char *real = realpath(in->path, NULL);
	bool is = false;

	for (size_t i = 0; real && i < sizeof(patterns) / sizeof(*patterns); i++)
		is |= !fnmatch(patterns[i], real, 0);
	if (real && !fnmatch("*/kernel/livepatch/*.[ch]", real, 0)) {
		/* A team's own folder may have this name, but not this file. */
		char *core = beside(real, "transition.h", strlen("transition.h"));

		is |= !access(core, F_OK);
		free(core);
	}
	free(real);
	return is;
}

static void find_includes(struct facts *f, const char *path, const struct tokens *ts,
			  const char *text)
{
	for (size_t i = 2; i < ts->nr; i++) {
		const struct token *t = &ts->v[i];

		if (t->kind != TOKEN_STRING || !t->directive || t->dead || t->length < 3 ||
		    !token_is(&ts->v[i - 1], text, "include"))
			continue;
		GROW(f->includes, f->nr_includes);
		f->includes[f->nr_includes++] = beside(path, text + t->offset + 1, t->length - 2);
	}
}

static int read_stdin(struct buf *b)
{
	char block[4096];
	size_t n;

	while ((n = fread(block, 1, sizeof(block), stdin)))
		buf_add(b, block, n);
	return ferror(stdin) ? -EIO : 0;
}

int input_read(struct input *in, struct buf *b)
{
	int err = 0;

	if (strcmp(in->path, "-"))
		return buf_read_file(b, in->path);
	if (!in->text.len)
		err = read_stdin(&in->text);
	buf_add(b, in->text.text, in->text.len);
	return err;
}

static void learn(struct facts *f, struct input *in)
{
	struct buf b = BUF_INIT;
	struct tokens ts = { 0 };

	if (in->err)
		return;
	in->err = input_read(in, &b);
	if (!in->err && (api_maybe(b.text, b.len) || memmem(b.text, b.len, ".c\"", 3))) {
		lex(&ts, b.text, b.len);
		for (size_t i = 0; i < ts.nr; i++) {
			f->api |= api_feature(&ts, i, b.text) != 0;
			f->enables |= !ts.v[i].dead &&
				      (token_is(&ts.v[i], b.text, "klp_enable_patch") ||
				       token_is(&ts.v[i], b.text, "klp_register_patch"));
		}
		if (f->api && is_implementation(in))
			f->api = false;
		find_includes(f, in->path, &ts, b.text);
		tokens_release(&ts);
	}
	buf_release(&b);
}

static bool find_input(const struct inputs *inputs, const char *path, size_t *index)
{
	const struct input key = { .path = (char *)path }, *k = &key;
	struct input **found = bsearch(&k, inputs->by_path, inputs->nr,
				       sizeof(*inputs->by_path), path_order);

	if (found)
		*index = *found - inputs->v;
	return found;
}

static void unit_add(struct unit *u, size_t file, bool borrowed)
{
	for (size_t i = 0; i < u->nr; i++)
		if (u->files[i] == file)
			return;
	u->files = xrealloc(u->files, (u->nr + 1) * sizeof(*u->files));
	u->borrowed = xrealloc(u->borrowed, (u->nr + 1) * sizeof(*u->borrowed));
	u->files[u->nr] = file;
	u->borrowed[u->nr++] = borrowed;
}

/* Adds what a file includes, if that is a C file or uses the API. */
static void add_included(struct unit *u, const struct inputs *inputs,
			 const struct facts *facts, size_t file)
{
	for (size_t i = 0; i < facts[file].nr_includes; i++) {
		size_t other;

		if (find_input(inputs, facts[file].includes[i], &other) && facts[other].api)
			unit_add(u, other, has_suffix(inputs->v[other].path, ".c"));
	}
}

/* From now on the files of the unit are taken. */
static void add_unit(struct units *units, const struct unit *u, struct facts *facts)
{
	GROW(units->v, units->nr);
	units->v[units->nr++] = *u;
	for (size_t i = 0; i < u->nr; i++)
		facts[u->files[i]].member |= !u->borrowed[i];
}

static bool includes_livepatch(const struct inputs *inputs, const struct facts *facts, size_t file)
{
	for (size_t i = 0; i < facts[file].nr_includes; i++) {
		size_t other;

		if (find_input(inputs, facts[file].includes[i], &other) && facts[other].api &&
		    has_suffix(inputs->v[other].path, ".c"))
			return true;
	}
	return false;
}

static void add_single_units(const struct inputs *inputs, struct facts *facts,
			     struct units *units)
{
	for (size_t i = 0; i < inputs->nr; i++) {
		const struct input *in = &inputs->v[i];
		struct unit u = { 0 };

		if (has_suffix(in->path, ".h") || facts[i].member)
			continue;
		if (!facts[i].api && !in->err &&
		    !includes_livepatch(inputs, facts, i))
			continue;
		unit_add(&u, i, false);
		add_included(&u, inputs, facts, i);
		add_unit(units, &u, facts);
	}
}

/* Headers with the API that no livepatch includes stand for themselves. */
static void add_lone_headers(const struct inputs *inputs, struct facts *facts,
			     struct units *units)
{
	for (size_t i = 0; i < inputs->nr; i++) {
		struct unit u = { 0 };

		if (!has_suffix(inputs->v[i].path, ".h") || facts[i].member ||
		    (!facts[i].api && !inputs->v[i].err))
			continue;
		unit_add(&u, i, false);
		add_unit(units, &u, facts);
	}
}

/* An object file of a module's list, as the input that it is made from. */
static void add_object(struct unit *u, const struct inputs *inputs, const char *kbuild,
		       const char *object, size_t len)
{
	char *path;
	size_t other;

	if (len < 3 || strncmp(object + len - 2, ".o", 2))
		return;
	path = beside(kbuild, object, len);
	path[strlen(path) - 1] = 'c';
	if (find_input(inputs, path, &other))
		unit_add(u, other, false);
	free(path);
}

static bool uses_api(const struct unit *u, const struct facts *facts)
{
	for (size_t i = 0; i < u->nr; i++)
		if (facts[u->files[i]].api)
			return true;
	return false;
}

static void main_file_first(struct unit *u, const struct facts *facts)
{
	for (size_t i = 1; i < u->nr; i++) {
		size_t file = u->files[i];

		if (!facts[file].enables || facts[u->files[0]].enables)
			continue;
		u->files[i] = u->files[0];
		u->files[0] = file;
	}
}

/* A line "module-y := a.o b.o" of a Kbuild file, already joined. */
static void read_kbuild_line(const struct inputs *inputs, struct facts *facts,
			     struct units *units, const char *kbuild, char *line)
{
	size_t name = strcspn(line, " \t:+=");
	char *list = strchr(line, '=');
	struct unit u = { 0 };

	if (!list || name < 3 || !strncmp(line, "obj-", 4) ||
	    (strncmp(line + name - 2, "-y", 2) &&
	     (name < 5 || strncmp(line + name - 5, "-objs", 5))))
		return;
	for (char *word = strtok(list + 1, " \t"); word; word = strtok(NULL, " \t"))
		add_object(&u, inputs, kbuild, word, strlen(word));

	if (!uses_api(&u, facts)) {
		free(u.files);
		free(u.borrowed);
		return;
	}
	main_file_first(&u, facts);
	for (size_t i = 0, own = u.nr; i < own; i++)
		add_included(&u, inputs, facts, u.files[i]);
	add_unit(units, &u, facts);
}

static void read_kbuild(const struct inputs *inputs, struct facts *facts, struct units *units,
			const char *path)
{
	struct buf b = BUF_INIT;
	char *rest, *line;

	if (!buf_read_file(&b, path)) {
		for (char *p = b.text; (p = strstr(p, "\\\n"));)
			p[0] = p[1] = ' ';
		rest = b.text;
		while ((line = strsep(&rest, "\n")))
			read_kbuild_line(inputs, facts, units, path, line);
	}
	buf_release(&b);
}

static int unit_order(const void *a, const void *b)
{
	const struct unit *x = a, *y = b;

	return (x->files[0] > y->files[0]) - (x->files[0] < y->files[0]);
}

void find_units(struct inputs *inputs, struct units *units)
{
	struct facts *facts = xcalloc(inputs->nr, sizeof(*facts));

	for (size_t i = 0; i < inputs->nr; i++)
		if (is_candidate(&inputs->v[i]))
			learn(&facts[i], &inputs->v[i]);

	for (size_t i = 0; i < inputs->nr; i++) {
		const char *base = base_name(inputs->v[i].path);

		if (!strcmp(base, "Makefile") || !strcmp(base, "Kbuild"))
			read_kbuild(inputs, facts, units, inputs->v[i].path);
	}
	add_single_units(inputs, facts, units);
	add_lone_headers(inputs, facts, units);
	if (units->nr)
		qsort(units->v, units->nr, sizeof(*units->v), unit_order);

	for (size_t i = 0; i < inputs->nr; i++) {
		for (size_t n = 0; n < facts[i].nr_includes; n++)
			free(facts[i].includes[n]);
		free(facts[i].includes);
	}
	free(facts);
}

void units_release(struct units *units)
{
	for (size_t i = 0; i < units->nr; i++) {
		free(units->v[i].files);
		free(units->v[i].borrowed);
	}
	free(units->v);
	*units = (struct units){ 0 };
}
