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
#include "patch.h"
#include "pool.h"

static void add_input(struct inputs *inputs, const char *path, const char *real,
		      const char *name, const char *below, bool named, int err)
{
	GROW(inputs->v, inputs->nr);
	inputs->v[inputs->nr++] = (struct input){
		.path = xstrdup(path), .real = xstrdup(real ? real : path),
		.raw_name = xstrdup(name), .name = printable(name, ""),
		.below = xstrdup(below), .named = named, .text = BUF_INIT, .err = err,
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

static void walk_entry(struct inputs *inputs, FTS *fts, FTSENT *e, const char *root,
		       const char *prefix, size_t skip, char *const *exclude, size_t nr_exclude)
{
	const char *below = e->fts_path + skip;
	char *name, *real;

	while (*below == '/')
		below++;
	real = xasprintf("%s/%s", strcmp(root, "/") ? root : "", below);
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
			add_input(inputs, e->fts_path, real, name, below, false, 0);
			break;
		case FTS_DNR:
		case FTS_NS:
		case FTS_ERR:
			add_input(inputs, e->fts_path, real, *name ? name : e->fts_path,
				  below, !*below, -e->fts_errno);
			break;
		}
	}
	free(real);
	free(name);
}

static void walk_folder(struct inputs *inputs, const char *path, const char *prefix,
			char *const *exclude, size_t nr_exclude)
{
	char *const paths[] = { (char *)path, NULL };
	FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_COMFOLLOW, fts_order);
	char *root = realpath(path, NULL);
	size_t skip = strlen(path);
	FTSENT *e;

	if (!fts || !root)
		add_input(inputs, path, NULL, path, "", true, -errno);
	while (fts && root && (e = fts_read(fts)))
		walk_entry(inputs, fts, e, root, prefix, skip, exclude, nr_exclude);
	if (fts)
		fts_close(fts);
	free(root);
}

void walk(struct inputs *inputs, const char *path, char *const *exclude, size_t nr_exclude)
{
	char *prefix, *real;
	struct stat st;

	if (!strcmp(path, "-")) {
		add_input(inputs, path, NULL, path, path, true, 0);
		return;
	}
	if (stat(path, &st)) {
		add_input(inputs, path, NULL, path, base_name(path), true, -errno);
		return;
	}
	real = realpath(path, NULL);
	prefix = name_prefix(path);
	if (S_ISDIR(st.st_mode))
		walk_folder(inputs, path, prefix ? prefix : "", exclude, nr_exclude);
	else
		add_input(inputs, path, real, prefix ? prefix : base_name(path),
			  base_name(path), true, S_ISREG(st.st_mode) ? 0 : -ENOTSUP);
	free(real);
	free(prefix);
}

static void input_release(struct input *in)
{
	free(in->path);
	free(in->real);
	free(in->raw_name);
	free(in->name);
	free(in->below);
	buf_release(&in->text);
}

void inputs_drop(struct inputs *inputs, const char *folder)
{
	char *real = realpath(folder, NULL);
	size_t len = real ? strlen(real) : 0, nr = 0;

	for (size_t i = 0; i < inputs->nr; i++) {
		const char *path = inputs->v[i].real;

		if (real && !strncmp(path, real, len) && path[len] == '/')
			input_release(&inputs->v[i]);
		else
			inputs->v[nr++] = inputs->v[i];
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

static int real_order(const void *a, const void *b)
{
	const struct input *const *x = a, *const *y = b;

	return strcmp((*x)->real, (*y)->real);
}

static int duplicate_order(const void *a, const void *b)
{
	const struct input *x = a, *y = b;
	int d = strcmp(x->real, y->real);

	return d ? d : input_order(a, b);
}

static void drop_duplicates(struct inputs *inputs)
{
	size_t nr = 0;

	for (size_t i = 0; i < inputs->nr; i++) {
		struct input *in = &inputs->v[i];

		if (nr && !strcmp(inputs->v[nr - 1].real, in->real)) {
			inputs->v[nr - 1].named |= in->named;
			input_release(in);
		} else {
			inputs->v[nr++] = *in;
		}
	}
	inputs->nr = nr;
}

void inputs_finish(struct inputs *inputs)
{
	if (inputs->nr)
		qsort(inputs->v, inputs->nr, sizeof(*inputs->v), duplicate_order);
	drop_duplicates(inputs);
	if (inputs->nr)
		qsort(inputs->v, inputs->nr, sizeof(*inputs->v), input_order);

	inputs->by_real = xcalloc(inputs->nr, sizeof(*inputs->by_real));
	for (size_t i = 0; i < inputs->nr; i++)
		inputs->by_real[i] = &inputs->v[i];
	qsort(inputs->by_real, inputs->nr, sizeof(*inputs->by_real), real_order);
}

void inputs_release(struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->nr; i++)
		input_release(&inputs->v[i]);
	free(inputs->v);
	free(inputs->by_real);
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
	static const char *const suffixes[] = { ".c", ".h" };

	if (in->patch)
		return true;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (has_suffix(in->path, suffixes[i]))
			return true;
	return in->named;
}

/* Takes "." and ".." out of a path; standard input has a relative one. */
static char *normalize(char *path)
{
	char *out = path, *rest = xstrdup(path), *next = rest, *word;
	const char *slash = *path == '/' ? "/" : "";

	*out = '\0';
	while ((word = strsep(&next, "/"))) {
		if (!strcmp(word, "..") && strrchr(path, '/')) {
			out = strrchr(path, '/');
		} else if (*word && strcmp(word, ".") && strcmp(word, "..")) {
			out += sprintf(out, "%s%s", slash, word);
			slash = "/";
		}
		*out = '\0';
	}
	free(rest);
	return path;
}

/* The path of what a file names beside itself; for free(). */
static char *beside(const char *path, const char *name, size_t len)
{
	size_t folder = base_name(path) - path;

	return normalize(xasprintf("%.*s%.*s", (int)folder, path, (int)len, name));
}

static const char core_files[] = "*/kernel/livepatch/*.[ch]";

static bool matches_implementation(const char *path)
{
	static const char *const patterns[] = {
		"*/include/linux/livepatch*.h", "*/include/asm/livepatch*.h",
		"*/scripts/livepatch/*.[ch]",
		"*tools/objtool/*.[ch]", "*/.vmlinux.export.c",
	};

	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++)
		if (!fnmatch(patterns[i], path, 0))
			return true;
	return false;
}

