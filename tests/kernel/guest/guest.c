// SPDX-License-Identifier: GPL-2.0
/* guest.c - see guest.h */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "guest.h"

#define SYSFS		"/sys/kernel/livepatch/klp_%c/%s"
#define PARAM		"/sys/module/%s/parameters/%s"
#define PATIENCE	60	/* seconds until what has to happen has not */

static int kmsg;

void die(const char *format, ...)
{
	va_list args;

	printf("# ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	exit(1);
}

void nap(int ms)
{
	usleep(ms * 1000);
}

int put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	int ret = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		ret = errno;
	close(fd);
	return ret;
}

const char *get(const char *path)
{
	static char buf[80];
	int fd = open(path, O_RDONLY);
	ssize_t len;

	if (fd < 0)
		return NULL;
	len = read(fd, buf, sizeof(buf) - 1);
	close(fd);
	if (len < 0)
		return NULL;
	buf[len] = '\0';
	buf[strcspn(buf, "\n")] = '\0';
	return buf;
}

int load_module(const char *name, const char *params)
{
	char path[32];
	int fd, ret;

	snprintf(path, sizeof(path), "%s.ko", name);
	fd = open(path, O_RDONLY);
	if (fd < 0)
		die("%s: %s", path, strerror(errno));
	ret = syscall(SYS_finit_module, fd, params, 0) ? errno : 0;
	close(fd);
	return ret;
}

int unload_module(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? errno : 0;
}

void set_param(const char *module, const char *name, int value)
{
	char path[80], text[16];
	int ret;

	snprintf(path, sizeof(path), PARAM, module, name);
	snprintf(text, sizeof(text), "%d", value);
	ret = put(path, text);
	if (ret)
		die("%s: %s", path, strerror(ret));
}

int put_file(int patch, const char *file, const char *text)
{
	char path[80];

	snprintf(path, sizeof(path), SYSFS, 'a' + patch, file);
	return put(path, text);
}

const char *get_file(int patch, const char *file)
{
	char path[80];

	snprintf(path, sizeof(path), SYSFS, 'a' + patch, file);
	return get(path);
}

void send_task(int patch)
{
	set_param("klp_target", "start", patch);
	nap(50);
}

void hold(int patch)
{
	static const char * const holds[] = { "1,0,0", "0,1,0", "0,0,1" };

	put("/sys/module/klp_target/parameters/hold", holds[patch]);
	send_task(patch);
}

void let_go(void)
{
	put("/sys/module/klp_target/parameters/hold", "0,0,0");
	nap(50);
}

static time_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

bool in_transition(int patch)
{
	const char *text = get_file(patch, "transition");

	return text && text[0] == '1';
}

void wait_for_completion(int patch)
{
	time_t end = now() + PATIENCE;

	while (in_transition(patch)) {
		if (now() > end)
			die("klp_%c does not complete", 'a' + patch);
		nap(20);
	}
}

/* A livepatch takes itself out of sysfs a little later. */
void wait_for_leaving(int patch)
{
	time_t end = now() + PATIENCE;

	while (get_file(patch, "enabled")) {
		if (now() > end)
			die("klp_%c stays in sysfs", 'a' + patch);
		nap(10);
	}
}

/* Its module is put even later. */
int unload_livepatch(int patch)
{
	char name[] = "klp_x";
	int tries, ret;

	name[4] = 'a' + patch;
	for (tries = 0; tries < 50; tries++) {
		ret = unload_module(name);
		if (ret != EAGAIN)
			break;
		nap(10);
	}
	return ret;
}

void open_log(void)
{
	kmsg = open("/dev/kmsg", O_RDONLY | O_NONBLOCK);
	if (kmsg < 0 || lseek(kmsg, 0, SEEK_END) < 0)
		die("/dev/kmsg: %s", strerror(errno));
}

/* "LEVEL,NR,TIME,-;klp_a: setup 1", more may follow */
static bool parse_record(const char *record, struct line *line)
{
	const char *text = strchr(record, ';');
	char letter;

	line->id = 0;
	if (!text || sscanf(text, ";klp_%c: %15s %d", &letter, line->what,
			    &line->id) < 2)
		return false;
	line->patch = letter - 'a';
	line->is_error = atoi(record) < 4;
	return true;
}

bool next_line(struct line *line)
{
	char record[1024];
	ssize_t len;

	while ((len = read(kmsg, record, sizeof(record) - 1)) > 0) {
		record[len] = '\0';
		record[strcspn(record, "\n")] = '\0';
		if (parse_record(record, line))
			return true;
	}
	if (errno != EAGAIN)
		die("/dev/kmsg: %s", strerror(errno));
	return false;
}
