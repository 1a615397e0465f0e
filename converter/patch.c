// SPDX-License-Identifier: GPL-2.0
#include "patch.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lex.h"

#define STAYS '\f'

/* The ranges of a hunk's header: @@ -old,count +new,count @@ */
struct ranges {
	size_t old, old_count, new, new_count;
	const char *rest;	/* behind them */
};

static bool begins(const struct patch_line *l, const char *with)
{
	return l->len >= strlen(with) && !memcmp(l->text, with, strlen(with));
}

static void split_lines(struct patch *p, const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end) {
		const char *nl = memchr(text, '\n', end - text);
		size_t n = nl ? (size_t)(nl + 1 - text) : (size_t)(end - text);

		GROW(p->lines, p->nr_lines);
		p->lines[p->nr_lines++] = (struct patch_line){ .text = text, .len = n };
		text += n;
	}
}

/* A number with at most nine digits; NULL: there is none. */
static const char *read_number(const char *s, size_t *number)
{
	size_t digits = strspn(s, "0123456789");

	if (!digits || digits > 9)
		return NULL;
	*number = strtoul(s, NULL, 10);
	return s + digits;
}

static const char *read_range(const char *s, const char *before, size_t *first, size_t *count)
{
	if (strncmp(s, before, strlen(before)))
		return NULL;
	s = read_number(s + strlen(before), first);
	*count = 1;
	if (s && *s == ',')
		s = read_number(s + 1, count);
	return s;
}

static bool read_ranges(const struct patch_line *l, struct ranges *r)
{
	char head[64] = "";
	const char *s;

	memcpy(head, l->text, l->len < sizeof(head) - 1 ? l->len : sizeof(head) - 1);
	s = read_range(head, "@@ -", &r->old, &r->old_count);
	s = s ? read_range(s, " +", &r->new, &r->new_count) : NULL;
	if (!s || strncmp(s, " @@", 3))
		return false;
	r->rest = l->text + (s - head);
	return true;
}

/* A range without lines names the one before it. */
static size_t first_line(const struct ranges *r)
{
	return r->new + !r->new_count;
}

/* The name in "+++ b/fs/aio.c<tab>date", without the first folder; for free(). */
static char *file_name(const struct patch_line *l)
{
	const char *name = l->text + 4;
	size_t len = strcspn(name, "\t\r\n"), rest = l->len - 4;
	const char *slash;

	len = len < rest ? len : rest;
	slash = memchr(name, '/', len);
	if (slash && *name != '/') {
		len -= slash + 1 - name;
		name = slash + 1;
	}
	return xstrndup(name, len);
}

static void add_file(struct patch *p, size_t line)
{
	bool gone = begins(&p->lines[line], "+++ /dev/null");

	GROW(p->files, p->nr_files);
	p->files[p->nr_files++] = file_name(&p->lines[gone ? line - 1 : line]);
}

/* An empty line is one of context whose blank was lost on its way. */
static char line_kind(const struct patch_line *l)
{
	return *l->text == '\n' || *l->text == '\r' ? ' ' : *l->text;
}

/* Marks the lines of a hunk; returns the one behind it, or 0 if they do not fit. */
static size_t read_hunk(struct patch *p, size_t line, const struct ranges *r)
{
	size_t olds = r->old_count, news = r->new_count, i = line;
	char kind = '@';

	do {
		p->lines[i].kind = kind;
		p->lines[i].file = p->nr_files - 1;
		if (++i == p->nr_lines)
			return olds || news ? 0 : i;
		kind = line_kind(&p->lines[i]);
		if (!olds && !news && kind != '\\')
			return i;
		if ((kind == '-' || kind == ' ') && !olds--)
			return 0;
		if ((kind == '+' || kind == ' ') && !news--)
			return 0;
		/* The patch is cut off: what is added is not even an empty line. */
		if (kind == '+' && p->lines[i].len == 1)
			return 0;
	} while (strchr("+- \\", kind));
	return 0;
}