bool is_kernels_own(const char *file)
{
	char *path = xasprintf("/%s", file);
	bool is = matches_implementation(path) || !fnmatch(core_files, path, 0) ||
		  !fnmatch("*/kpatch-macros.h", path, 0);

	free(path);
	return is;
}

/* The kernel's own implementation uses the API but is no livepatch. */
static bool is_implementation(const struct input *in)
{
	bool is = matches_implementation(in->real);

	if (!fnmatch(core_files, in->real, 0)) {
		/* A team's own folder may have this name, but not this file. */
		char *core = beside(in->real, "transition.h", strlen("transition.h"));

		is |= !access(core, F_OK);
		free(core);
	}
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

static bool stray_has_api(const struct patch *p)
{
	struct buf text = BUF_INIT;
	bool has;

	for (size_t i = 0; i < p->nr_lines; i++)
		if (patch_is_stray(&p->lines[i]))
			buf_add(&text, p->lines[i].text + 1, p->lines[i].len - 1);
	has = text_has_api(text.text, text.len);
	buf_release(&text);
	return has;
}

/* Is there a line in a hunk that an earlier patch adds, and that may change? */
static bool is_on_livepatch(const struct patch *p)
{
	for (size_t i = 0; i < p->nr_lines; i++) {
		const struct patch_line *l = &p->lines[i];
		struct tokens ts = { 0 };
		bool changes = false;

		if ((l->kind != ' ' && l->kind != '-') || !api_maybe(l->text, l->len))
			continue;
		lex(&ts, l->text, l->len);
		for (size_t k = 0; k < ts.nr && !changes; k++)
			changes = changes_in_patch(&ts, k, l->text);
		tokens_release(&ts);
		if (changes && !is_kernels_own(p->files[l->file]))
			return true;
	}
	return false;
}

bool *files_to_look_at(const struct patch *p)
{
	bool *files = xcalloc(p->nr_files, sizeof(*files));

	for (size_t i = 0; i < p->nr_lines; i++) {
		const struct patch_line *l = &p->lines[i];

		if (l->kind && !files[l->file] && api_maybe(l->text, l->len))
			files[l->file] = !is_kernels_own(p->files[l->file]);
	}
	return files;
}

static bool patch_has_api(const struct buf *text)
{
	struct patch p;
	bool *files, has;

	if (patch_parse(&p, text->text, text->len))
		has = text_has_api(text->text, text->len);
	else
		has = stray_has_api(&p) || is_on_livepatch(&p);
	files = files_to_look_at(&p);
	for (size_t i = 0; i < p.nr_files && !has; i++) {
		struct buf view = BUF_INIT;

		if (!files[i])
			continue;
		patch_view(&p, i, PATCH_LINES, &view);
		has = text_has_api(view.text, view.len);
		buf_release(&view);
	}
	free(files);
	patch_release(&p);
	return has;
}

/* Standard input has no name to tell. */
static bool looks_like_patch(const struct buf *text)
{
	static const char *const begins[] = { "diff ", "--- ", "From ", "Index: " };

	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++)
		if (!strncmp(text->text, begins[i], strlen(begins[i])))
			return true;
	return false;
}

