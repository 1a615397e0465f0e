// SPDX-License-Identifier: GPL-2.0
#include "forms.h"

#include <string.h>

#include "buf.h"

const char *const level_names[NR_LEVELS] = {
	[LEVEL_NOTE]      = "note",
	[LEVEL_CONVERTED] = "converted",
	[LEVEL_REVIEW]    = "review",
	[LEVEL_MANUAL]    = "manual",
	[LEVEL_ERROR]     = "error",
};

static const struct {
	const char *rule;
	enum level level;
	const char *text;
} forms[NR_FORMS] = {
#define RULE(...)
#define ANSWER(...)
#define FORM(name, rule, level, text) [name] = { rule, LEVEL_ ## level, text },
#include "rules.def"
#undef RULE
#undef FORM
#undef ANSWER
};

const char *form_rule(enum form form)
{
	return forms[form].rule;
}

enum level form_level(enum form form)
{
	return forms[form].level;
}

char *form_message(enum form form, const char *a, const char *b)
{
	struct buf out = BUF_INIT;
	const char *text = forms[form].text, *hole;

	while ((hole = strstr(text, "%s"))) {
		buf_add(&out, text, hole - text);
		buf_puts(&out, a ? a : "");
		a = b;
		text = hole + 2;
	}
	buf_puts(&out, text);
	return buf_detach(&out);
}

static const struct answer answers[] = {
#define RULE(...)
#define FORM(...)
#define ANSWER(rule, text, meaning) { rule, text, meaning },
#include "rules.def"
#undef RULE
#undef FORM
#undef ANSWER
};

const struct answer *answer_at(size_t nr)
{
	return nr < sizeof(answers) / sizeof(*answers) ? &answers[nr] : NULL;
}
