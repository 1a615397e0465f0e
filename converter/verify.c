// SPDX-License-Identifier: GPL-2.0
#include "verify.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compile-commands.h"
#include "pool.h"
#include "term.h"

enum verdict { PASSED, FAILED, UNCONVERTED, NOT_BUILT, NR_VERDICTS };

static const char *const verdict_names[NR_VERDICTS] = {
	[PASSED] = "passed", [FAILED] = "failed", [UNCONVERTED] = "unconverted",
	[NOT_BUILT] = "not built",
};

static const enum paint verdict_paint[NR_VERDICTS] = {
	[PASSED] = PAINT_GOOD, [FAILED] = PAINT_BAD, [UNCONVERTED] = PAINT_ASK,
	[NOT_BUILT] = PAINT_ASK,
};

struct outcome {
	struct result result;
	enum verdict verdict;
	char *why;		/* it failed; or NULL */
};

struct verification {
	struct run *run;
	struct outcome *outcomes;	/* a ring */
	size_t window;
	size_t nr[NR_VERDICTS];
};

const char *compat_folder(void)
{
	static const char *const places[] = { "../compat", "../share/klp-migrate/compat" };
	static char found[4096];
	char self[2048];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (len < 0)
		return NULL;
	self[len] = '\0';
	*strrchr(self, '/') = '\0';
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		char *path = xasprintf("%s/%s/Kbuild.compat", self, places[i]);
		bool is_there = !access(path, R_OK);

		free(path);
		if (is_there) {
			snprintf(found, sizeof(found), "%s/%s", self, places[i]);
			return found;
		}
	}
	return NULL;
}

/* The conversion itself was compiled with the bundled headers: what did that say? */
static char *bundled(const struct result *r, enum form form)
{
	for (size_t i = 0; i < r->nr_findings; i++) {
		const struct finding *f = &r->findings[i];

		if (f->form == form)
			return xasprintf("%s:%u:%u: %s", f->file, f->line, f->column, f->message);
	}
	return NULL;
}

/* Is there anything that is compiled by itself? */
static bool has_source(const struct result *r)
{
	for (size_t i = 0; i < r->nr_files; i++)
		if (has_suffix(r->files[i].input->path, ".c"))
			return true;
	return false;
}

static char *compile(const struct options *o, const struct result *r, bool before)
{
	if (o->kdir)
		return verify_with_kbuild(o, r, before);
	if (o->compile_commands)
		return verify_with_flags(o, r, before);
	return bundled(r, before ? BROKEN : NO_COMPILE);
}

static void fail(struct outcome *out, const char *when, char *why)
{
	out->verdict = FAILED;
	out->why = xasprintf("%s: %s", when, why);
	free(why);
}

static void judge(const struct options *o, struct outcome *out)
{
	const struct result *r = &out->result;
	char *why = NULL;

	if (r->class == CLASS_ERROR) {
		fail(out, "error", xstrdup(r->findings[0].message));
		return;
	}
	/* A patch is built by klp-build, from the sources of a kernel that was patched. */
	if ((o->kdir || o->compile_commands) && !has_source(r)) {
		out->verdict = NOT_BUILT;
		return;
	}
	/* What is not changed has to build as it is. */
	if (r->class != CLASS_UNCHANGED)
		why = compile(o, r, true);
	if (why) {
		fail(out, "before", why);
		return;
	}
	why = r->class < CLASS_MANUAL ? compile(o, r, false) : bundled(r, NO_COMPILE);
	if (why)
		fail(out, "after", why);
	else if (r->class == CLASS_MANUAL)
		out->verdict = UNCONVERTED;
}

static void work(size_t i, void *arg)
{
	struct verification *v = arg;
	struct run *run = v->run;
	struct outcome *out = &v->outcomes[i % v->window];

	*out = (struct outcome){ .verdict = PASSED };
	if (is_interrupted())
		return;
	convert_unit(&out->result, &run->inputs, &run->units.v[i], &run->registry);
	judge(run->o, out);
}

static void print_outcome(const struct outcome *out, bool quiet)
{
	const char *path = out->result.files[0].input->name;
	char *word;

	progress_clear();
	if (!quiet) {
		word = xasprintf("%-12s", verdict_names[out->verdict]);
		painted(stdout, verdict_paint[out->verdict], word);
		printf("%s\n", path);
		free(word);
	}
	if (!out->why)
		return;
	word = printable(out->why, "");
	fflush(stdout);
	painted(stderr, PAINT_PLACE, path);
	fprintf(stderr, ": error: %s [verify]\n", word);
	free(word);
}

/* What is being built is waited for: its folder has to go. */
static void waiting(void *arg)
{
}

static void take(size_t i, void *arg)
{
	struct verification *v = arg;
	struct outcome *out = &v->outcomes[i % v->window];

	if (!is_interrupted()) {
		print_outcome(out, v->run->o->quiet);
		v->nr[out->verdict]++;
	}
	free(out->why);
	result_release(&out->result);
	progress(i + 1, v->run->units.nr);
}

/* Is there all that the way to compile needs? */
static bool can_compile(struct run *run)
{
	const struct options *o = run->o;
	char *makefile = o->kdir ? xasprintf("%s/Makefile", o->kdir) : NULL;

	if (makefile && access(makefile, R_OK))
		complain(run, o->kdir, "this is no kernel that modules can be built with: it has no Makefile");
	if ((o->kdir || o->compile_commands) && !compat_folder())
		complain(run, "klp-migrate", "there is no folder compat beside it: install it again");
	if (o->compile_commands && !compile_commands_read(o->compile_commands))
		run->failed = true;
	free(makefile);
	return !run->failed;
}

int verify(struct run *run)
{
	struct verification v = { .run = run, .window = pool_window(run->o->jobs) };
	const char *separator = "";

	if (!can_compile(run))
		return EXIT_TROUBLE;
	v.outcomes = xcalloc(v.window, sizeof(*v.outcomes));
	pool_run(run->units.nr, run->o->jobs, work, take, waiting, &v);
	progress_clear();
	free(v.outcomes);
	if (is_interrupted())
		return EXIT_TROUBLE;
	for (int i = 0; i < NR_VERDICTS && !run->o->quiet; i++) {
		if (i == NOT_BUILT && !v.nr[i])
			continue;
		printf("%s%s %zu", separator, verdict_names[i], v.nr[i]);
		separator = ", ";
	}
	if (!run->o->quiet)
		printf(": %zu %s\n", run->units.nr, run->units.nr == 1 ? "livepatch" : "livepatches");
	if (run->failed || fflush(stdout) || ferror(stdout))
		return EXIT_TROUBLE;
	return v.nr[FAILED] ? EXIT_REMAINS : EXIT_DONE;
}
