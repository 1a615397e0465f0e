// SPDX-License-Identifier: GPL-2.0
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "layout.h"

static const char *const new_names[NR_CALLBACKS] = {
	[PRE_PATCH]    = "setup",
	[POST_PATCH]   = "enable",
	[PRE_UNPATCH]  = "disable",
	[POST_UNPATCH] = "remove",
};

char *target_parameters(const char *patch, const char *state)
{
	return xasprintf("struct klp_patch *%s, struct klp_state *%s", patch, state);
}

char *target_object(const struct source *s, const struct plan *plan, const char *patch,
		    const char *state)
{
	long i;

	if (!plan->existing)
		return xasprintf("%s->obj", state);
	/* A patch-wide state has no object, but its livepatch has the table. */
	i = entry_index(s, plan->objects, plan->object);
	return i ? xasprintf("&%s->objs[%ld]", patch, i) : xasprintf("%s->objs", patch);
}

/* Is it a name of the file, or of a table that it has just got? */
static bool name_given(const struct job *job, const char *name)
{
	char *table = xasprintf(" %s[]", name);
	bool given = name_used(&job->source, name);

	for (size_t i = 0; i < job->edits.nr; i++)
		given |= strstr(job->edits.v[i].text, table) != NULL;
	free(table);
	return given;
}

static bool is_takeover(const struct job *job, const char *name)
{
	for (size_t i = 0; i < job->nr_plans; i++)
		if (job->plans[i].takeover_name && !strcmp(job->plans[i].takeover_name, name))
			return true;
	return false;
}

static char *unused_name(const struct job *job, const char *base)
{
	char *name = xstrdup(base);

	for (unsigned int i = 2; name_given(job, name) || is_takeover(job, name); i++) {
		free(name);
		name = xasprintf("%s%u", base, i);
	}
	return name;
}

