// SPDX-License-Identifier: GPL-2.0
#include "registry.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "buf.h"
#include "file.h"

static const char header[] =
	"# klp-migrate: the states of these livepatches. id, fix, object (- is patch-wide), name, answers\n";

static int parse_line(struct registry *r, char *line)
{
	char *field[5] = { NULL }, *end;
	unsigned long id;
	size_t nr = 0;

	if (*line == '#') {
		char *more = xasprintf("%s%s\n", r->comments ? r->comments : "", line);

		free(r->comments);
		r->comments = more;
		return 0;
	}
	if (!*line)
		return 0;
	while (nr < 5 && (field[nr] = strsep(&line, "\t")))
		nr++;
	if (nr < 3 || line || !*field[1] || !*field[2])
		return -EINVAL;
	errno = 0;
	id = strtoul(field[0], &end, 0);
	if (errno || *end || !id || !isdigit((unsigned char)*field[0]))
		return -EINVAL;

	GROW(r->v, r->nr);
	r->v[r->nr++] = (struct registered){
		id, xstrdup(field[1]), xstrdup(field[2]),
		xstrdup(field[3] ? field[3] : ""), xstrdup(field[4] ? field[4] : ""),
	};
	return 0;
}

int registry_read(struct registry *r, const char *path, unsigned int *line)
{
	struct buf b = BUF_INIT;
	char *rest, *next;
	int err;

	*r = (struct registry){ 0 };
	*line = 0;
	err = buf_read_file(&b, path);
	if (err == -ENOENT) {
		err = 0;
	} else if (!err && strlen(b.text) != b.len) {
		err = -EINVAL;
		*line = 1;
	}
	for (rest = b.text; !err && (next = strsep(&rest, "\n"));) {
		++*line;
		next[strcspn(next, "\r")] = '\0';
		err = parse_line(r, next);
	}
	buf_release(&b);
	if (err)
		registry_release(r);
	return err;
}

static int by_fix(const void *a, const void *b)
{
	const struct registered *x = a, *y = b;
	int d = strcmp(x->fix, y->fix);

	if (!d)
		d = strcmp(x->object, y->object);
	return d ? d : (x->id > y->id) - (x->id < y->id);
}

static int registry_write(struct registry *r, const char *path)
{
	struct buf b = BUF_INIT;
	int err;

	qsort(r->v, r->nr, sizeof(*r->v), by_fix);
	buf_puts(&b, r->comments ? r->comments : header);
	for (size_t i = 0; i < r->nr; i++) {
		const struct registered *e = &r->v[i];

		buf_addf(&b, "0x%lx\t%s\t%s\t%s\t%s\n", e->id, e->fix, e->object, e->name,
			 e->answers);
	}
	err = file_replace(path, b.text, b.len);
	buf_release(&b);
	return err;
}

const struct registered *registry_find(const struct registry *r, const struct registered *behind,
				       const char *fix, const char *object)
{
	for (size_t i = behind ? behind - r->v + 1 : 0; i < r->nr; i++)
		if (!strcmp(r->v[i].fix, fix) && !strcmp(r->v[i].object, object))
			return &r->v[i];
	return NULL;
}

static const char *last_component(const char *fix)
{
	const char *slash = strrchr(fix, '/');

	return slash ? slash + 1 : fix;
}

const struct registered *registry_find_moved(const struct registry *r, const char *fix,
					     const char *object, const char *callbacks)
{
	for (size_t i = 0; i < r->nr; i++) {
		const struct registered *e = &r->v[i];

		if (!strcmp(last_component(e->fix), last_component(fix)) &&
		    e->id == derive_id(e->fix, object, callbacks))
			return e;
	}
	return NULL;
}

static const char *find_answer(const char *answers, const char *rule)
{
	size_t len = strlen(rule);

	while (answers && *answers) {
		if (!strncmp(answers, rule, len) && answers[len] == '=')
			return answers + len + 1;
		answers = strchr(answers, ';');
		if (answers)
			answers++;
	}
	return NULL;
}

const char *registry_answer(const struct registry *r, const char *fix, const char *rule)
{
	const char *answer = NULL;

	for (size_t i = 0; i < r->nr && !answer; i++)
		if (!strcmp(r->v[i].fix, fix))
			answer = find_answer(r->v[i].answers, rule);
	return answer;
}

void registry_add(struct registry *r, const struct registered *entry)
{
	for (size_t i = 0; i < r->nr; i++)
		if (r->v[i].id == entry->id && !strcmp(r->v[i].fix, entry->fix) &&
		    !strcmp(r->v[i].object, entry->object))
			return;
	GROW(r->v, r->nr);
	r->v[r->nr++] = (struct registered){
		entry->id, xstrdup(entry->fix), xstrdup(entry->object),
		xstrdup(entry->name), xstrdup(""),
	};
	r->changed = true;
}