static void learn(struct facts *f, struct input *in)
{
	struct buf b = BUF_INIT;
	struct tokens ts = { 0 };

	if (in->err)
		return;
	in->err = input_read(in, &b);
	if (!strcmp(in->path, "-"))
		in->patch = looks_like_patch(&b);
	if (!in->err && in->patch)
		f->api = api_maybe(b.text, b.len) && patch_has_api(&b);
	else if (!in->err && (api_maybe(b.text, b.len) || has_text(b.text, b.len, ".c\"", 2))) {
		lex(&ts, b.text, b.len);
		for (size_t i = 0; i < ts.nr; i++) {
			f->api |= api_feature(&ts, i, b.text) != 0;
			f->enables |= !ts.v[i].dead &&
				      (token_is(&ts.v[i], b.text, "klp_enable_patch") ||
				       token_is(&ts.v[i], b.text, "klp_register_patch"));
		}
		if (f->api && is_implementation(in))
			f->api = false;
		find_includes(f, in->real, &ts, b.text);
		tokens_release(&ts);
	}
	buf_release(&b);
}

static bool find_input(const struct inputs *inputs, const char *path, size_t *index)
{
	const struct input key = { .real = (char *)path }, *k = &key;
	struct input **found = bsearch(&k, inputs->by_real, inputs->nr,
				       sizeof(*inputs->by_real), real_order);

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
			unit_add(u, other, !inputs->v[other].part);
	}
}

/* Adds what the files include, and what that includes. */
static void add_all_included(struct unit *u, const struct inputs *inputs,
			     const struct facts *facts)
{
	for (size_t i = 0; i < u->nr; i++)
		add_included(u, inputs, facts, u->files[i]);
}

void unit_release(struct unit *u)
{
	free(u->files);
	free(u->borrowed);
}

static struct unit *unit_with(const struct units *units, const struct unit *u)
{
	for (size_t i = 0; i < units->nr; i++)
		for (size_t f = 0; f < units->v[i].nr; f++)
			for (size_t own = 0; own < u->nr; own++)
				if (!units->v[i].borrowed[f] && !u->borrowed[own] &&
				    units->v[i].files[f] == u->files[own])
					return &units->v[i];
	return NULL;
}

/* From now on the files of the unit are taken. Modules that share a file go together. */
static void add_unit(struct units *units, struct unit *u, struct facts *facts)
{
	struct unit *other = unit_with(units, u);

	if (other) {
		for (size_t i = 0; i < u->nr; i++) {
			unit_add(other, u->files[i], u->borrowed[i]);
			facts[u->files[i]].member |= !u->borrowed[i];
		}
		unit_release(u);
		return;
	}
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

		if (in->part || facts[i].member)
			continue;
		if (!facts[i].api && !in->err &&
		    !includes_livepatch(inputs, facts, i))
			continue;
		unit_add(&u, i, false);
		add_all_included(&u, inputs, facts);
		add_unit(units, &u, facts);
	}
}

