// SPDX-License-Identifier: GPL-2.0
#include "apart.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Only what is used of it becomes real. */
#define SHARED_SIZE (1UL << 30)
/* What one large text took is given back. */
#define SHARED_KEEP (16UL << 20)

struct shared {
	size_t used;
	unsigned int holders;
	_Alignas(16) char memory[];
};

struct task {
	int (*work)(void *arg);
	void *arg;
	int err;
};

static _Thread_local struct {
	struct shared *shared;
	pid_t pid;		/* 0: there is no process now */
	int fd;
} here;

static pthread_key_t at_thread_end;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void limit_memory(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	unsigned long pages;
	struct rlimit limit;

	if (!f || fscanf(f, "%lu", &pages) != 1)
		_exit(2);
	fclose(f);
	limit.rlim_cur = limit.rlim_max = pages * sysconf(_SC_PAGESIZE) +
					  ((rlim_t)APART_GIB << 30);
	setrlimit(RLIMIT_AS, &limit);
}

/*
 * The process apart. What it says, about crashes, is nothing for users; and
 * what stdio holds back is the other process's: never exit().
 */
static _Noreturn void serve(int fd)
{
	static const struct rlimit none;
	int null = open("/dev/null", O_RDWR);
	struct task task;

	for (int i = 0; i < 3; i++)
		dup2(null, i);
	setrlimit(RLIMIT_CORE, &none);
	limit_memory();
	do {
		if (recv(fd, &task, sizeof(task), 0) != sizeof(task))
			break;
		alarm(APART_SECONDS);
		task.err = task.work(task.arg);
		alarm(0);
		/* After a failure libclang may be in any state. */
	} while (send(fd, &task, sizeof(task), 0) == sizeof(task) && !task.err);
	_exit(0);
}

static void stop(void)
{
	if (!here.pid)
		return;
	/* Processes of other threads have the socket as well: to close it is not enough. */
	shutdown(here.fd, SHUT_RDWR);
	while (waitpid(here.pid, NULL, 0) < 0 && errno == EINTR)
		;
	close(here.fd);
	here.pid = 0;
}

static int start(void)
{
	int fd[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fd))
		return -errno;
	here.pid = fork();
	if (!here.pid) {
		close(fd[0]);
		serve(fd[1]);
	}
	close(fd[1]);
	here.fd = fd[0];
	if (here.pid > 0)
		return 0;
	close(fd[0]);
	here.pid = 0;
	return -EAGAIN;
}

int apart(int (*work)(void *arg), void *arg)
{
	struct task task = { .work = work, .arg = arg };
	int err;

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
	return work(arg);
#endif
	err = here.pid ? 0 : start();
	if (err)
		return err;
	if (send(here.fd, &task, sizeof(task), MSG_NOSIGNAL) != sizeof(task) ||
	    recv(here.fd, &task, sizeof(task), 0) != sizeof(task))
		task.err = -EIO;
	if (task.err)
		stop();
	return task.err;
}

static void end_thread(void *shared)
{
	stop();
	munmap(shared, SHARED_SIZE);
}

static void make_key(void)
{
	pthread_key_create(&at_thread_end, end_thread);
}

void apart_hold(void)
{
	if (!here.shared) {
		void *p = mmap(NULL, SHARED_SIZE, PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

		if (p == MAP_FAILED) {
			fputs("klp-migrate: out of memory\n", stderr);
			_exit(2);
		}
		here.shared = p;
		pthread_once(&once, make_key);
		pthread_setspecific(at_thread_end, p);
	}
	here.shared->holders++;
}

void apart_drop(void)
{
	struct shared *s = here.shared;

	if (--s->holders)
		return;
	if (s->used > SHARED_KEEP)
		madvise(s, SHARED_SIZE, MADV_REMOVE);
	s->used = 0;
}

void *apart_alloc(size_t size)
{
	struct shared *s = here.shared;
	void *p = s->memory + s->used;

	size = (size + 15) & ~(size_t)15;
	if (size > SHARED_SIZE - sizeof(*s) - s->used) {
		fputs("klp-migrate: out of memory\n", stderr);
		_exit(2);
	}
	s->used += size;
	return memset(p, 0, size);
}

void *apart_copy(const void *data, size_t len)
{
	return memcpy(apart_alloc(len + 1), data, len);
}
