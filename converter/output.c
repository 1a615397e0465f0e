// SPDX-License-Identifier: GPL-2.0
#include "output.h"

#include <errno.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "file.h"

int add_diff(struct buf *out, const struct result_file *f)
{
	const char *name = f->input->raw_name;
	git_diff_options options;
	git_buf text = { 0 };
	git_patch *patch;
	int err;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_PATIENCE;
	options.id_abbrev = 12;
	if (git_patch_from_buffers(&patch, f->old_text.text, f->old_text.len, name,
				   f->new_text.text, f->new_text.len, name, &options))
		return -ENOMEM;
	err = git_patch_to_buf(&text, patch);
	if (!err)
		buf_add(out, text.ptr, text.size);
	git_buf_dispose(&text);
	git_patch_free(patch);
	return err ? -ENOMEM : 0;
}

static int check_unchanged(const struct result_file *f)
{
	struct buf now = BUF_INIT;
	int err = buf_read_file(&now, f->input->path);

	if (!err && (now.len != f->old_text.len || memcmp(now.text, f->old_text.text, now.len)))
		err = -ESTALE;
	buf_release(&now);
	return err;
}

int write_in_place(const struct result_file *f, const char *backup)
{
	int err = check_unchanged(f);

	if (!err && backup) {
		char *copy = xasprintf("%s%s", f->input->path, backup);

		err = file_replace(copy, f->old_text.text, f->old_text.len);
		free(copy);
	}
	return err ? err : file_replace(f->input->path, f->new_text.text, f->new_text.len);
}

/* Opens the repository that a file is in, unless it is open since the last call. */
static int open_repository(git_repository **repo, const char *real)
{
	git_buf found = { 0 };
	int err = git_repository_discover(&found, real, 0, NULL);

	if (!err && (!*repo || strcmp(git_repository_path(*repo), found.ptr))) {
		git_repository_free(*repo);
		*repo = NULL;
		err = git_repository_open(repo, found.ptr);
	}
	git_buf_dispose(&found);
	return err;
}

bool has_uncommitted_changes(const char *path)
{
	static git_repository *repo;
	char *real = realpath(path, NULL);
	unsigned int status = 0;
	const char *work;
	int err;

	if (!real)
		return true;
	err = open_repository(&repo, real);
	if (!err) {
		work = git_repository_workdir(repo);
		if (work && !strncmp(real, work, strlen(work)))
			err = git_status_file(&status, repo, real + strlen(work));
	} else if (err == GIT_ENOTFOUND) {
		err = 0;
	}
	free(real);
	return err || status;
}

bool is_below_itself(const char *folder, const struct input *in)
{
	char *path = xasprintf("%s/%s", folder, in->below);
	struct stat a, b;
	bool same;

	same = !stat(path, &a) && !stat(in->path, &b) &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
	free(path);
	return same;
}

int copy_below(const char *folder, const struct input *in)
{
	char *path = xasprintf("%s/%s", folder, in->below);
	struct buf b = BUF_INIT;
	struct stat st;
	int err = make_parents(path);

	if (!err)
		err = buf_read_file(&b, in->path);
	if (!err)
		err = file_replace(path, b.text, b.len);
	if (!err && !stat(in->path, &st))
		chmod(path, st.st_mode & 07777);
	buf_release(&b);
	free(path);
	return err;
}

int write_below(const char *folder, const struct result_file *f)
{
	char *path = xasprintf("%s/%s", folder, f->input->below);
	int err = make_parents(path);

	if (!err)
		err = file_replace(path, f->new_text.text, f->new_text.len);
	free(path);
	return err;
}