/* Headers with the API that no livepatch includes stand for themselves. */
static void add_lone_parts(const struct inputs *inputs, struct facts *facts,
			     struct units *units)
{
	for (size_t i = 0; i < inputs->nr; i++) {
		struct unit u = { 0 };

		if (!inputs->v[i].part || facts[i].member ||
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

/* The objects of a module that a Kbuild file lists, on as many lines as it likes. */
struct module {
	const char *name;	/* in the file's text */
	size_t len;
	struct unit unit;
};

struct kbuild {
	struct module *v;
	size_t nr;
};

static struct module *get_module(struct kbuild *k, const char *name, size_t len)
{
	for (size_t i = 0; i < k->nr; i++)
		if (k->v[i].len == len && !memcmp(k->v[i].name, name, len))
			return &k->v[i];
	GROW(k->v, k->nr);
	k->v[k->nr] = (struct module){ .name = name, .len = len };
	return &k->v[k->nr++];
}

/* The length of a module's name in front of -y, -objs or -$(CONFIG_...); 0: no such list. */
static size_t module_name(const char *variable, size_t len)
{
	static const char *const suffixes[] = { "-y", "-m", "-objs" };

	if (!strncmp(variable, "obj-", 4))
		return 0;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		size_t n = strlen(suffixes[i]);

		if (len > n && !strncmp(variable + len - n, suffixes[i], n))
			return len - n;
	}
	for (size_t i = 1; i + 2 < len; i++)
		if (!strncmp(variable + i, "-$(", 3))
			return i;
	return 0;
}

/* A line "module-y := a.o b.o", already joined. */
static void read_kbuild_line(const struct inputs *inputs, struct kbuild *k, const char *path,
			     char *line)
{
	struct module *module;
	size_t len;
	char *list;

	line[strcspn(line, "#\r")] = '\0';
	line += strspn(line, " \t");
	list = strchr(line, '=');
	len = module_name(line, strcspn(line, " \t:+?="));
	if (!list || !len)
		return;
	module = get_module(k, line, len);
	for (char *word = strtok(list + 1, " \t"); word; word = strtok(NULL, " \t"))
		add_object(&module->unit, inputs, path, word, strlen(word));
}

static void join_lines(char *text)
{
	for (char *p = text; (p = strchr(p, '\\')); p++) {
		size_t cr = strspn(p + 1, "\r");

		if (p[1 + cr] == '\n')
			memset(p, ' ', cr + 2);
	}
}

static void add_module(struct units *units, const struct inputs *inputs, struct facts *facts,
		       struct unit *u)
{
	if (!uses_api(u, facts)) {
		unit_release(u);
		return;
	}
	main_file_first(u, facts);
	add_all_included(u, inputs, facts);
	add_unit(units, u, facts);
}

static void read_kbuild(const struct inputs *inputs, struct facts *facts, struct units *units,
			const struct input *in)
{
	struct kbuild k = { 0 };
	struct buf b = BUF_INIT;
	char *rest, *line;

	if (!buf_read_file(&b, in->path)) {
		join_lines(b.text);
		rest = b.text;
		while ((line = strsep(&rest, "\n")))
			read_kbuild_line(inputs, &k, in->real, line);
	}
	for (size_t i = 0; i < k.nr; i++)
		add_module(units, inputs, facts, &k.v[i].unit);
	free(k.v);
	buf_release(&b);
}

static int unit_order(const void *a, const void *b)
{
	const struct unit *x = a, *y = b;

	return (x->files[0] > y->files[0]) - (x->files[0] < y->files[0]);
}

/* What a quilt series names is a patch, whatever it is called. */
static void read_series(const struct inputs *inputs, const struct input *in)
{
	struct buf b = BUF_INIT;
	char *rest, *line;
	size_t i;

	if (buf_read_file(&b, in->path))
		return;
	rest = b.text;
	while ((line = strsep(&rest, "\n"))) {
		size_t len = strcspn(line, " \t\r#");
		char *path = len ? beside(in->real, line, len) : NULL;

		if (path && find_input(inputs, path, &i))
			inputs->v[i].patch = true;
		free(path);
	}
	buf_release(&b);
}

static void find_patches(struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->nr; i++) {
		struct input *in = &inputs->v[i];

		in->patch |= has_suffix(in->path, ".patch") || has_suffix(in->path, ".diff");
		if (!strcmp(base_name(in->path), "series") && !in->err)
			read_series(inputs, in);
	}
}

/* All inputs are read, by several threads, each a block of them at a time. */
struct lesson {
	struct inputs *inputs;
	struct facts *facts;
};

#define BLOCK 64

static void learn_block(size_t block, void *arg)
{
	struct lesson *l = arg;

	for (size_t i = block * BLOCK; i < l->inputs->nr && i / BLOCK == block; i++)
		if (is_candidate(&l->inputs->v[i]))
			learn(&l->facts[i], &l->inputs->v[i]);
}

static void learned(size_t block, void *arg)
{
}

static void wait_quietly(void *arg)
{
}

/* What another file includes is a part of that, unless it is a livepatch itself. */
static void find_parts(struct inputs *inputs, const struct facts *facts)
{
	for (size_t i = 0; i < inputs->nr; i++) {
		inputs->v[i].part |= has_suffix(inputs->v[i].path, ".h");
		for (size_t n = 0; n < facts[i].nr_includes; n++) {
			size_t other;

			if (find_input(inputs, facts[i].includes[n], &other))
				inputs->v[other].part |= !facts[other].enables;
		}
	}
}

void find_units(struct inputs *inputs, struct units *units, unsigned int jobs)
{
	struct facts *facts = xcalloc(inputs->nr, sizeof(*facts));
	struct lesson lesson = { inputs, facts };

	find_patches(inputs);
	pool_run((inputs->nr + BLOCK - 1) / BLOCK, jobs, learn_block, learned,
		 wait_quietly, &lesson);

	find_parts(inputs, facts);
	for (size_t i = 0; i < inputs->nr; i++) {
		const char *base = base_name(inputs->v[i].path);

		if (!strcmp(base, "Makefile") || !strcmp(base, "Kbuild"))
			read_kbuild(inputs, facts, units, &inputs->v[i]);
	}
	add_single_units(inputs, facts, units);
	add_lone_parts(inputs, facts, units);
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
	for (size_t i = 0; i < units->nr; i++)
		unit_release(&units->v[i]);
	free(units->v);
	*units = (struct units){ 0 };
}
