// SPDX-License-Identifier: GPL-2.0
/* verify -p: each file through libclang, with the flags of a compile_commands.json. */
#include <stdlib.h>
#include <string.h>

#include "compile-commands.h"
#include "read.h"
#include "verify.h"

/* compat/include goes in front of the kernel's headers, compat/gone behind them. */
static char *compile_file(const struct result_file *f, const struct flags *flags, bool before)
{
	const struct buf *text = !before && f->changed ? &f->new_text : &f->old_text;
	const char **args = xcalloc(flags->nr + 3, sizeof(*args));
	char *include = xasprintf("-I%s/include", compat_folder());
	char *gone = xasprintf("-I%s/gone", compat_folder());
	size_t nr = 0;
	char *why;

	if (before)
		args[nr++] = include;
	for (size_t i = 0; i < flags->nr; i++)
		args[nr++] = flags->v[i];
	args[nr++] = before ? gone : "-DKLP_COMPAT_OFF";
	why = compile_c(f->input->real, text->text, text->len, args, nr);
	free(gone);
	free(include);
	free(args);
	return why;
}

char *verify_with_flags(const struct options *o, const struct result *r, bool before)
{
	char *why = NULL;

	for (size_t i = 0; i < r->nr_files && !why; i++) {
		const struct result_file *f = &r->files[i];
		struct flags flags = { 0 };

		if (!has_suffix(f->input->path, ".c") || f->input->part || f->is_borrowed)
			continue;
		if (compile_commands_find(f->input->real, &flags))
			why = compile_file(f, &flags, before);
		else
			why = xasprintf("%s: it has no entry in %s", f->input->name,
					o->compile_commands);
		flags_release(&flags);
	}
	return why;
}
