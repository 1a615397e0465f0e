// SPDX-License-Identifier: GPL-2.0
#include "layout.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

unsigned int width(unsigned int column, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		column = text[i] == '\t' ? (column / TAB + 1) * TAB : column + 1;
	return column;
}

size_t line_begin(const struct source *s, size_t offset)
{
	while (offset && s->text[offset - 1] != '\n')
		offset--;
	return offset;
}

size_t line_end(const struct source *s, size_t offset)
{
	const char *nl = memchr(s->text + offset, '\n', s->len - offset);

	return nl ? (size_t)(nl + 1 - s->text) : s->len;
}

static size_t skip_blanks(const struct source *s, size_t offset)
{
	while (offset < s->len && (s->text[offset] == ' ' || s->text[offset] == '\t'))
		offset++;
	return offset;
}

static bool blank_between(const struct source *s, size_t begin, size_t end)
{
	while (begin < end && strchr(" \t\r\n", s->text[begin]))
		begin++;
	return begin >= end;
}

char *text_at(const struct source *s, struct span span)
{
	return xstrndup(s->text + span.begin, span.end - span.begin);
}

char *indentation(const struct source *s, size_t offset)
{
	size_t begin = line_begin(s, offset);

	return xstrndup(s->text + begin, skip_blanks(s, begin) - begin);
}

char *indent_unit(const struct source *s)
{
	for (size_t i = 0; i < s->nr_functions; i++) {
		const struct node *body = s->functions[i].body;
		char *indent;

		if (!body || !body->child || !body->child->exact)
			continue;
		indent = indentation(s, body->child->span.begin);
		if (*indent)
			return indent;
		free(indent);
	}
	return xstrdup("\t");
}

void print_columns(const struct source *s, unsigned int columns, struct buf *out)
{
	char *unit = indent_unit(s);

	for (; *unit == '\t' && columns >= TAB; columns -= TAB)
		buf_putc(out, '\t');
	for (; columns; columns--)
		buf_putc(out, ' ');
	free(unit);
}

/* The tabs that lines begin with become the unit. */
static char *with_unit(const char *text, const char *unit)
{
	struct buf out = BUF_INIT;

	while (*text) {
		const char *nl = strchr(text, '\n');
		size_t n = nl ? (size_t)(nl + 1 - text) : strlen(text);

		buf_add(&out, text, n);
		for (text += n; nl && *text == '\t'; text++)
			buf_puts(&out, unit);
	}
	return buf_detach(&out);
}

void indent_edits(const struct source *s, struct edits *e)
{
	char *unit = indent_unit(s);

	for (size_t i = 0; i < e->nr && strcmp(unit, "\t"); i++) {
		char *text = with_unit(e->v[i].text, unit);

		free(e->v[i].text);
		e->v[i].text = text;
	}
	free(unit);
}

const struct token *next_token(const struct source *s, size_t offset)
{
	for (size_t i = tokens_find(&s->tokens, offset); i < s->tokens.nr; i++)
		if (s->tokens.v[i].kind != TOKEN_COMMENT)
			return &s->tokens.v[i];
	return NULL;
}

size_t statement_end(const struct source *s, size_t offset)
{
	const struct token *t = next_token(s, offset);

	return t && token_is(t, s->text, ";") ? t->offset + t->length : offset;
}

size_t comma_end(const struct source *s, size_t offset)
{
	const struct token *t = next_token(s, offset);

	return t && token_is(t, s->text, ",") ? t->offset + t->length : offset;
}

/* The comment that ends on the line before the given begin of a line, or NULL. */
static const struct token *comment_ending_before(const struct source *s, size_t begin)
{
	size_t i = tokens_find(&s->tokens, begin);
	const struct token *t;

	if (!begin || !i)
		return NULL;
	t = &s->tokens.v[i - 1];
	if (t->kind != TOKEN_COMMENT || t->directive)
		return NULL;
	if (line_end(s, t->offset + t->length - 1) != begin)
		return NULL;
	return blank_between(s, line_begin(s, t->offset), t->offset) ? t : NULL;
}

size_t comment_above(const struct source *s, size_t offset)
{
	size_t begin = line_begin(s, offset);
	const struct token *t;

	if (!blank_between(s, begin, offset))
		return offset;
	while ((t = comment_ending_before(s, begin)))
		begin = line_begin(s, t->offset);
	return begin;
}

/* Is there a line at its begin, and nothing but blanks on it? */
static bool line_is_blank(const struct source *s, size_t begin)
{
	return begin < s->len && blank_between(s, begin, line_end(s, begin));
}