size_t patch_parse(struct patch *p, const char *text, size_t len)
{
	bool in_file = false;
	size_t end = 0;		/* the last line of the new file that a hunk has had */

	*p = (struct patch){ 0 };
	split_lines(p, text, len);
	for (size_t i = 0; i < p->nr_lines; i++) {
		struct ranges r;
		size_t next;

		if (i && begins(&p->lines[i], "+++ ") && begins(&p->lines[i - 1], "--- ")) {
			add_file(p, i);
			in_file = true;
			end = 0;
		} else if (in_file && read_ranges(&p->lines[i], &r)) {
			next = first_line(&r) > end ? read_hunk(p, i, &r) : 0;
			if (!next)
				return i + 1;
			end = first_line(&r) + r.new_count - 1;
			i = next - 1;
		} else if (begins(&p->lines[i], "diff ")) {
			in_file = false;
		}
	}
	return 0;
}

bool patch_is_stray(const struct patch_line *l)
{
	return !l->kind && begins(l, "+") && !begins(l, "+++ ");
}

void patch_release(struct patch *p)
{
	for (size_t i = 0; i < p->nr_files; i++)
		free(p->files[i]);
	free(p->files);
	free(p->lines);
	*p = (struct patch){ 0 };
}

/* What a hunk leaves in the file, as text. */
struct hunk {
	struct buf text;
	struct tokens tokens;
	size_t *lines;		/* of the patch, for each line of the text */
	size_t *begins;		/* their offsets in it */
	size_t nr;
	bool conditions;	/* each #if has its #endif here */
};

static void hunk_release(struct hunk *h)
{
	buf_release(&h->text);
	tokens_release(&h->tokens);
	free(h->lines);
	free(h->begins);
}

static bool is_condition(const struct hunk *h, size_t token)
{
	static const char *const words[] = {
		"if", "ifdef", "ifndef", "elif", "else", "endif",
	};
	const struct token *t = &h->tokens.v[token];

	for (size_t i = 0; token + 1 < h->tokens.nr && i < sizeof(words) / sizeof(*words); i++)
		if (token_is(t, h->text.text, "#") && t->directive &&
		    token_is(t + 1, h->text.text, words[i]))
			return true;
	return false;
}

static bool conditions_fit(const struct hunk *h)
{
	long depth = 0;

	for (size_t i = 0; i < h->tokens.nr && depth >= 0; i++) {
		if (!is_condition(h, i))
			continue;
		if (token_is(&h->tokens.v[i + 1], h->text.text, "endif"))
			depth--;
		else if (h->text.text[h->tokens.v[i + 1].offset] == 'i')
			depth++;
	}
	return !depth;
}

/* Reads the hunk behind a header. */
static void hunk_read(struct hunk *h, const struct patch *p, size_t line)
{
	*h = (struct hunk){ .text = BUF_INIT };
	for (line++; line < p->nr_lines && p->lines[line].kind && p->lines[line].kind != '@'; line++) {
		const struct patch_line *l = &p->lines[line];

		if (l->kind != '+' && l->kind != ' ')
			continue;
		GROW(h->lines, h->nr);
		GROW(h->begins, h->nr);
		h->lines[h->nr] = line;
		h->begins[h->nr++] = h->text.len;
		buf_add(&h->text, l->text + (*l->text == l->kind), l->len - (*l->text == l->kind));
	}
	lex(&h->tokens, h->text.text, h->text.len);
	h->conditions = conditions_fit(h);
}

/* Behind the line that holds an offset. */
static size_t line_behind(const struct hunk *h, size_t offset, size_t line)
{
	while (line < h->nr && h->begins[line] <= offset)
		line++;
	return line;
}

static size_t directive_end(const struct hunk *h, size_t line)
{
	while (line + 1 < h->nr) {
		const char *end = h->text.text + h->begins[++line] - 1;

		while (end[-1] == '\r')
			end--;
		if (end[-1] != '\\')
			return line;
	}
	return h->nr;
}

/* The last token of the declaration that begins with one; tokens.nr: it does not end here. */
static size_t last_token(const struct hunk *h, size_t first)
{
	bool assigned = false, function = false;
	long depth = 0;
	size_t i;

	for (i = first; i < h->tokens.nr; i++) {
		const struct token *t = &h->tokens.v[i];
		char c = h->text.text[t->offset];

		if (t->kind != TOKEN_PUNCT || t->directive)
			continue;
		depth += (strchr("({[", c) != NULL) - (strchr(")}]", c) != NULL);
		if (depth < 0)
			return h->tokens.nr;
		if (depth)
			continue;
		assigned |= c == '=';
		function |= c == ')';
		if (c == ';' || (c == '}' && function && !assigned))
			return i;
	}
	return i;
}

