// SPDX-License-Identifier: GPL-2.0
/*
 * time RUNS NAME PARAMETERS
 *
 * In the guest: load the livepatch NAME.ko, which enables it, and disable it
 * again, RUNS times. For each run print the microseconds that both took, of the
 * processor and of the clock. Under -icount both count instructions; the clock
 * also what is waited for, RCU mostly.
 */

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static double cpu, wall;

static double now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void start(void)
{
	cpu -= now(CLOCK_PROCESS_CPUTIME_ID);
	wall -= now(CLOCK_MONOTONIC);
}

static void stop(void)
{
	wall += now(CLOCK_MONOTONIC);
	cpu += now(CLOCK_PROCESS_CPUTIME_ID);
}

static int open_or_die(const char *path, int flags)
{
	int fd = open(path, flags);

	if (fd < 0) {
		perror(path);
		exit(1);
	}
	return fd;
}

static void load(const char *path, const char *parameters)
{
	int fd = open_or_die(path, O_RDONLY);
	long ret;

	start();
	ret = syscall(SYS_finit_module, fd, parameters, 0);
	stop();
	if (ret) {
		perror(path);
		exit(1);
	}
	close(fd);
}

static void disable(const char *path)
{
	int fd = open_or_die(path, O_WRONLY);
	ssize_t ret;

	start();
	ret = write(fd, "0", 1);
	stop();
	if (ret != 1) {
		perror(path);
		exit(1);
	}
	close(fd);
}

static void run(const char *name, const char *parameters)
{
	char module[64], enabled[96];

	snprintf(module, sizeof(module), "%s.ko", name);
	snprintf(enabled, sizeof(enabled), "/sys/kernel/livepatch/%s/enabled",
		 name);

	cpu = wall = 0;
	load(module, parameters);
	disable(enabled);
	printf("%.1f %.1f\n", cpu, wall);

	while (!access(enabled, F_OK) || syscall(SYS_delete_module, name, 0))
		usleep(1000);
}

int main(int argc, char **argv)
{
	int runs;

	if (argc != 4)
		return 2;
	for (runs = atoi(argv[1]); runs; runs--)
		run(argv[2], argv[3]);
	return 0;
}
