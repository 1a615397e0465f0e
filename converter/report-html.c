// SPDX-License-Identifier: GPL-2.0
/* The backlog as one page that needs nothing else; a few lines of script only filter it. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "rules.h"

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<title>klp-migrate: livepatches</title>\n<style>\n"
	"body { font: 15px sans-serif; margin: 2em; max-width: 75em }\n"
	"table { border-collapse: collapse; margin: 1em 0 }\n"
	"th, td { text-align: left; padding: .2em 1.2em .2em 0; border-bottom: 1px solid #ccc }\n"
	"summary { cursor: pointer; padding: .2em 0 }\n"
	"pre { background: #f6f6f6; padding: .7em; overflow-x: auto; tab-size: 8 }\n"
	"b { display: inline-block; min-width: 6em }\n"
	".unchanged { color: #666 } .converted { color: #060 } .review { color: #850 }\n"
	".manual, .error { color: #a00 } ins { color: #060 } del { color: #a00 }\n"
	"ins, del { text-decoration: none } small { color: #666 }\n"
	"</style>\n</head>\n<body>\n<h1>Livepatches</h1>\n";

static const char filter[] =
	"<p id=\"filter\" hidden>\n"
	"<input id=\"text\" size=\"40\" placeholder=\"part of a path, file, rule or message\">\n"
	"%s<span id=\"shown\"></span></p>\n";

static const char script[] =
	"<script>\n"
	"const all = [...document.querySelectorAll('details')];\n"
	"const boxes = [...document.querySelectorAll('#filter input[type=checkbox]')];\n"
	"const text = document.getElementById('text');\n"
	"function update() {\n"
	"  const on = new Set(boxes.filter(b => b.checked).map(b => b.value));\n"
	"  const word = text.value.toLowerCase();\n"
	"  for (const d of all)\n"
	"    d.hidden = !on.has(d.className) || !d.dataset.text.toLowerCase().includes(word);\n"
	"  document.getElementById('shown').textContent =\n"
	"    all.filter(d => !d.hidden).length + ' shown';\n"
	"}\n"
	"document.getElementById('filter').hidden = false;\n"
	"document.getElementById('filter').addEventListener('input', update);\n"
	"update();\n"
	"</script>\n";

static const struct {
	const char *remains, *who;
} work_left[NR_CLASSES] = {
	[CLASS_UNCHANGED] = { "nothing", "nobody" },
	[CLASS_CONVERTED] = { "nothing", "nobody" },
	[CLASS_REVIEW] = { "a question to answer", "a reviewer who knows the fix" },
	[CLASS_MANUAL] = { "to be converted by hand", "a livepatch developer" },
	[CLASS_ERROR] = { "to be made readable", "who keeps the backlog" },
};

struct rule_counts {
	size_t said[NR_LEVELS];		/* livepatches, by the worst that the rule said */
};

static void escaped(FILE *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		switch (s[i]) {
		case '&':	fputs("&amp;", out); break;
		case '<':	fputs("&lt;", out); break;
		case '>':	fputs("&gt;", out); break;
		case '"':	fputs("&quot;", out); break;
		case '\'':	fputs("&#39;", out); break;
		default:	fputc(s[i], out); break;
		}
	}
}

static void text(FILE *out, const char *s)
{
	escaped(out, s, strlen(s));
}

static void count_rules(const json_t *record, void *arg)
{
	struct rule_counts *counts = arg;

	for (size_t r = 0; rule_at(r); r++) {
		int worst = -1;

		for (size_t i = 0; i < record_nr_diagnostics(record); i++) {
			struct diagnostic d = record_diagnostic(record, i);

			if (!strcmp(d.rule, rule_at(r)->id) && (int)d.level > worst)
				worst = d.level;
		}
		if (worst >= 0)
			counts[r].said[worst]++;
	}
}

static void print_classes(FILE *out, const struct summary *s)
{
	size_t sum = 0;

	fputs("<table>\n<tr><th>class<th>livepatches<th>what remains<th>for whom\n", out);
	for (int i = 0; i < NR_CLASSES; i++) {
		fprintf(out, "<tr><td class=\"%s\">%s<td>%zu<td>%s<td>%s\n", class_names[i],
			class_names[i], s->classes[i], work_left[i].remains, work_left[i].who);
		sum += s->classes[i];
	}
	fprintf(out, "<tr><th>all<th>%zu<th colspan=\"2\">in %zu files\n</table>\n", sum,
		s->files_seen);
}