/* Does a declaration, directive or comment begin here? Labels and statements do not. */
static bool is_begin(const struct hunk *h, size_t token, size_t line)
{
	const struct token *t = &h->tokens.v[token];

	if (token == h->tokens.nr || t->offset != h->begins[line])
		return false;
	if (t->kind == TOKEN_NAME)
		return token + 1 == h->tokens.nr || h->text.text[t[1].offset] != ':';
	return t->kind == TOKEN_COMMENT ||
	       (t->directive && (h->conditions || !is_condition(h, token)));
}

/* The line behind what begins on a line; the line itself if that is not whole. */
static size_t declaration_end(const struct hunk *h, size_t line)
{
	size_t first = tokens_find(&h->tokens, h->begins[line]), last = first;

	if (!is_begin(h, first, line))
		return line;
	if (h->tokens.v[first].directive)
		return directive_end(h, line);
	if (h->tokens.v[first].kind == TOKEN_NAME)
		last = last_token(h, first);
	if (last == h->tokens.nr || (h->tokens.unterminated && last + 1 == h->tokens.nr &&
				     h->tokens.v[last].kind == TOKEN_COMMENT))
		return line;
	return line_behind(h, h->tokens.v[last].offset + h->tokens.v[last].length - 1, line);
}

/* Which lines of a patch the declarations of a hunk are. */
static void find_declarations(const struct hunk *h, const struct patch *p, bool *whole)
{
	for (size_t i = 0; i < h->nr;) {
		bool added = p->lines[h->lines[i]].kind == '+';
		size_t end = added ? declaration_end(h, i) : i;

		for (size_t k = i; k < end; k++)
			whole[h->lines[k]] = true;
		i = end > i ? end : i + 1;
	}
}

static bool is_blank(const struct patch_line *l)
{
	for (size_t i = 1; i < l->len; i++)
		if (!isspace((unsigned char)l->text[i]))
			return false;
	return true;
}

/* The lines that the view shows. */
static bool *shown_lines(const struct patch *p, size_t file, enum patch_view what)
{
	bool *shown = xcalloc(p->nr_lines, sizeof(*shown));

	for (size_t i = 0; i < p->nr_lines; i++) {
		const struct patch_line *l = &p->lines[i];
		struct hunk h;

		if (!l->kind || (file != PATCH_ALL_FILES && l->file != file))
			continue;
		if (l->kind == '+')
			shown[i] |= what == PATCH_LINES || is_blank(l);
		if (l->kind != '@' || what == PATCH_LINES)
			continue;
		hunk_read(&h, p, i);
		find_declarations(&h, p, shown);
		hunk_release(&h);
	}
	return shown;
}

/* Each line ends as it does in the patch. */
static void add_line(const struct patch_line *l, bool shown, struct buf *out)
{
	size_t skip = l->kind && *l->text == l->kind, len = l->len;

	while (len > skip && strchr("\r\n", l->text[len - 1]))
		len--;
	if (shown)
		buf_add(out, l->text + skip, len - skip);
	if (!shown || l->kind != '+')
		buf_putc(out, STAYS);
	buf_add(out, l->text + len, l->len - len);
}

void patch_view(const struct patch *p, size_t file, enum patch_view what, struct buf *out)
{
	bool *shown = shown_lines(p, file, what);

	for (size_t i = 0; i < p->nr_lines; i++)
		add_line(&p->lines[i], shown[i], out);
	free(shown);
}

static void add_out(struct patch *out, struct patch_line line)
{
	GROW(out->lines, out->nr_lines);
	out->lines[out->nr_lines++] = line;
}

/* The line of the patch that the next line of a view with a form feed must be. */
static size_t next_staying(const struct patch *p, const bool *shown, size_t line)
{
	while (line < p->nr_lines && shown[line] && p->lines[line].kind == '+')
		line++;
	return line;
}

static bool is_same(const struct patch_line *l, bool shown, const char *line, size_t len)
{
	struct buf want = BUF_INIT;
	bool same;

	add_line(l, shown, &want);
	same = want.len == len && !memcmp(want.text, line, len);
	buf_release(&want);
	return same;
}

