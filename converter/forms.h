/* SPDX-License-Identifier: GPL-2.0 */
/* What rules say of the forms that they know, and what may be answered, made of rules.def. */
#ifndef FORMS_H
#define FORMS_H

#include <stddef.h>

enum level {
	LEVEL_NOTE,
	LEVEL_CONVERTED,
	LEVEL_REVIEW,
	LEVEL_MANUAL,
	LEVEL_ERROR,
	NR_LEVELS
};

extern const char *const level_names[NR_LEVELS];

enum form {
#define RULE(...)
#define ANSWER(...)
#define FORM(name, ...) name,
#include "rules.def"
#undef RULE
#undef FORM
#undef ANSWER
	NR_FORMS
};

const char *form_rule(enum form form);
enum level form_level(enum form form);

/* The form's text with its %s filled; for free(). */
char *form_message(enum form form, const char *a, const char *b);

struct answer {
	const char *rule, *text, *meaning;
};

/* An answer by its number, from 0; NULL: there are fewer. */
const struct answer *answer_at(size_t nr);

#endif