bool has_text_above(const struct source *s, size_t offset)
{
	size_t end = line_begin(s, offset), begin = end ? line_begin(s, end - 1) : 0;

	while (begin < end && isspace((unsigned char)s->text[begin]))
		begin++;
	return begin < end;
}

/* Does the text before the begin of a line end a block's head, or a label? */
static bool behind_brace(const struct source *s, size_t begin)
{
	while (begin && strchr(" \t\r\n", s->text[begin - 1]))
		begin--;
	return begin && s->text[begin - 1] == '{';
}

static bool before_brace(const struct source *s, size_t offset)
{
	offset = skip_blanks(s, offset);
	return offset < s->len && s->text[offset] == '}';
}

struct span removable(const struct source *s, struct span st)
{
	size_t begin = line_begin(s, st.begin);
	size_t end = line_end(s, st.end);
	bool blank_before;

	if (!blank_between(s, begin, st.begin) || !blank_between(s, st.end, end))
		return st;

	blank_before = begin && line_is_blank(s, line_begin(s, begin - 1));
	if (line_is_blank(s, end) && (blank_before || behind_brace(s, begin)))
		end = line_end(s, end);
	else if (blank_before && before_brace(s, end))
		begin = line_begin(s, begin - 1);
	return (struct span){ begin, end };
}

void delete_statement(const struct source *s, struct edits *edits, struct span statement)
{
	struct span gone = removable(s, statement);

	/* On a line with others: the blanks behind it go, or those before it at the end. */
	if (gone.begin == statement.begin && gone.end == statement.end) {
		gone.end = skip_blanks(s, gone.end);
		while (gone.begin && strchr("\r\n", s->text[gone.end]) &&
		       strchr(" \t", s->text[gone.begin - 1]))
			gone.begin--;
	}
	edits_add(edits, gone.begin, gone.end - gone.begin, "");
}

void delete_variable(const struct source *s, struct edits *edits, const struct node *var)
{
	const struct node *decl = var->parent;
	const struct node *n, *before = NULL;
	size_t comma;

	for (n = decl->child; n != var; n = n->next)
		before = n;
	if (before) {
		/* int a, b; the comma before it goes as well. */
		edits_add(edits, before->span.end, var->span.end - before->span.end, "");
	} else if (var->next) {
		/* The first one: its name up to the next one's, which keeps the type. */
		comma = comma_end(s, var->span.end);
		while (strchr(" \t\r\n", s->text[comma]))
			comma++;
		for (n = var->child; n && n->kind == NODE_TYPE; n = n->next)
			before = n;
		if (before) {
			size_t begin = before->span.end;

			while (s->text[begin] == ' ' || s->text[begin] == '\t')
				begin++;
			edits_add(edits, begin, comma - begin, "");
		}
	} else {
		delete_statement(s, edits, (struct span){
			decl->span.begin, statement_end(s, decl->span.end) });
	}
}

void delete_member(const struct source *s, struct edits *edits, const struct node *member)
{
	struct span gone = { member->span.begin, comma_end(s, member->span.end) };
	struct span lines = removable(s, gone);

	if (lines.begin == gone.begin && lines.end == gone.end) {
		/* On a line with others: the last one takes the comma before it. */
		while (member->next && s->text[gone.end] == ' ')
			gone.end++;
		while (!member->next && gone.end == member->span.end &&
		       strchr(" ,", s->text[gone.begin - 1]))
			gone.begin--;
		lines = gone;
	}
	edits_add(edits, lines.begin, lines.end - lines.begin, "");
}

bool name_used(const struct source *s, const char *word)
{
	return name_used_in(s, (struct span){ 0, s->len }, word);
}

bool behind_member_operator(const struct source *s, size_t i)
{
	const struct token *t = i ? &s->tokens.v[i - 1] : NULL;

	if (!t || t->kind != TOKEN_PUNCT)
		return false;
	if (s->text[t->offset] == '.')
		return true;
	return s->text[t->offset] == '>' && t->offset && s->text[t->offset - 1] == '-';
}

bool name_used_in(const struct source *s, struct span span, const char *word)
{
	for (size_t i = tokens_find(&s->tokens, span.begin); i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];

		if (t->offset >= span.end)
			break;
		if (t->kind == TOKEN_NAME && token_is(t, s->text, word) &&
		    !behind_member_operator(s, i))
			return true;
	}
	return false;
}

bool has_comment(const struct source *s, struct span span)
{
	for (size_t i = tokens_find(&s->tokens, span.begin); i < s->tokens.nr; i++) {
		if (s->tokens.v[i].offset >= span.end)
			break;
		if (s->tokens.v[i].kind == TOKEN_COMMENT)
			return true;
	}
	return false;
}

