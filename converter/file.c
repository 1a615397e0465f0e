// SPDX-License-Identifier: GPL-2.0
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"

static mode_t mode_for(const char *path)
{
	mode_t mask = umask(0);
	struct stat st;

	umask(mask);
	return stat(path, &st) ? 0666 & ~mask : st.st_mode & 07777;
}

int file_begin(struct new_file *f, const char *path)
{
	struct stat st;
	int fd;

	*f = (struct new_file){ .target = realpath(path, NULL) };
	if (!f->target)
		f->target = xstrdup(path);
	if (!stat(f->target, &st) && !S_ISREG(st.st_mode)) {
		f->file = fopen(f->target, "we");
	} else {
		f->tmp = xasprintf("%s.klp-migrate.XXXXXX", f->target);
		fd = mkostemp(f->tmp, O_CLOEXEC);
		f->file = fd < 0 ? NULL : fdopen(fd, "w");
	}
	if (f->file)
		return 0;
	free(f->tmp);
	free(f->target);
	return -errno;
}

static int settle(struct new_file *f)
{
	int fd = fileno(f->file);

	if (ferror(f->file) || fflush(f->file))
		return errno ? -errno : -EIO;
	if (f->tmp && (fchmod(fd, mode_for(f->target)) || fsync(fd)))
		return -errno;
	return 0;
}

int file_end(struct new_file *f, bool keep)
{
	int err = keep ? settle(f) : 0;

	if (fclose(f->file) && !err)
		err = -errno;
	if (f->tmp && !err && keep && rename(f->tmp, f->target))
		err = -errno;
	if (f->tmp && (err || !keep))
		unlink(f->tmp);
	free(f->tmp);
	free(f->target);
	return err;
}

int file_replace(const char *path, const char *text, size_t len)
{
	struct new_file f;
	int err = file_begin(&f, path);

	if (err)
		return err;
	fwrite(text, 1, len, f.file);
	return file_end(&f, true);
}

int make_parents(const char *path)
{
	char *copy = xstrdup(path);
	int err = 0;

	for (char *p = strchr(copy + 1, '/'); p && !err; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(copy, 0777) && errno != EEXIST)
			err = -errno;
		*p = '/';
	}
	free(copy);
	return err;
}
