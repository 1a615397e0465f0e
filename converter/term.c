// SPDX-License-Identifier: GPL-2.0
#include "term.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const codes[] = {
	[PAINT_GOOD] = "\033[32m",
	[PAINT_ASK] = "\033[33m",
	[PAINT_BAD] = "\033[31m",
	[PAINT_PLACE] = "\033[36m",
};

static struct {
	enum color color;
	bool bar, shown;
	double begin, last;
} term;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

void term_setup(const struct options *o)
{
	/* A diff on the same terminal shows well enough that something happens. */
	bool diff = o->command == COMMAND_CONVERT && !o->write && !o->output && !o->check;

	term.color = o->color;
	term.bar = !o->quiet && !o->no_progress && isatty(STDERR_FILENO) &&
		   !(diff && isatty(STDOUT_FILENO));
	term.begin = now();
	/* Where both streams are one, as in a log, their lines stay whole and in order. */
	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
}

static bool is_colored(FILE *out)
{
	return term.color == COLOR_ALWAYS || (term.color == COLOR_AUTO && isatty(fileno(out)));
}

void painted(FILE *out, enum paint paint, const char *text)
{
	if (paint != PAINT_NONE && is_colored(out))
		fprintf(out, "%s%s\033[m", codes[paint], text);
	else
		fputs(text, out);
}

static enum paint paint_of_line(const char *line)
{
	return *line == '+' ? PAINT_GOOD : *line == '-' ? PAINT_BAD :
	       *line == '@' ? PAINT_PLACE : PAINT_NONE;
}

void print_diff(const char *diff, size_t len)
{
	const char *end = diff + len;

	if (!is_colored(stdout)) {
		fwrite(diff, 1, len, stdout);
		return;
	}
	while (diff < end) {
		const char *newline = memchr(diff, '\n', end - diff);
		size_t n = newline ? (size_t)(newline - diff) : (size_t)(end - diff);
		enum paint paint = paint_of_line(diff);

		fputs(paint == PAINT_NONE ? "" : codes[paint], stdout);
		fwrite(diff, 1, n, stdout);
		fputs(paint == PAINT_NONE ? "\n" : "\033[m\n", stdout);
		diff += n + 1;
	}
}

void progress(size_t done, size_t nr)
{
	enum { WIDTH = 40 };
	static const char full[] = "########################################";
	double t = term.bar ? now() : 0;
	int filled = done * WIDTH / nr;

	if (!term.bar || t - term.begin < 1 || t - term.last < 0.1)
		return;
	term.last = t;
	term.shown = true;
	fprintf(stderr, "\r[%-*.*s] %zu of %zu livepatches", WIDTH, filled, full, done, nr);
	fflush(stderr);
}

void progress_clear(void)
{
	if (term.shown)
		fputs("\r\033[K", stderr);
	term.shown = false;
}