bool has_directive(const struct source *s, struct span span)
{
	for (size_t i = tokens_find(&s->tokens, span.begin); i < s->tokens.nr; i++) {
		if (s->tokens.v[i].offset >= span.end)
			break;
		if (s->tokens.v[i].directive)
			return true;
	}
	return false;
}

bool is_skipped(const struct source *s, size_t offset)
{
	for (size_t i = 0; i < s->ast.nr_skipped; i++)
		if (offset >= s->ast.skipped[i].begin && offset < s->ast.skipped[i].end)
			return true;
	return false;
}

bool is_directive(const struct source *s, size_t i, const char *name)
{
	const struct token *t = &s->tokens.v[i];
	size_t len = strcspn(name, "*");

	if (!t->directive || !token_is(t, s->text, "#") || i + 1 == s->tokens.nr)
		return false;
	if (name[len])
		return !strncmp(s->text + t[1].offset, name, len);
	return token_is(&t[1], s->text, name);
}

bool names_version(const struct source *s, size_t token)
{
	if (!is_directive(s, token, "if") && !is_directive(s, token, "elif"))
		return false;
	for (size_t i = token + 1; i < s->tokens.nr && s->tokens.v[i].directive &&
	     !token_is(&s->tokens.v[i], s->text, "#"); i++)
		if (token_is(&s->tokens.v[i], s->text, "LINUX_VERSION_CODE") ||
		    token_is(&s->tokens.v[i], s->text, "RHEL_RELEASE_CODE"))
			return true;
	return false;
}

bool in_version_branch(const struct source *s, size_t token)
{
	unsigned int depth = 0;

	for (size_t i = token; i-- > 0;) {
		if (is_directive(s, i, "endif"))
			depth++;
		if (!depth && names_version(s, i))
			return true;
		if (depth && is_directive(s, i, "if*"))
			depth--;
	}
	return false;
}

/* The begin of the next line that no backslash joins with the one of an offset. */
static size_t directive_end(const struct source *s, size_t offset)
{
	size_t end = line_end(s, offset);

	while (end > 1 && end < s->len && s->text[end - 2] == '\\')
		end = line_end(s, end);
	return end;
}

/* #if, or the opposite of it for what stands behind its #else. */
static void print_condition(const struct source *s, const struct token *hash, bool opposite,
			    struct buf *out)
{
	const struct token *word = hash + 1;
	size_t begin = word->offset + word->length, end = directive_end(s, hash->offset);

	if (!opposite)
		buf_add(out, s->text + hash->offset, end - hash->offset);
	else if (token_is(word, s->text, "if"))
		buf_addf(out, "#if !(%.*s)\n", (int)strcspn(s->text + begin + 1, "\r\n"),
			 s->text + begin + 1);
	else
		buf_addf(out, "#%s%.*s", token_is(word, s->text, "ifdef") ? "ifndef" : "ifdef",
			 (int)(end - begin), s->text + begin);
}

int print_conditions(const struct source *s, size_t offset, size_t earlier, struct buf *out)
{
	struct { const struct token *hash; bool is_else, is_elif; } open[64];
	size_t depth = 0;
	int nr = 0;

	for (size_t i = 0; i < s->tokens.nr && s->tokens.v[i].offset < offset; i++) {
		if (is_directive(s, i, "if*") && depth < 64) {
			memset(&open[depth], 0, sizeof(*open));
			open[depth++].hash = &s->tokens.v[i];
		} else if (is_directive(s, i, "endif") && depth) {
			depth--;
		} else if (is_directive(s, i, "el*") && depth) {
			open[depth - 1].is_elif |= is_directive(s, i, "elif*");
			open[depth - 1].is_else = true;
		}
	}
	for (size_t i = 0; i < depth; i++) {
		if (open[i].hash->offset < earlier)
			continue;
		if (open[i].is_elif)
			return -1;
		print_condition(s, open[i].hash, open[i].is_else, out);
		nr++;
	}
	return nr;
}

/* An opening bracket counts up, a closing one down. */
static int nesting(char c)
{
	return strchr("([{", c) ? 1 : strchr(")]}", c) ? -1 : 0;
}

int token_arguments(const struct source *s, size_t token)
{
	int depth = 0, commas = 0;
	bool empty = true;

	for (size_t i = token + 1; i < s->tokens.nr; i++) {
		const struct token *t = &s->tokens.v[i];
		char c = t->kind == TOKEN_PUNCT ? s->text[t->offset] : 'x';

		if (t->kind == TOKEN_COMMENT)
			continue;
		if (!depth && c != '(')
			return -1;
		empty = empty && (!depth || c == ')');
		depth += nesting(c);
		if (!depth)
			return empty ? 0 : commas + 1;
		commas += depth == 1 && c == ',';
	}
	return -1;
}
