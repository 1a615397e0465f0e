// SPDX-License-Identifier: GPL-2.0
/* verify -k: a livepatch's files in a folder of their own, built by the kernel's kbuild. */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "verify.h"

extern char **environ;

static void remove_tree(char *path)
{
	char *const paths[] = { path, NULL };
	FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *e;

	while (fts && (e = fts_read(fts)))
		if (e->fts_info != FTS_D)
			remove(e->fts_accpath);
	if (fts)
		fts_close(fts);
}

static bool is_own_source(const struct result_file *f)
{
	return has_suffix(f->input->path, ".c") && !f->input->part && !f->is_borrowed;
}

/* make and the shell take other names apart. */
static bool has_plain_name(const struct result_file *f)
{
	const char *name = f->input->real;

	return name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				 "0123456789/._+-")] == '\0';
}

/* The path from a folder to a file, both absolute; for free(). */
static char *relative_path(const char *folder, const char *path)
{
	struct buf up = BUF_INIT;
	size_t len = strlen(folder);

	while (strncmp(folder, path, len) || path[len] != '/') {
		while (folder[--len] != '/')
			;
		buf_puts(&up, "../");
	}
	buf_puts(&up, path + len + 1);
	return buf_detach(&up);
}

static char *folder_of(const struct result *r)
{
	const char *real = r->files[0].input->real;

	return xstrndup(real, strrchr(real, '/') - real);
}

/* What the livepatch's own Kbuild says of flags counts; which modules it lists does not. */
static void add_own_kbuild(struct buf *b, const char *folder)
{
	static const char *const names[] = { "Kbuild", "Makefile" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char *path = xasprintf("%s/%s", folder, names[i]);
		bool is_there = !access(path, R_OK);

		if (is_there)
			buf_addf(b, "klp-src := $(src)\nsrc := %s\ninclude %s\n"
				 "$(foreach v,$(filter ccflags-y EXTRA_CFLAGS CFLAGS_%%,$(.VARIABLES)),"
				 "$(eval $(v) := $($(v))))\nsrc := $(klp-src)\n", folder, path);
		free(path);
		if (is_there)
			break;
	}
}

static void add_objects(struct buf *b, const struct result *r, const char *folder)
{
	struct buf list = BUF_INIT;
	size_t nr = 0;

	for (size_t i = 0; i < r->nr_files; i++) {
		char *path;

		if (!is_own_source(&r->files[i]))
			continue;
		path = relative_path(folder, r->files[i].input->real);
		buf_addf(&list, " %.*s.o", (int)strlen(path) - 2, path);
		free(path);
		nr++;
	}
	if (nr == 1)
		buf_addf(b, "obj-m :=%s\n", list.text);
	else
		buf_addf(b, "obj-m := klp-verify.o\nklp-verify-y :=%s\n", list.text);
	buf_release(&list);
}

static char *kbuild_text(const struct result *r, const char *folder, bool before)
{
	struct buf b = BUF_INIT;

	if (before)
		buf_addf(&b, "include %s/Kbuild.compat\n", compat_folder());
	add_own_kbuild(&b, folder);
	buf_puts(&b, "obj-y :=\nlib-y :=\nlib-m :=\nextra-y :=\nalways-y :=\nsubdir-y :=\nsubdir-m :=\n");
	add_objects(&b, r, folder);
	/* Headers that are no part of the livepatch stay where they are. */
	for (size_t i = 0; i < r->nr_files; i++) {
		const char *real = r->files[i].input->real;

		buf_addf(&b, "ccflags-y += -iquote %.*s\n", (int)(strrchr(real, '/') - real), real);
	}
	if (!before)
		buf_puts(&b, "ccflags-y += -DKLP_COMPAT_OFF\n");
	return buf_detach(&b);
}

static int write_below_tree(const char *tree, const char *path, const char *text, size_t len)
{
	char *target = xasprintf("%s%s", tree, path);
	int err = make_parents(target);

	if (!err)
		err = file_replace(target, text, len);
	free(target);
	return err;
}

static int write_sources(const char *tree, const struct result *r, const char *folder, bool before)
{
	char *kbuild = xasprintf("%s/Kbuild", folder);
	char *text = kbuild_text(r, folder, before);
	int err = write_below_tree(tree, kbuild, text, strlen(text));

	for (size_t i = 0; i < r->nr_files && !err; i++) {
		const struct result_file *f = &r->files[i];
		const struct buf *b = !before && f->changed ? &f->new_text : &f->old_text;

		err = write_below_tree(tree, f->input->real, b->text, b->len);
	}
	free(text);
	free(kbuild);
	return err;
}

/* Returns make's exit status, or a negative errno. */
static int run_make(const char *kdir, const char *module, const char *log)
{
	char *m = xasprintf("M=%s", module);
	char *argv[] = {
		(char *)"env", (char *)"-u", (char *)"MAKEFLAGS", (char *)"-u", (char *)"MAKELEVEL",
		(char *)"make", (char *)"-C", (char *)kdir, m, (char *)"KBUILD_MODPOST_WARN=1",
		(char *)"modules", NULL,
	};
	posix_spawn_file_actions_t actions;
	int status, err;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT, 0600);
	posix_spawn_file_actions_adddup2(&actions, 1, 2);
	err = posix_spawnp(&pid, "env", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	free(m);
	if (err)
		return -err;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* The first line of a log that tells of an error, without the tree's name. */
static char *first_error(const char *log, const char *tree)
{
	struct buf b = BUF_INIT;
	char *line = NULL, *rest, *next;

	if (buf_read_file(&b, log))
		return xstrdup("make failed, and left no log");
	for (rest = b.text; !line && (next = strsep(&rest, "\n"));)
		if (strstr(next, "error: ") || strstr(next, "ERROR: ") || strstr(next, "*** "))
			line = next;
	if (line && !strncmp(line, tree, strlen(tree)))
		line += strlen(tree);
	line = xstrdup(line ? line : "make failed");
	buf_release(&b);
	return line;
}

static char *build(const struct options *o, const struct result *r, const char *tree,
		   bool before)
{
	char *folder = folder_of(r), *module = xasprintf("%s%s", tree, folder);
	char *log = xasprintf("%s/log", tree), *why = NULL;
	int err = write_sources(tree, r, folder, before);
	int status = err ? err : run_make(o->kdir, module, log);

	if (status < 0)
		why = xstrdup(strerror(-status));
	else if (status)
		why = first_error(log, tree);
	free(log);
	free(module);
	free(folder);
	return why;
}

char *verify_with_kbuild(const struct options *o, const struct result *r, bool before)
{
	const char *tmp = getenv("TMPDIR");
	char *tree, *why;

	for (size_t i = 0; i < r->nr_files; i++)
		if (!has_plain_name(&r->files[i]))
			return xasprintf("%s: kbuild can't take this name", r->files[i].input->name);
	tree = xasprintf("%s/klp-migrate.XXXXXX", tmp ? tmp : "/tmp");
	if (mkdtemp(tree)) {
		why = build(o, r, tree, before);
		remove_tree(tree);
	} else {
		why = xasprintf("%s: %s", tree, strerror(errno));
	}
	free(tree);
	return why;
}
