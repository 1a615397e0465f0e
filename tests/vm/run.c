// SPDX-License-Identifier: GPL-2.0
/*
 * run COMMAND [ARG...]
 *
 * The guest's first process. Runs a command, sends its output to the debug
 * console of QEMU, where no message of the kernel comes in between, and ends
 * the machine: 33 is QEMU's exit status when the command succeeded, 35 when it
 * failed. A kernel that dies before can give neither.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/io.h>
#include <sys/wait.h>
#include <unistd.h>

#define PORT_CONSOLE	0xe9	/* isa-debugcon */
#define PORT_EXIT	0xf4	/* isa-debug-exit: QEMU exits with 2 * n + 1 */
#define EXIT_PASS	0x10
#define EXIT_FAIL	0x11

static void die(const char *what)
{
	fprintf(stderr, "run: %s: %s\n", what, strerror(errno));
	outb(EXIT_FAIL, PORT_EXIT);
	exit(1);
}

static pid_t start(char **argv, int out)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	execvp(argv[0], argv);
	fprintf(stderr, "run: %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static void forward(int in)
{
	char buf[4096];
	ssize_t len;

	while ((len = read(in, buf, sizeof(buf))) > 0)
		outsb(PORT_CONSOLE, buf, len);
}

/*
 * What the command left running may keep the pipe open, so the end of the
 * command counts, not that of its output. Orphans come here as well.
 */
static int wait_for(pid_t pid, int in)
{
	struct pollfd pollfd = { .fd = in, .events = POLLIN };
	int status;
	pid_t gone;

	for (;;) {
		poll(&pollfd, 1, 20);
		gone = waitpid(-1, &status, WNOHANG);
		forward(in);
		if (gone == pid)
			return status;
	}
}

int main(int argc, char **argv)
{
	int fds[2], status;
	pid_t pid;

	if (ioperm(PORT_CONSOLE, 1, 1) || ioperm(PORT_EXIT, 1, 1))
		die("ioperm");
	if (argc < 2 || pipe2(fds, O_CLOEXEC) ||
	    fcntl(fds[0], F_SETFL, O_NONBLOCK))
		die("pipe");
	pid = start(argv + 1, fds[1]);
	if (pid < 0)
		die("fork");
	status = wait_for(pid, fds[0]);
	outb(status ? EXIT_FAIL : EXIT_PASS, PORT_EXIT);
	return 1;
}
