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

static int write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0) {
			text += n;
			len -= n;
		}
	}
	return 0;
}

static mode_t mode_for(const char *path)
{
	mode_t mask = umask(0);
	struct stat st;

	umask(mask);
	return stat(path, &st) ? 0666 & ~mask : st.st_mode & 07777;
}

static int fill_file(int fd, const char *path, const char *text, size_t len)
{
	int err = write_all(fd, text, len);

	if (!err && fchmod(fd, mode_for(path)))
		err = -errno;
	if (!err && fsync(fd))
		err = -errno;
	if (close(fd) && !err)
		err = -errno;
	return err;
}

int file_replace(const char *path, const char *text, size_t len)
{
	char *target = realpath(path, NULL);
	char *tmp;
	int fd, err;

	if (!target)
		target = xstrdup(path);
	tmp = xasprintf("%s.klp-migrate.XXXXXX", target);
	fd = mkostemp(tmp, O_CLOEXEC);
	if (fd < 0) {
		err = -errno;
	} else {
		err = fill_file(fd, target, text, len);
		if (!err && rename(tmp, target))
			err = -errno;
		if (err)
			unlink(tmp);
	}
	free(tmp);
	free(target);
	return err;
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