/* Puts the lines of a view into the patch; false: a line that stays is another one. */
static bool merge_view(struct patch *out, const struct patch *p, const bool *shown,
		       const struct buf *view)
{
	const char *line = view->text, *end = view->text + view->len;
	size_t next = 0, file = 0;

	while (line < end) {
		const char *nl = memchr(line, '\n', end - line);
		size_t len = nl ? (size_t)(nl + 1 - line) : (size_t)(end - line);
		size_t stays = next_staying(p, shown, next);

		if (!memchr(line, STAYS, len)) {
			add_out(out, (struct patch_line){
				.text = line, .len = len, .kind = '+', .file = file,
			});
		} else if (stays < p->nr_lines && is_same(&p->lines[stays], shown[stays], line, len)) {
			file = p->lines[stays].file;
			add_out(out, p->lines[stays]);
			next = stays + 1;
		} else {
			return false;
		}
		line += len;
	}
	return next_staying(p, shown, next) == p->nr_lines;
}

static bool is_old_line(const struct patch *p, const struct patch_line *l)
{
	const char *begin = p->lines[0].text;
	const char *end = p->lines[p->nr_lines - 1].text + p->lines[p->nr_lines - 1].len;

	return l->text >= begin && l->text < end;
}

/* Counts what a hunk has now; returns the line behind it. */
static size_t count_hunk(const struct patch *out, size_t line, struct ranges *r, bool *changes)
{
	size_t i;

	r->old_count = r->new_count = 0;
	*changes = false;
	for (i = line + 1; i < out->nr_lines; i++) {
		char kind = out->lines[i].kind;

		if (kind == '@' || !kind)
			break;
		r->old_count += kind == '-' || kind == ' ';
		r->new_count += kind == '+' || kind == ' ';
		*changes |= kind == '+' || kind == '-';
	}
	return i;
}

static void print_range(char sign, size_t first, size_t count, struct buf *out)
{
	buf_addf(out, "%c%zu", sign, first);
	if (count != 1)
		buf_addf(out, ",%zu", count);
}

/* A header with new counts; one that is right stays what it is, byte for byte. */
static void print_header(const struct patch_line *l, const struct ranges *old,
			 const struct ranges *new, struct buf *out)
{
	if (old->new == new->new && old->new_count == new->new_count) {
		buf_add(out, l->text, l->len);
		return;
	}
	buf_puts(out, "@@ ");
	print_range('-', old->old, old->old_count, out);
	buf_putc(out, ' ');
	print_range('+', new->new, new->new_count, out);
	buf_add(out, old->rest, l->text + l->len - old->rest);
}

static void print_lines(const struct patch *p, const struct patch *out, size_t begin, size_t end,
			struct buf *text)
{
	for (size_t i = begin; i < end; i++) {
		if (!is_old_line(p, &out->lines[i]))
			buf_putc(text, '+');
		buf_add(text, out->lines[i].text, out->lines[i].len);
	}
}

static void print_patch(const struct patch *p, const struct patch *out, struct buf *text)
{
	size_t file = PATCH_ALL_FILES;
	long shift = 0;

	for (size_t i = 0; i < out->nr_lines;) {
		const struct patch_line *l = &out->lines[i];
		struct ranges old, new;
		bool changes;
		size_t end;

		if (l->kind != '@') {
			print_lines(p, out, i, i + 1, text);
			i++;
			continue;
		}
		if (l->file != file)
			shift = 0;
		file = l->file;
		read_ranges(l, &old);
		new = old;
		end = count_hunk(out, i, &new, &changes);
		new.new = first_line(&old) + shift - !new.new_count;
		shift += (long)new.new_count - (long)old.new_count;
		/* A hunk that has nothing left to change is none. */
		if (changes || new.new_count == old.new_count) {
			print_header(l, &old, &new, text);
			print_lines(p, out, i + 1, end, text);
		}
		i = end;
	}
}

int patch_rewrite(const struct patch *p, size_t file, enum patch_view what,
		  const struct buf *view, struct buf *out)
{
	bool *shown = shown_lines(p, file, what);
	struct patch new = { 0 };
	int err = -EINVAL;

	if (p->nr_lines && merge_view(&new, p, shown, view)) {
		print_patch(p, &new, out);
		err = 0;
	}
	free(new.lines);
	free(shown);
	return err;
}