/* The name of the table for the states of an object, or of the livepatch. */
static char *table_name(const struct job *job, const struct plan *plan)
{
	char *base, *name;

	if (is_patch_wide(plan))
		return unused_name(job, "states");
	/* A template's @@OBJECT@@ makes no name */
	base = xasprintf("%s_states", strchr(plan->object_name, '@') ? "object" :
			 plan->object_name);
	for (char *p = base; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", *p))
			*p = '_';
	name = unused_name(job, base);
	free(base);
	return name;
}

/* Which callback does a child of a { } of callbacks set? */
static enum callback child_callback(const struct node *list, const struct node *child)
{
	for (int i = 0; i < NR_CALLBACKS; i++)
		if (entry_field(list, "klp_callbacks", callback_names[i]).whole == child)
			return i;
	return NR_CALLBACKS;
}

static bool same_callbacks(const struct plan *a, const struct plan *b)
{
	if (a->takeover == TAKEOVER_DATA && b->takeover == TAKEOVER_DATA)
		return true;
	return a->takeover == b->takeover &&
	       a->callbacks[PRE_PATCH] == b->callbacks[PRE_PATCH] &&
	       a->callbacks[POST_PATCH] == b->callbacks[POST_PATCH];
}

/* States with the same callbacks share the function that takes them over. */
static const struct plan *first_takeover(const struct job *job, const struct plan *p)
{
	const struct plan *q = job->plans;

	while (q < p && !same_callbacks(p, q))
		q++;
	return q;
}

static void name_takeovers(struct job *job)
{
	for (size_t i = 0; i < job->nr_plans; i++) {
		struct plan *p = &job->plans[i];
		const struct plan *first = first_takeover(job, p);

		if (!p->takeover)
			continue;
		if (first != p)
			p->takeover_name = xstrdup(first->takeover_name);
		else if (p->takeover == TAKEOVER_DATA)
			p->takeover_name = unused_name(job, "take_over_data");
		else
			p->takeover_name = unused_name(job, "take_over");
	}
}

static bool is_multi_line(const char *text)
{
	return strchr(text, '\n');
}

/* Gives lines that stood behind `from` the indentation `to` instead. */
static char *reindent(const char *text, const char *from, const char *to)
{
	struct buf out = BUF_INIT;

	while (*text) {
		const char *nl = strchr(text, '\n');
		size_t n = nl ? (size_t)(nl + 1 - text) : strlen(text);

		buf_add(&out, text, n);
		text += n;
		if (nl && !strncmp(text, from, strlen(from))) {
			buf_puts(&out, to);
			text += strlen(from);
		}
	}
	return buf_detach(&out);
}

static void strip_end(struct buf *b)
{
	while (b->len && strchr(" \t\r\n", b->text[b->len - 1]))
		b->text[--b->len] = '\0';
}

/* The longest new name in a { } where spaces put every = below the others; else 0. */
static size_t longest_name(const struct source *s, const struct node *list)
{
	size_t longest = 0, column = 0;

	for (const struct node *n = list->child; n; n = n->next) {
		size_t begin = n->span.begin, end;

		if (n->kind != NODE_DESIGNATED)
			return 0;
		end = n->child->span.end;
		end += strspn(s->text + end, " ");
		if (s->text[end] != '=' || (column && column != end - begin))
			return 0;
		column = end - begin;
		end = strlen(new_names[child_callback(list, n)]);
		longest = end > longest ? end : longest;
	}
	return longest;
}

/* What stands behind a name in front of tabs, or spaces in a { } of such, keeps its column. */
static void rename_member(const struct source *s, const struct node *field, const char *name,
			  size_t longest, size_t base, struct edits *e)
{
	size_t end = field->span.end, begin = line_begin(s, end);
	unsigned int column, old_column;
	struct buf text = BUF_INIT;

	buf_puts(&text, name);
	if (s->text[end] == '\t') {
		end += strspn(s->text + end, " \t");
		old_column = width(0, s->text + begin, end - begin);
		column = width(0, s->text + begin, field->span.begin - begin) + strlen(name);
		for (; column < old_column; column = (column / TAB + 1) * TAB)
			buf_putc(&text, '\t');
	} else if (longest) {
		end += strspn(s->text + end, " ");
		buf_addf(&text, "%*s", (int)(longest + 1 - strlen(name)), "");
	}
	edits_add(e, field->span.begin - base, end - field->span.begin, text.text);
	buf_release(&text);
}

static void add_designator(size_t offset, const char *name, struct edits *e)
{
	char *text = xasprintf(".%s = ", name);

	edits_add(e, offset, 0, text);
	free(text);
}

/* A cast to the old type would not be right any more. */
static void drop_cast(const struct source *s, const struct node *value, size_t base,
		      struct edits *e)
{
	const struct node *function = strip(value);

	for (size_t i = tokens_find(&s->tokens, value->span.begin);
	     value->kind == NODE_CAST && s->tokens.v[i].offset < function->span.begin; i++) {
		if (!token_is(&s->tokens.v[i], s->text, "klp_object"))
			continue;
		edits_add(e, value->span.begin - base,
			  function->span.begin - value->span.begin, "");
		return;
	}
}

/*
 * The inside of the old { } with the new names, comments and layout kept,
 * ending with a comma; empty if nothing is left.
 */
static char *moved_members(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;
	const struct node *list = p->old_callbacks.value, *last = NULL;
	size_t base = list->span.begin + 1, len = list->span.end - 1 - base;
	size_t longest = longest_name(s, list);
	struct buf out = BUF_INIT;
	struct edits e = { 0 };

	for (const struct node *n = list->child; n; n = n->next) {
		enum callback c = child_callback(list, n);

		if (!p->callbacks[c]) {
			struct span gone = removable(s, (struct span){
				n->span.begin, comma_end(s, n->span.end) });

			while (n->next && s->text[gone.end] == ' ')
				gone.end++;
			edits_add(&e, gone.begin - base, gone.end - gone.begin, "");
			continue;
		}
		if (n->kind == NODE_DESIGNATED)
			rename_member(s, n->child, new_names[c], longest, base, &e);
		else
			add_designator(n->span.begin - base, new_names[c], &e);
		drop_cast(s, entry_field(list, "klp_callbacks", callback_names[c]).value, base, &e);
		last = n;
	}
	if (last && comma_end(s, last->span.end) == last->span.end)
		edits_add(&e, last->span.end - base, 0, ",");
	if (last)
		edits_apply(&e, s->text + base, len, &out);
	edits_release(&e);
	strip_end(&out);
	return buf_detach(&out);
}

static const struct node *first_nested(const struct plan *p)
{
	const struct node *n = p->object->child;

	while (!is_nested_callback(n))
		n = n->next;
	return n;
}

static const struct node *last_nested(const struct plan *p)
{
	const struct node *last = NULL;

	for (const struct node *n = p->object->child; n; n = n->next)
		if (is_nested_callback(n))
			last = n;
	return last;
}

/* The text of .callbacks.pre_patch = f, and its like, with the comments around it. */
static struct span nested_span(const struct source *s, const struct plan *p)
{
	const struct node *first = first_nested(p);
	size_t begin = first->span.begin, line = line_begin(s, begin);
	size_t end = comma_end(s, last_nested(p)->span.end);
	size_t next = tokens_find(&s->tokens, end);
	char *indent = indentation(s, begin);

	if (line + strlen(indent) == begin)
		begin = comment_above(s, begin) + strlen(indent);
	free(indent);
	if (next < s->tokens.nr && s->tokens.v[next].kind == TOKEN_COMMENT &&
	    s->tokens.v[next].offset < line_end(s, end))
		end = s->tokens.v[next].offset + s->tokens.v[next].length;
	return (struct span){ begin, end };
}

/* callbacks.pre_patch in a text that begins with span; a callback that went is left out. */
static void rename_nested(const struct source *s, const struct plan *p, const struct node *field,
			  const struct span *span, struct edits *e)
{
	const struct node *member = field->child->next;
	struct span gone = { field->span.begin, comma_end(s, field->span.end) };
	size_t begin;

	for (int i = 0; i < NR_CALLBACKS; i++) {
		if (strcmp(member->name, callback_names[i]))
			continue;
		if (p->callbacks[i]) {
			edits_add(e, field->child->span.begin - span->begin,
				  member->span.end - field->child->span.begin, new_names[i]);
			drop_cast(s, member->next, span->begin, e);
			continue;
		}
		gone = removable(s, gone);
		begin = gone.begin < span->begin ? span->begin : gone.begin;
		gone.end = gone.end > span->end ? span->end : gone.end;
		edits_add(e, begin - span->begin, gone.end - begin, "");
	}
}

/* Nested designators become a list: they get shorter names, one level deeper. */
static char *nested_members(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;
	struct span span = nested_span(s, p);
	const struct node *last = last_nested(p);
	char *indent = indentation(s, span.begin), *deeper;
	struct buf out = BUF_INIT;
	struct edits e = { 0 };

	for (const struct node *n = first_nested(p); n && is_nested_callback(n); n = n->next)
		rename_nested(s, p, n, &span, &e);
	if (comma_end(s, last->span.end) == last->span.end)
		edits_add(&e, last->span.end - span.begin, 0, ",");
	if (line_begin(s, span.begin) + strlen(indent) == span.begin)
		buf_addf(&out, "\n%s", indent);
	else
		buf_putc(&out, ' ');
	edits_apply(&e, s->text + span.begin, span.end - span.begin, &out);
	edits_release(&e);
	strip_end(&out);
	deeper = reindent(out.text, indent, "\t\t\t");
	buf_release(&out);
	free(indent);
	return deeper;
}

static char *assigned_members(const struct source *s, const struct plan *p)
{
	struct buf out = BUF_INIT;

	for (int i = 0; i < NR_CALLBACKS; i++) {
		char *value;

		if (!p->callbacks[i])
			continue;
		value = text_at(s, p->assigned[i]->child->next->span);
		buf_addf(&out, "\n\t\t\t.%s = %s,", new_names[i], value);
		free(value);
	}
	return buf_detach(&out);
}

static char *old_members(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;
	char *indent, *moved, *text;

	if (!p->old_callbacks.whole || p->by_name)
		return xstrdup("");
	if (first_assigned(p))
		return assigned_members(s, p);
	if (is_nested_callback(p->old_callbacks.whole))
		return nested_members(job, p);

	moved = moved_members(job, p);
	indent = indentation(s, p->old_callbacks.whole->span.begin);
	text = reindent(moved, indent, "\t\t");
	free(indent);
	free(moved);
	return text;
}

static void add_member(struct buf *b, const char *name, const char *value)
{
	if (!b->len || is_multi_line(b->text))
		buf_addf(b, "\n\t\t\t.%s = %s,", name, value);
	else
		buf_addf(b, " .%s = %s,", name, value);
}

/* The line or lines that set the state's callbacks, without a newline at the end. */
static void print_callbacks(struct job *job, const struct plan *p, struct buf *out)
{
	struct buf members = BUF_INIT;
	char *old = old_members(job, p);

	if (p->by_name) {
		buf_addf(out, ".callbacks = %s,", p->by_name->var->name);
		free(old);
		return;
	}
	buf_puts(&members, old);
	free(old);
	if (!members.len && !p->takeover && p->dtor) {
		buf_addf(out, ".callbacks.shadow_dtor = %s,", p->dtor);
		return;
	}
	if (p->takeover)
		add_member(&members, "takeover", p->takeover_name);
	if (p->dtor)
		add_member(&members, "shadow_dtor", p->dtor);

	if (is_multi_line(members.text)) {
		buf_addf(out, ".callbacks = {%s\n\t\t},", members.text);
	} else {
		/* On one line as it was; the comma at the end goes. */
		if (members.text[members.len - 1] == ',')
			members.text[--members.len] = '\0';
		buf_addf(out, ".callbacks = {%s },", members.text);
	}
	buf_release(&members);
}

static bool has_callbacks(const struct plan *p)
{
	for (int i = 0; i < NR_CALLBACKS; i++)
		if (p->callbacks[i])
			return true;
	return p->takeover || p->dtor;
}

/* What a state gets beside id, version, data and name. */
static void print_additions(struct job *job, const struct plan *p, const char *separator,
			    struct buf *out)
{
	if (p->is_shadow)
		buf_addf(out, "%s.is_shadow = true,", separator);
	if (has_callbacks(p)) {
		buf_puts(out, separator);
		print_callbacks(job, p, out);
	}
}

static void print_entry(struct job *job, const struct plan *p, struct buf *out)
{
	buf_puts(out, "{\n");
	if (p->comment)
		buf_puts(out, p->comment);
	buf_addf(out, "\t\t.id = %s,", p->id);
	if (p->name)
		buf_addf(out, "\n\t\t.name = \"%s\",", p->name);
	print_additions(job, p, "\n\t\t", out);
	buf_puts(out, "\n\t}");
}

/* How the file ends its tables: what stands behind the last entry, before the }. */
static char *table_tail(const struct source *s, const struct table *t)
{
	struct buf tail = BUF_INIT;
	size_t begin, end;

	if (t && t->terminator && t->nr_entries && t->var->is_array) {
		begin = t->entries[t->nr_entries - 1]->span.end;
		end = t->terminator->parent->span.end - 1;
		if (t->terminator->parent->kind == NODE_LIST &&
		    strspn(s->text + begin, " \t\r\n,{}") >= end - begin) {
			buf_add(&tail, s->text + begin, end - begin);
			strip_end(&tail);
			buf_putc(&tail, '\n');
			return buf_detach(&tail);
		}
	}
	return xstrdup(", { }\n");
}

static bool same_scope(const struct plan *a, const struct plan *b)
{
	return !b->existing && !b->elsewhere && a->object == b->object &&
	       first_assigned(a) == first_assigned(b);
}

static bool first_of_scope(const struct job *job, const struct plan *p)
{
	for (const struct plan *q = job->plans; q < p; q++)
		if (same_scope(p, q))
			return false;
	return true;
}

/* A function's name as the source writes it: a macro or a template may make another. */
static char *written_name(const struct source *s, const struct function *f)
{
	size_t i = f->def ? tokens_find(&s->tokens, f->def->span.begin) : s->tokens.nr;

	for (; i + 1 < s->tokens.nr && s->tokens.v[i].offset < f->body->span.begin; i++)
		if (s->tokens.v[i].kind == TOKEN_NAME && token_is(&s->tokens.v[i + 1], s->text, "(") &&
		    !token_is(&s->tokens.v[i], s->text, "__attribute__"))
			return xstrndup(s->text + s->tokens.v[i].offset, s->tokens.v[i].length);
	return xstrdup(f->name);
}

static void print_prototype(const struct source *s, const struct function *f, size_t before,
			    const char *result, struct buf *out)
{
	char *args, *name;

	if (!f || f->decl->span.begin < before || f->decl->kind != NODE_FUNCTION)
		return;
	args = target_parameters("patch", "state");
	name = written_name(s, f);
	buf_addf(out, "%s%s %s(%s);\n",
		 node_text_is(s, f->decl, "static") ||
		 !strncmp(s->text + f->decl->span.begin, "static", 6) ? "static " : "",
		 result, name, args);
	free(args);
	free(name);
}

static void print_dtor_prototype(const struct source *s, const struct plan *p, size_t before,
				 struct buf *out)
{
	for (size_t i = 0; p->dtor && i < s->nr_functions; i++) {
		const struct function *f = &s->functions[i];

		if (strcmp(f->name, p->dtor) || f->decl->span.begin < before || !f->body)
			continue;
		buf_add(out, s->text + f->def->span.begin,
			f->body->span.begin - f->def->span.begin);
		strip_end(out);
		buf_puts(out, ";\n");
	}
}

/* The callbacks must be declared where their table stands. */
static void print_prototypes(struct job *job, const struct plan *p, size_t before,
			     struct buf *out)
{
	const struct source *s = &job->source;
	size_t len = out->len;

	for (int i = 0; i < NR_CALLBACKS; i++)
		print_prototype(s, p->callbacks[i], before, i == PRE_PATCH ? "int" : "void", out);
	print_dtor_prototype(s, p, before, out);
	if (out->len > len)
		buf_putc(out, '\n');
}

/* The old module's part goes as it went when the livepatch was disabled. */
static void print_again(const struct job *job, const struct plan *p, struct buf *out)
{
	const struct source *s = &job->source;
	const struct function *setup = p->callbacks[PRE_PATCH], *enable = p->callbacks[POST_PATCH];
	char *name;

	buf_puts(out,
		 "\tif (old->callbacks.disable)\n"
		 "\t\told->callbacks.disable(old->patch, old);\n"
		 "\tif (old->callbacks.remove)\n"
		 "\t\told->callbacks.remove(old->patch, old);\n");
	if (setup) {
		name = written_name(s, setup);
		buf_addf(out, "\tif (%s(patch, state))%s\n"
			 "\t\tpr_err(\"state %%lu could not be set up again\\n\", state->id);\n"
			 "%s", name, enable ? " {" : "", enable ? "\t\treturn;\n\t}\n" : "");
		free(name);
	}
	if (enable) {
		name = written_name(s, enable);
		buf_addf(out, "\t%s(patch, state);\n", name);
		free(name);
	}
}

static void print_takeover(struct job *job, const struct plan *p, struct buf *out)
{
	if (!p->takeover || first_takeover(job, p) != p)
		return;
	buf_puts(out, p->takeover == TAKEOVER_DATA ?
		 "/* The module that inherits the state works with what the old one has set up. */\n" :
		 "/* What the old module has set up goes with it, so this one sets it up again. */\n");
	buf_addf(out, "static void %s(struct klp_patch *patch, struct klp_state *state,\n",
		 p->takeover_name);
	print_columns(&job->source, strlen("static void (") + strlen(p->takeover_name), out);
	buf_puts(out, "struct klp_state *old)\n{\n");
	if (p->takeover == TAKEOVER_DATA)
		buf_puts(out, "\tstate->data = old->data;\n");
	else
		print_again(job, p, out);
	buf_puts(out, "}\n\n");
}

static size_t table_place(const struct source *s, const struct table *t)
{
	return comment_above(s, top_level(s, t->var)->span.begin);
}

/* Inserts before a declaration, a blank line between if there is none above. */
static void insert_before(struct job *job, size_t place, struct buf *text)
{
	const struct source *s = &job->source;
	bool blank = has_text_above(s, place) && !edits_inserts(&job->edits, place);
	char *with_line = xasprintf("%s%s", blank ? "\n" : "", text->text);

	if (text->len)
		edits_add(&job->edits, place, 0, with_line);
	free(with_line);
}

/* Adds a member to an entry behind another one, in the layout of the entry. */
static void insert_member(struct job *job, const struct node *behind, const char *text)
{
	const struct source *s = &job->source;
	size_t end = comma_end(s, behind->span.end);
	char *indent = indentation(s, behind->span.begin);
	bool own_line = line_begin(s, behind->span.begin) + strlen(indent) == behind->span.begin;
	bool comma = end != behind->span.end;
	char *add;

	if (own_line)
		add = xasprintf("%s\n%s%s%s", comma ? "" : ",", indent, text, comma ? "," : "");
	else
		add = xasprintf("%s %s%s", comma ? "" : ",", text, comma ? "," : "");
	edits_add(&job->edits, end, 0, add);
	free(add);
	free(indent);
}

/* What gives way to the link; a comma comes with nested designators. */
static struct span old_text(const struct source *s, const struct plan *p, char **member)
{
	char *with_comma;

	if (!is_nested_callback(p->old_callbacks.whole))
		return p->old_callbacks.whole->span;
	with_comma = xasprintf("%s,", *member);
	free(*member);
	*member = with_comma;
	return nested_span(s, p);
}

/* The first assignment of a callback becomes that of the states. */
static void assign_table(struct job *job, const struct plan *p, const char *name)
{
	const struct source *s = &job->source;
	const struct node *first = first_assigned(p);
	const struct node *member = first->child->child;
	char *states = xasprintf("states = %s", name);
	size_t begin = member->span.end - strlen(member->name);

	edits_add(&job->edits, begin, first->span.end - begin, states);
	free(states);
	for (int i = 0; i < NR_CALLBACKS; i++)
		if (p->assigned[i] && p->assigned[i] != first)
			delete_statement(s, &job->edits, (struct span){
				comment_above(s, p->assigned[i]->span.begin),
				statement_end(s, p->assigned[i]->span.end) });
}

/* The column of a member's =, if more than a space puts it below others; else 0. */
static unsigned int equals_column(const struct source *s, const struct node *member)
{
	size_t begin = line_begin(s, member->span.begin), end = member->child->span.end;
	size_t blanks = strspn(s->text + end, " \t");

	if (s->text[end + blanks] != '=' || (s->text[end] == ' ' && blanks == 1))
		return 0;
	return width(0, s->text + begin, end + blanks - begin);
}

/* .states = NAME, its = below those of the other members of an entry. */
static char *states_member(const struct source *s, const struct node *entry, const char *name)
{
	struct buf out = BUF_INIT;
	unsigned int column = 0, own = 0;
	bool tabs = false;
	char *indent;

	buf_puts(&out, ".states");
	for (const struct node *n = entry->child; n; n = n->next) {
		if (n->kind != NODE_DESIGNATED || !strcmp(n->child->name, "callbacks") ||
		    !equals_column(s, n))
			continue;
		column = equals_column(s, n);
		tabs = s->text[n->child->span.end] == '\t';
		indent = indentation(s, n->span.begin);
		own = width(0, indent, strlen(indent)) + out.len;
		free(indent);
	}
	if (own >= column)
		buf_putc(&out, ' ');
	for (; own < column; own = tabs ? (own / TAB + 1) * TAB : own + 1)
		buf_putc(&out, tabs ? '\t' : ' ');
	buf_addf(&out, "= %s", name);
	return buf_detach(&out);
}

static void link_entry(struct job *job, const struct plan *p, const char *name)
{
	const struct source *s = &job->source;
	const struct node *entry = p->object ? p->object : the_patch(s)->entries[0];
	char *member = states_member(s, entry, name);
	struct span old;

	if (p->object) {
		old = old_text(s, p, &member);
		edits_add(&job->edits, old.begin, old.end - old.begin, member);
	} else if (entry_field(entry, "klp_patch", "objs").whole) {
		insert_member(job, entry_field(entry, "klp_patch", "objs").whole, member);
	}
	free(member);
}

/* Above what names the table. */
static size_t new_table_place(const struct source *s, const struct plan *first)
{
	if (first_assigned(first))
		return comment_above(s, top_level(s, first_assigned(first))->span.begin);
	return table_place(s, first->object ? first->objects : the_patch(s));
}

/* Where the table is named: what is switched off there does not need it. */
static size_t named_at(const struct plan *p)
{
	return p->old_callbacks.whole ? p->old_callbacks.whole->span.begin :
	       p->object ? p->object->span.begin : 0;
}

static void new_table(struct job *job, const struct plan *first)
{
	const struct source *s = &job->source;
	size_t place = new_table_place(s, first);
	char *name = table_name(job, first);
	char *tail = table_tail(s, first->object ? first->objects : NULL);
	struct buf out = BUF_INIT;
	const char *glue = "\t";
	int conditions = print_conditions(s, named_at(first), place, &out);

	for (size_t i = 0; i < job->nr_plans; i++) {
		if (!same_scope(first, &job->plans[i]))
			continue;
		print_prototypes(job, &job->plans[i], place, &out);
		if (!job->plans[i].by_name)
			print_takeover(job, &job->plans[i], &out);
	}
	buf_addf(&out, "static struct klp_state %s[] = {\n", name);
	for (size_t i = 0; i < job->nr_plans; i++) {
		if (!same_scope(first, &job->plans[i]))
			continue;
		buf_puts(&out, glue);
		print_entry(job, &job->plans[i], &out);
		glue = ", ";
	}
	buf_addf(&out, "%s};\n", tail);
	for (; conditions > 0; conditions--)
		buf_puts(&out, "#endif\n");
	buf_putc(&out, '\n');
	insert_before(job, place, &out);
	if (first_assigned(first))
		assign_table(job, first, name);
	else
		link_entry(job, first, name);
	buf_release(&out);
	free(tail);
	free(name);
}

/* Puts the new entries of patch-wide states before the terminator of the table. */
static void extend_table(struct job *job, const struct plan *p, const struct table *t)
{
	size_t place = table_place(&job->source, t);
	struct buf before = BUF_INIT, entry = BUF_INIT;

	print_prototypes(job, p, place, &before);
	print_takeover(job, p, &before);
	insert_before(job, place, &before);
	print_entry(job, p, &entry);
	buf_puts(&entry, ", ");
	edits_add(&job->edits, t->terminator->span.begin, 0, entry.text);
	buf_release(&before);
	buf_release(&entry);
}

static bool on_one_line(const struct source *s, const struct node *n)
{
	return !memchr(s->text + n->span.begin, '\n', n->span.end - n->span.begin);
}

/* What has comments is not written anew. */
static bool is_plain_line(const struct source *s, const struct node *n)
{
	return on_one_line(s, n) && !has_comment(s, n->span);
}

/*
 * An entry on one line is written anew: its callbacks need several. So is the
 * whole table if it is nothing but this entry, on one line with it.
 */
static void rewrite_entry(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;
	const struct node *table = p->existing->parent, *old = p->existing;
	struct buf out = BUF_INIT;

	if (table->kind == NODE_LIST && is_plain_line(s, table) &&
	    patch_states(s)->nr_entries == 1 && patch_states(s)->terminator) {
		old = table;
		buf_puts(&out, "{\n\t");
	}
	buf_putc(&out, '{');
	for (const struct node *n = p->existing->child; n; n = n->next)
		buf_addf(&out, "\n\t\t%.*s,", (int)(n->span.end - n->span.begin),
			 s->text + n->span.begin);
	print_additions(job, p, "\n\t\t", &out);
	buf_puts(&out, "\n\t}");
	if (old == table)
		buf_puts(&out, ", { }\n}");
	edits_add(&job->edits, old->span.begin, old->span.end - old->span.begin, out.text);
	buf_release(&out);
}

static void extend_entry(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;
	const struct node *last = p->existing->child;
	struct buf out = BUF_INIT;
	char *indent, *text;

	if (is_plain_line(s, p->existing)) {
		rewrite_entry(job, p);
		return;
	}
	while (last->next)
		last = last->next;
	if (comma_end(s, last->span.end) == last->span.end)
		buf_putc(&out, ',');
	print_additions(job, p, "\n\t\t", &out);
	indent = indentation(s, last->span.begin);
	text = reindent(out.text, "\t\t", *indent ? indent : "\t\t");
	edits_add(&job->edits, comma_end(s, last->span.end), 0, text);
	free(indent);
	free(text);
	buf_release(&out);
}

void target_delete_callbacks(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;
	const struct span *old = &p->old_callbacks.whole->span;
	struct span gone;

	if (!is_nested_callback(p->old_callbacks.whole))
		gone = (struct span){ old->begin, comma_end(s, old->end) };
	else
		gone = nested_span(s, p);
	delete_statement(s, &job->edits, gone);
}

static void extend_existing(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;
	const struct table *t = patch_states(s);
	size_t place = table_place(s, t);
	struct buf before = BUF_INIT;

	print_prototypes(job, p, place, &before);
	if (!p->by_name)
		print_takeover(job, p, &before);
	insert_before(job, place, &before);
	extend_entry(job, p);
	if (p->old_callbacks.whole)
		target_delete_callbacks(job, p);
	buf_release(&before);
}

static bool first_by_name(const struct job *job, const struct plan *p)
{
	for (const struct plan *q = job->plans; q < p; q++)
		if (q->by_name == p->by_name)
			return false;
	return true;
}

/* What the variable names must stand above it. */
static void print_above(struct job *job, const struct plan *p)
{
	struct buf out = BUF_INIT;

	print_takeover(job, p, &out);
	insert_before(job, table_place(&job->source, p->by_name), &out);
	buf_release(&out);
}

static void insert_added(struct job *job, const struct node *behind, const char *name,
			 const char *value)
{
	char *member = xasprintf(".%s = %s", name, value);

	insert_member(job, behind, member);
	free(member);
}

/* A variable that has the callbacks: its type and members get the new names. */
static void convert_named(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;
	const struct node *list = p->by_name->entries[0], *last = NULL;

	for (size_t i = tokens_find(&s->tokens, p->by_name->var->span.begin);
	     s->tokens.v[i].offset < list->span.begin; i++)
		if (token_is(&s->tokens.v[i], s->text, "klp_callbacks"))
			edits_add(&job->edits, s->tokens.v[i].offset, s->tokens.v[i].length,
				  "klp_state_callbacks");
	for (const struct node *n = list->child; n; n = n->next) {
		enum callback c = child_callback(list, n);
		const char *name = new_names[c];

		if (n->kind == NODE_DESIGNATED)
			rename_member(s, n->child, name, longest_name(s, list), 0, &job->edits);
		else
			add_designator(n->span.begin, name, &job->edits);
		drop_cast(s, entry_field(list, "klp_callbacks", callback_names[c]).value, 0,
			  &job->edits);
		last = n;
	}
	print_above(job, p);
	if (p->takeover)
		insert_added(job, last, "takeover", p->takeover_name);
	if (p->dtor)
		insert_added(job, last, "shadow_dtor", p->dtor);
}

/* The macro that stands last: all functions are declared there. */
static enum callback last_macro(const struct plan *p)
{
	enum callback last = 0;

	for (int i = 0; i < NR_CALLBACKS; i++)
		if (p->macros[i].begin >= p->macros[last].begin)
			last = i;
	return last;
}

/* Above the macros that stand on the lines above a place. */
static size_t above_macros(const struct source *s, const struct plan *p, size_t place)
{
	for (int i = 0; i < NR_CALLBACKS; i++) {
		if (p->macros[i].end && line_end(s, p->macros[i].end - 1) == place) {
			place = comment_above(s, p->macros[i].begin);
			i = -1;
		}
	}
	return place;
}

static void print_state(const struct plan *p, bool blank, struct buf *out)
{
	const char *glue = strlen(p->name) > 34 ? "\n\t  " : " ";

	buf_addf(out, "%sKLP_STATE(.id = %s,%s.name = \"%s\",\n\t  .callbacks = {\n",
		 blank ? "" : "\n", p->id, glue, p->name);
	for (int i = 0; i < NR_CALLBACKS; i++)
		if (p->callbacks[i])
			buf_addf(out, "\t\t  .%s = %s,\n", new_names[i], p->callbacks[i]->name);
	if (p->takeover)
		buf_addf(out, "\t\t  .takeover = %s,\n", p->takeover_name);
	buf_puts(out, "\t  });");
}

/* One macro declares the state, in place of the last one of a callback. */
static void declare_state(struct job *job, const struct plan *p)
{
	const struct source *s = &job->source;
	enum callback last = last_macro(p);
	const struct span *old = &p->macros[last];
	size_t above = comment_above(s, old->begin);
	struct buf takeover = BUF_INIT, state = BUF_INIT;

	print_takeover(job, p, &takeover);
	insert_before(job, above, &takeover);
	print_state(p, p->takeover || !has_text_above(s, above_macros(s, p, above)), &state);
	edits_add(&job->edits, old->begin, old->end - old->begin, state.text);
	for (int i = 0; i < NR_CALLBACKS; i++)
		if (p->macros[i].end && i != (int)last)
			delete_statement(s, &job->edits, (struct span){
				comment_above(s, p->macros[i].begin), p->macros[i].end });
	buf_release(&takeover);
	buf_release(&state);
}

void target_states(struct job *job)
{
	const struct table *states = patch_states(&job->source);

	name_takeovers(job);
	for (size_t i = 0; i < job->nr_plans; i++) {
		struct plan *p = &job->plans[i];

		if (p->elsewhere)
			continue;
		if (p->existing)
			extend_existing(job, p);
		else if (by_macros(p))
			declare_state(job, p);
		else if (is_patch_wide(p) && states)
			extend_table(job, p, states);
		else if (first_of_scope(job, p))
			new_table(job, p);
		if (p->by_name && first_by_name(job, p))
			convert_named(job, p);
	}
}