static void print_rules(FILE *out, const struct rule_counts *counts)
{
	fputs("<table>\n<tr><th>rule<th>what it says", out);
	for (int l = 0; l < NR_LEVELS; l++)
		fprintf(out, "<th>%s", level_names[l]);
	for (size_t r = 0; rule_at(r); r++) {
		fputs("\n<tr><td>", out);
		text(out, rule_at(r)->id);
		fputs("<td>", out);
		text(out, rule_at(r)->title);
		for (int l = 0; l < NR_LEVELS; l++)
			fprintf(out, "<td>%zu", counts[r].said[l]);
	}
	fputs("\n</table>\n", out);
}

static void print_filter(FILE *out)
{
	struct buf boxes = BUF_INIT;

	for (int i = 0; i < NR_CLASSES; i++)
		buf_addf(&boxes, "<label><input type=\"checkbox\" value=\"%s\"%s>%s</label>\n",
			 class_names[i], i == CLASS_UNCHANGED ? "" : " checked", class_names[i]);
	fprintf(out, filter, boxes.text);
	buf_release(&boxes);
}

static void print_diff_lines(FILE *out, const char *diff)
{
	while (*diff) {
		size_t len = strcspn(diff, "\n");
		const char *tag = *diff == '+' ? "ins" : *diff == '-' ? "del" : "span";

		fprintf(out, "<%s>", tag);
		escaped(out, diff, len);
		fprintf(out, "</%s>\n", tag);
		diff += len + (diff[len] == '\n');
	}
}

/* What the filter looks for: all of a livepatch but its diff. */
static void print_search_text(FILE *out, const json_t *record)
{
	text(out, record_text(record, "path"));
	for (size_t i = 0; i < record_nr_diagnostics(record); i++) {
		struct diagnostic d = record_diagnostic(record, i);

		fputc(' ', out);
		text(out, d.file);
		fputc(' ', out);
		text(out, d.rule);
		fputc(' ', out);
		text(out, d.message);
	}
}

static void print_diagnostics(FILE *out, const json_t *record)
{
	if (!record_nr_diagnostics(record))
		return;
	fputs("<ul>\n", out);
	for (size_t i = 0; i < record_nr_diagnostics(record); i++) {
		struct diagnostic d = record_diagnostic(record, i);

		fputs("<li>", out);
		text(out, d.file);
		if (d.line)
			fprintf(out, ":%u:%u", d.line, d.column);
		fprintf(out, ": <span class=\"%s\">%s</span>: ", level_names[d.level],
			level_names[d.level]);
		text(out, d.message);
		fputs(" <small>[", out);
		text(out, d.rule);
		fputs("]</small>\n", out);
	}
	fputs("</ul>\n", out);
}

static void print_record(const json_t *record, void *arg)
{
	const json_t *files = json_object_get(record, "files"), *f;
	const char *class = record_text(record, "class");
	const char *diff = record_text(record, "diff");
	FILE *out = arg;
	size_t i;

	fprintf(out, "<details class=\"%s\" data-text=\"", class);
	print_search_text(out, record);
	fprintf(out, "\">\n<summary><b class=\"%s\">%s</b> ", class, class);
	text(out, record_text(record, "path"));
	fputs("</summary>\n", out);
	if (json_array_size(files) > 1) {
		fputs("<p>files:", out);
		json_array_foreach(files, i, f) {
			fputc(' ', out);
			text(out, json_string_value(f));
		}
		fputs("</p>\n", out);
	}
	print_diagnostics(out, record);
	if (*diff) {
		fputs("<pre>", out);
		print_diff_lines(out, diff);
		fputs("</pre>\n", out);
	}
	fputs("</details>\n", out);
}

static size_t nr_rules(void)
{
	size_t nr = 0;

	while (rule_at(nr))
		nr++;
	return nr;
}

int report_html(FILE *out, struct backlog *b, const struct summary *s)
{
	struct rule_counts *counts = xcalloc(nr_rules(), sizeof(*counts));
	int err = backlog_each(b, count_rules, counts);

	fputs(head, out);
	print_classes(out, s);
	print_rules(out, counts);
	print_filter(out);
	if (!err)
		err = backlog_each(b, print_record, out);
	fputs(script, out);
	fputs("</body>\n</html>\n", out);
	free(counts);
	return err;
}
