// SPDX-License-Identifier: GPL-2.0
#include "buf.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char buf_empty[1];

static void *must(void *p)
{
	if (p)
		return p;
	fputs("klp-migrate: out of memory\n", stderr);
	_exit(2);	/* see serve() in apart.c */
}

void *xcalloc(size_t n, size_t size)
{
	return must(calloc(n ? n : 1, size));
}

void *xrealloc(void *p, size_t size)
{
	return must(realloc(p, size));
}

char *xstrdup(const char *s)
{
	return must(strdup(s));
}

char *xstrndup(const char *s, size_t len)
{
	return must(strndup(s, len));
}

char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		s = NULL;
	va_end(ap);
	return must(s);
}

static void buf_grow(struct buf *b, size_t more)
{
	size_t need = b->len + more + 1;

	if (need <= b->alloc)
		return;
	b->alloc = need > 2 * b->alloc ? need : 2 * b->alloc;
	b->text = xrealloc(b->text == buf_empty ? NULL : b->text, b->alloc);
}

void buf_release(struct buf *b)
{
	if (b->text != buf_empty)
		free(b->text);
	*b = (struct buf)BUF_INIT;
}

void buf_add(struct buf *b, const void *data, size_t len)
{
	if (!len)
		return;
	buf_grow(b, len);
	memcpy(b->text + b->len, data, len);
	b->len += len;
	b->text[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		s = NULL;
	va_end(ap);
	buf_puts(b, must(s));
	free(s);
}

char *buf_detach(struct buf *b)
{
	char *s = b->text == buf_empty ? xstrdup("") : b->text;

	*b = (struct buf)BUF_INIT;
	return s;
}

/* The length of the UTF-8 character that s begins with; 0: it is none. */
static size_t utf8_length(const char *s)
{
	unsigned char c = *s, next = c ? s[1] : 0;
	size_t len = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;

	if ((c == 0xe0 && next < 0xa0) || (c == 0xed && next >= 0xa0) ||
	    (c == 0xf0 && next < 0x90) || (c == 0xf4 && next >= 0x90))
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

char *printable(const char *s, const char *keep)
{
	struct buf b = BUF_INIT;

	while (*s) {
		size_t len = utf8_length(s);
		bool control = (unsigned char)*s < 0x20 || *s == 0x7f;

		if (len && (!control || strchr(keep, *s))) {
			buf_add(&b, s, len);
			s += len;
		} else {
			buf_addf(&b, "\\x%02x", (unsigned char)*s++);
		}
	}
	return buf_detach(&b);
}

bool has_suffix(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n > m && !strcmp(s + n - m, suffix);
}

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = strstr(text, word); p; p = strstr(p + 1, word))
		if ((p == text || !is_word_char(p[-1])) && !is_word_char(p[len]))
			return true;
	return false;
}

void add_name(struct buf *names, const char *name)
{
	if (!has_word(names->text, name))
		buf_addf(names, "%s%s", names->len ? ", " : "", name);
}

/* The first read() tells also that there is no more, unless the file grows. */
static int read_all(struct buf *b, int fd, size_t size)
{
	ssize_t n;

	do {
		buf_grow(b, size + 1);
		n = read(fd, b->text + b->len, size + 1);
		if (n > 0)
			b->len += n;
	} while (n > (ssize_t)size || (n < 0 && errno == EINTR));

	b->text[b->len] = '\0';
	return n < 0 ? -errno : 0;
}

int buf_read_file(struct buf *b, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	int err;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st))
		err = -errno;
	else if (!S_ISREG(st.st_mode))
		err = -EISDIR;
	else
		err = read_all(b, fd, st.st_size);
	close(fd);
	return err;
}