/* The folder's lock: the file itself is replaced. Returns a descriptor or a negative errno. */
static int lock_folder(const char *path)
{
	char *copy = xstrdup(path);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int err = fd < 0 || flock(fd, LOCK_EX) ? -errno : 0;

	if (err && fd >= 0)
		close(fd);
	free(copy);
	return err ? err : fd;
}

int registry_extend(const char *path, const struct registry *more)
{
	struct registry r;
	unsigned int line;
	int lock = lock_folder(path), err;

	if (lock < 0)
		return lock;
	err = registry_read(&r, path, &line);
	for (size_t i = 0; i < more->nr && !err; i++)
		registry_add(&r, &more->v[i]);
	if (!err && r.changed)
		err = registry_write(&r, path);
	registry_release(&r);
	close(lock);
	return err;
}

void registry_release(struct registry *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		free(r->v[i].fix);
		free(r->v[i].object);
		free(r->v[i].name);
		free(r->v[i].answers);
	}
	free(r->v);
	free(r->comments);
	*r = (struct registry){ 0 };
}

/* The length of a kernel version that a word begins with: 6.12, v5.14.21-150400.24 */
static size_t version_length(const char *s)
{
	const char *p = s + (*s == 'v');
	unsigned int numbers = 0;

	while (isdigit((unsigned char)*p)) {
		while (isdigit((unsigned char)*p))
			p++;
		numbers++;
		if (!(*p == '.' || (*p == '-' && numbers > 1)) || !isdigit((unsigned char)p[1]))
			break;
		p++;
	}
	return numbers > 1 ? (size_t)(p - s) : 0;
}

/* Does a folder's name begin with a kernel's version, or a distribution's: SLE15-SP5, el9 */
static bool is_version(const char *s)
{
	static const char *const names[] = {
		"linux", "kernel", "sles", "sle", "rhel", "el", "centos", "fc", "ol", "uek",
		"ubuntu", "debian",
	};

	if (version_length(s))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t len = strlen(names[i]);

		if (!strncasecmp(s, names[i], len) && isdigit((unsigned char)s[len + strspn(s + len, "-_.v")]))
			return true;
	}
	return false;
}

/* A path component without kernel versions and what joined them to the rest. */
static char *component(const char *s, size_t len, bool is_folder)
{
	char *word = xstrndup(s, len);
	struct buf out = BUF_INIT;

	for (const char *p = word; *p && !(is_folder && is_version(word));) {
		bool starts = p == word || strchr("-_.+", p[-1]);
		size_t n = starts ? version_length(p) : 0;

		if (!n) {
			buf_putc(&out, *p++);
			continue;
		}
		p += n;
		if (strchr("-_.+", *p) && *p)
			p++;
	}
	while (out.len && strchr("-_.+", out.text[out.len - 1]))
		out.text[--out.len] = '\0';
	free(word);
	return buf_detach(&out);
}

char *path_without_versions(const char *path)
{
	static const char *const suffixes[] = { ".c", ".patch", ".diff" };
	size_t end = strlen(path), begin;
	char *rest = xstrdup("");

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (has_suffix(path, suffixes[i]))
			end = strlen(path) - strlen(suffixes[i]);
	for (bool is_folder = false; end; is_folder = true) {
		char *word, *joined;

		for (begin = end; begin && path[begin - 1] != '/';)
			begin--;
		word = component(path + begin, end - begin, is_folder);
		end = begin ? begin - 1 : 0;
		if (*word && strcmp(word, ".")) {
			joined = xasprintf("%s%s%s", word, *rest ? "/" : "", rest);
			free(rest);
			rest = joined;
		}
		free(word);
	}
	return rest;
}

char *fix_of_path(const char *path)
{
	char *all = path_without_versions(path);
	const char *last = strrchr(all, '/'), *begin = all;
	char *fix;

	for (const char *p = all; last && p < last; p++)
		if (*p == '/')
			begin = p + 1;
	/* A line of the registry is text, with tabs between its fields. */
	fix = printable(*begin ? begin : "-", "");
	free(all);
	return fix;
}

/* FNV-1a, 64 bits, with a byte between the parts that none of them has. */
static uint64_t hash(uint64_t h, const char *s)
{
	do {
		h = (h ^ (unsigned char)*s) * 0x100000001b3;
	} while (*s++);
	return h;
}

unsigned long derive_id(const char *fix, const char *object, const char *callbacks)
{
	uint64_t h = 0xcbf29ce484222325;

	h = hash(hash(hash(h, fix), object), callbacks);
	/* 32 bits are easy to read; the highest one keeps off the ids people choose. */
	return ((h ^ h >> 32) & 0x7fffffff) | 0x80000000;
}
