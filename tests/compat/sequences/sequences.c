// SPDX-License-Identifier: GPL-2.0
/*
 * sequences SEED COUNT
 * sequences FILE
 *
 * In the guest: makes COUNT random sequences of what can be done to livepatches,
 * or repeats those of FILE, which is the output of an earlier run. Prints each
 * step, its result, what the log then says and how the system stands.
 *
 * Steps are chosen such that each is met in each situation, the rarest first; a
 * table of how often follows. Nothing depends on how fast a kernel is: a step
 * begins at the same time within a second, the period of the kernel's attempts
 * to complete a transition, and the next one when two of them have passed.
 *
 * What a forced transition leaves behind stays until the next boot, so each
 * sequence loads livepatches under names of its own, klp_017_a instead of
 * klp_000_a; the output says klp_a.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/syscall.h>
#include <sys/times.h>
#include <unistd.h>

#define NR_STEPS	20	/* of a sequence */
#define ENOUGH		5	/* times that each shall be met */

/* The livepatches, and the tasks in the function that each one changes */
enum { A, B, C, NR };
#define NR_OBJECTS	3	/* of a livepatch: vmlinux, klp_target, klp_mod */

/* Rows of the table: what is done */
enum row {
	LOAD, REPLACE, FAIL, POSITIVE, NOTHING, AGAIN, UNLOAD, UNLOAD_USED,
	DISABLE, ENABLE, FORCE, DISABLE_OTHER, ENABLE_OTHER, FORCE_OTHER,
	MOD_LOAD, MOD_REFUSED, MOD_UNLOAD, HOLD, RELEASE, NR_ROWS,
	IMPOSSIBLE = NR_ROWS
};

static const char * const row_names[] = {
	[LOAD]		= "load",
	[REPLACE]	= "load, replace",
	[FAIL]		= "load, a callback fails",
	[POSITIVE]	= "load, a callback is positive",
	[NOTHING]	= "load, init fails",
	[AGAIN]		= "load again",
	[UNLOAD]	= "unload, not in use",
	[UNLOAD_USED]	= "unload, in use",
	[DISABLE]	= "disable the pending one",
	[ENABLE]	= "enable the pending one",
	[FORCE]		= "force the pending one",
	[DISABLE_OTHER]	= "disable another",
	[ENABLE_OTHER]	= "enable another",
	[FORCE_OTHER]	= "force another",
	[MOD_LOAD]	= "load module",
	[MOD_REFUSED]	= "load module, refused",
	[MOD_UNLOAD]	= "unload module",
	[HOLD]		= "hold a task",
	[RELEASE]	= "release tasks",
};

/* Columns, each without and with the module: which transition is pending */
enum pending {
	IDLE, ENABLING, REPLACING, DISABLING,
	/* cancelled: it goes back, and is pending still */
	NOT_ENABLING, NOT_REPLACING, NOT_DISABLING,
	FORCED, NR_PENDING
};

static const char * const pending_names[] = {
	"idle", "enabling", "replacing", "disabling", "not enabling",
	"not replacing", "not disabling", "forced"
};

struct livepatch {
	char letter, name[32];
	bool loaded;		/* the module */
	bool listed;		/* in sysfs: enabled or in transition */
	bool enabled;
	bool replace;
	bool refuses;		/* the module, when it comes */
	bool held;		/* a task is in its function */
};

static struct system {
	int nr;			/* of the sequence */
	struct livepatch lp[NR];
	bool module;
	int in_transition;	/* a livepatch, or -1 */
	bool was_disable;	/* what began it */
	bool forced;
	bool held_since;	/* a task, since it began */
	enum pending pending;
} sys;

static struct {
	enum pending pending;
	bool module;
} goal;

static unsigned int met[NR_ROWS][NR_PENDING][2];
static unsigned int seed;
static int kmsg;

static void die(const char *what)
{
	fprintf(stderr, "sequences: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* 0 to n - 1, the same in each run */
static unsigned int pick(unsigned int n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

static int write_file(const char *value, const char *format, ...)
{
	char path[PATH_MAX];
	va_list args;
	int fd, ret;

	va_start(args, format);
	vsnprintf(path, sizeof(path), format, args);
	va_end(args);
	fd = open(path, O_WRONLY);
	ret = fd < 0 || write(fd, value, strlen(value)) < 0 ? -errno : 0;
	close(fd);
	return ret;
}

/* The first character of a file, 0 if there is no such file */
static char read_file(const char *format, ...)
{
	char path[PATH_MAX], c = 0;
	va_list args;
	int fd;

	va_start(args, format);
	vsnprintf(path, sizeof(path), format, args);
	va_end(args);
	fd = open(path, O_RDONLY);
	if (fd >= 0 && read(fd, &c, 1) < 0)
		c = 0;
	close(fd);
	return c;
}

static bool exists(const char *folder, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return !access(path, F_OK);
}

static void observe(void)
{
	struct livepatch *lp;

	sys.in_transition = -1;
	for (lp = sys.lp; lp < sys.lp + NR; lp++) {
		lp->loaded = exists("/sys/module", lp->name);
		lp->listed = exists("/sys/kernel/livepatch", lp->name);
		lp->enabled = read_file("/sys/kernel/livepatch/%s/enabled",
					lp->name) == '1';
		if (read_file("/sys/kernel/livepatch/%s/transition",
			      lp->name) == '1')
			sys.in_transition = lp - sys.lp;
	}
	sys.module = exists("/sys/module", "klp_mod");

	sys.pending = IDLE;
	if (sys.in_transition < 0) {
		sys.forced = sys.held_since = false;
		return;
	}
	lp = &sys.lp[sys.in_transition];
	if (sys.forced)
		sys.pending = FORCED;
	else if (sys.was_disable)
		sys.pending = lp->enabled ? NOT_DISABLING : DISABLING;
	else if (lp->replace)
		sys.pending = lp->enabled ? REPLACING : NOT_REPLACING;
	else
		sys.pending = lp->enabled ? ENABLING : NOT_ENABLING;
}

/*
 * The kernel tries to complete a transition at each full second of its own
 * clock, which times() gives in hundredths. Sleep until shortly after one.
 */
static void next_second(void)
{
	usleep((110 - times(NULL) % 100) * 10000);
}

static void settle(void)
{
	next_second();
	observe();
	if (sys.pending != IDLE) {
		next_second();
		observe();
	}
}

static int load(const char *file, const char *name, const char *params)
{
	static char image[1 << 20];
	size_t len, i, n = strlen(file);
	FILE *f;
	char path[64];

	snprintf(path, sizeof(path), "%s.ko", file);
	f = fopen(path, "r");
	if (!f)
		die(path);
	len = fread(image, 1, sizeof(image), f);
	fclose(f);
	for (i = 0; i + n <= len; i++)
		if (!memcmp(image + i, file, n))
			memcpy(image + i, name, n);
	i = syscall(SYS_init_module, image, len, params);
	return (int)i < 0 ? -errno : (int)i;
}

static int unload(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? -errno : 0;
}

/* What pre_patch of the object returns in a livepatch loaded this way */
static int returns(const char *params, int object)
{
	const char *found = strstr(params, "returns=");
	int ret[NR_OBJECTS] = { 0 };

	if (found)
		sscanf(found, "returns=%d,%d,%d", &ret[0], &ret[1], &ret[2]);
	return ret[object];
}

static int load_livepatch(struct livepatch *lp, const char *params)
{
	char file[] = "klp_000_a", all[256];
	int ret;

	file[8] += lp - sys.lp;
	snprintf(all, sizeof(all), "base=%d %s", sys.nr * 10 + 10, params);
	ret = load(file, lp->name, all);
	if (!ret) {
		lp->replace = strstr(params, "replace=1");
		lp->refuses = returns(params, 2);
		sys.was_disable = false;
	}
	return ret;
}

static int disable(struct livepatch *lp)
{
	int ret = write_file("0", "/sys/kernel/livepatch/%s/enabled", lp->name);

	if (!ret && sys.in_transition < 0)
		sys.was_disable = true;
	if (!ret)
		sys.forced = false;
	return ret;
}

static int enable(struct livepatch *lp)
{
	int ret = write_file("1", "/sys/kernel/livepatch/%s/enabled", lp->name);

	if (!ret)
		sys.forced = false;
	return ret;
}

static int force(struct livepatch *lp)
{
	int ret = write_file("1", "/sys/kernel/livepatch/%s/force", lp->name);

	if (!ret)
		sys.forced = true;
	return ret;
}

static int set_hold(void)
{
	char value[16];

	snprintf(value, sizeof(value), "%d,%d,%d", sys.lp[A].held,
		 sys.lp[B].held, sys.lp[C].held);
	return write_file(value, "/sys/module/klp_target/parameters/hold");
}

static int hold(struct livepatch *lp)
{
	char nr[] = { '0' + (lp - sys.lp), 0 };

	lp->held = true;
	sys.held_since = sys.in_transition >= 0;
	return set_hold() ?:
		write_file(nr, "/sys/module/klp_target/parameters/start");
}

static int release(void)
{
	int i;

	for (i = A; i < NR; i++)
		sys.lp[i].held = false;
	return set_hold();
}

/* A step in words: what to do, with a livepatch or the module */
struct step {
	char what[16], with[16];
	char params[200];	/* of a livepatch */
	struct livepatch *lp;
};

static bool is(const struct step *step, const char *what)
{
	return !strcmp(step->what, what);
}

static bool parse(struct step *step, const char *line)
{
	int n = 0;

	memset(step, 0, sizeof(*step));
	if (sscanf(line, "%15s %15s %n", step->what, step->with, &n) < 1)
		return false;
	snprintf(step->params, sizeof(step->params), "%s", n ? line + n : "");
	if (strlen(step->with) == 1)
		step->lp = &sys.lp[(step->with[0] - 'a') % NR];
	return step->lp || !strcmp(step->with, "module") || is(step, "release");
}

static int execute(struct step *step)
{
	if (is(step, "load"))
		return step->lp ? load_livepatch(step->lp, step->params) :
				  load("klp_mod", "klp_mod", "");
	if (is(step, "unload"))
		return unload(step->lp ? step->lp->name : "klp_mod");
	if (is(step, "disable"))
		return disable(step->lp);
	if (is(step, "enable"))
		return enable(step->lp);
	if (is(step, "force"))
		return force(step->lp);
	if (is(step, "hold"))
		return hold(step->lp);
	return release();
}

static enum row load_row(const struct step *step)
{
	int ret;

	if (step->lp->loaded)
		return AGAIN;
	if (strstr(step->params, "nothing=1"))
		return NOTHING;
	ret = returns(step->params, 0) ?: returns(step->params, 1);
	if (!ret && sys.module)
		ret = returns(step->params, 2);
	if (ret)
		return ret < 0 ? FAIL : POSITIVE;
	return strstr(step->params, "replace=1") ? REPLACE : LOAD;
}

static enum row module_row(const struct step *step)
{
	int i;

	if (is(step, "unload"))
		return MOD_UNLOAD;
	for (i = A; i < NR && !sys.module; i++)
		if (sys.lp[i].listed && sys.lp[i].refuses)
			return MOD_REFUSED;
	return MOD_LOAD;
}

static bool any_held(void)
{
	return sys.lp[A].held || sys.lp[B].held || sys.lp[C].held;
}

/* What the step is as things stand */
static enum row row_of(const struct step *step)
{
	const struct livepatch *lp = step->lp;
	bool pending = lp && lp - sys.lp == sys.in_transition;

	if (is(step, "hold"))
		return lp->held && sys.pending == IDLE ? IMPOSSIBLE : HOLD;
	if (is(step, "release"))
		return any_held() ? RELEASE : IMPOSSIBLE;
	if (!lp)
		return module_row(step);
	if (is(step, "load"))
		return load_row(step);
	if (is(step, "unload"))
		return !lp->loaded ? IMPOSSIBLE :
			lp->listed ? UNLOAD_USED : UNLOAD;
	if (!lp->listed)
		return IMPOSSIBLE;
	if (is(step, "disable"))
		return pending ? DISABLE : DISABLE_OTHER;
	if (is(step, "enable"))
		return pending ? ENABLE : ENABLE_OTHER;
	return pending ? FORCE : FORCE_OTHER;
}

static const char *error(int ret)
{
	static char number[16];

	if (ret < 0)
		return strerrorname_np(-ret);
	snprintf(number, sizeof(number), "%d", ret);
	return number;
}

/* The text with the names that the livepatches have in all sequences */
static void print_log_line(char *text)
{
	char *name;

	if (strncmp(text, "livepatch: ", 11) && !strstr(text, "klp_"))
		return;
	/* How often a task was asked depends on time */
	if (strstr(text, "klp_try_switch_task") ||
	    strstr(text, "signaling remaining tasks"))
		return;
	while ((name = strstr(text, sys.lp[A].name)) ||
	       (name = strstr(text, sys.lp[B].name)) ||
	       (name = strstr(text, sys.lp[C].name)))
		memmove(name + 4, name + 8, strlen(name + 8) + 1);
	printf("  %s\n", text);
}

/* A record is "priority,number,time,flags;text\n" and lines that explain */
static void print_log(void)
{
	char record[2048], *text;
	ssize_t len;

	while ((len = read(kmsg, record, sizeof(record) - 1)) > 0) {
		record[len] = 0;
		text = strchr(record, ';') + 1;
		*strchrnul(text, '\n') = 0;
		print_log_line(text);
	}
}

static void print_system(void)
{
	char cmdline[64] = "";
	FILE *f = fopen("/proc/cmdline", "r");
	int i;

	printf("  now %s", pending_names[sys.pending]);
	for (i = A; i < NR; i++)
		if (sys.lp[i].loaded)
			printf(", %c %s", 'a' + i, sys.lp[i].enabled ?
			       "enabled" : sys.lp[i].listed ? "listed" :
			       "loaded");
	if (fgets(cmdline, sizeof(cmdline), f) && cmdline[8] >= 'a' &&
	    !strncmp(cmdline, sys.lp[A].name, 8))
		printf(", code of %c", cmdline[8]);
	printf("%s\n", sys.module ? ", module" : "");
	fclose(f);
}

/* A forced transition is met as such only by what comes at once */
static void do_step(const char *line, const char *mark)
{
	struct step step;
	enum row row;
	int ret;

	if (!parse(&step, line)) {
		printf("not a step: %s\n", line);
		exit(1);
	}
	row = row_of(&step);
	printf("%s %s\n", mark, line);
	printf("  [%s, %s%s]\n", row == IMPOSSIBLE ? "impossible" :
	       row_names[row], pending_names[sys.pending],
	       sys.module ? ", module" : "");
	if (row != IMPOSSIBLE)
		met[row][sys.pending][sys.module]++;
	ret = execute(&step);
	if (is(&step, "force"))
		observe();
	else
		settle();
	printf("  = %s\n", error(ret));
	print_log();
	print_system();
}

/* A livepatch with random callbacks, that does what the row says */
static void random_params(char *params, size_t size, enum row row)
{
	int masks[NR_OBJECTS], ret[NR_OBJECTS] = { 0 }, versions[2] = { 0 };
	int i, objects = pick(4) ? 3 : 2;

	for (i = 0; i < NR_OBJECTS; i++)
		masks[i] = pick(2) ? 15 : pick(16);
	for (i = 0; i < 2; i++)
		versions[i] = pick(3) ? 0 : 1 + pick(2);
	i = NR_OBJECTS;
	if (row == FAIL || row == POSITIVE)
		i = pick(sys.module ? 3 : 2);
	else if (!sys.module && !pick(3))
		i = 2;
	if (i < NR_OBJECTS) {
		objects = 3;
		masks[i] |= 1;
		ret[i] = row == FAIL || (row != POSITIVE && pick(3)) ? -EIO : 1;
	}
	snprintf(params, size,
		 "replace=%d objects=%d callbacks=%d,%d,%d returns=%d,%d,%d versions=%d,%d shadow=%d%s",
		 row == REPLACE || (row != LOAD && pick(2)), objects, masks[0],
		 masks[1], masks[2], ret[0], ret[1], ret[2], versions[0],
		 versions[1], !pick(3), row == NOTHING ? " nothing=1" : "");
}

static void random_load(char *line, size_t size, enum row row,
			const struct livepatch *lp)
{
	char params[200];

	random_params(params, sizeof(params), row);
	snprintf(line, size, "load %c %s", lp->letter, params);
}

static void random_line(char *line, size_t size, enum row row)
{
	static const char * const words[NR_ROWS] = {
		[UNLOAD] = "unload", [UNLOAD_USED] = "unload",
		[DISABLE] = "disable", [DISABLE_OTHER] = "disable",
		[ENABLE] = "enable", [ENABLE_OTHER] = "enable",
		[FORCE] = "force", [FORCE_OTHER] = "force",
		[MOD_LOAD] = "load module", [MOD_REFUSED] = "load module",
		[MOD_UNLOAD] = "unload module",
		[HOLD] = "hold", [RELEASE] = "release",
	};
	struct livepatch *lp = &sys.lp[pick(NR)];

	if (!words[row])
		random_load(line, size, row, lp);
	else if (strchr(words[row], ' ') || row == RELEASE)
		snprintf(line, size, "%s", words[row]);
	else
		snprintf(line, size, "%s %c", words[row], lp->letter);
}

/* Of some steps that are possible now, the one that was met least */
static void choose_step(char *best, size_t size)
{
	unsigned int n, least = UINT_MAX;
	char line[256];
	struct step step;
	enum row row;
	int tries;

	for (tries = 0; tries < 20 || least == UINT_MAX; tries++) {
		row = pick(NR_ROWS);
		random_line(line, sizeof(line), row);
		if (!parse(&step, line) || row_of(&step) != row)
			continue;
		n = met[row][sys.pending][sys.module];
		if (n < least) {
			least = n;
			snprintf(best, size, "%s", line);
		}
	}
}

static bool reachable(enum row row, enum pending pending, bool module)
{
	if (row == DISABLE || row == ENABLE || row == FORCE)
		return pending != IDLE;
	return row != MOD_REFUSED || !module;
}

/* How many steps are still to be met often enough where things stand so */
static int missing(enum pending pending, bool module)
{
	enum row row;
	int n = 0;

	for (row = 0; row < NR_ROWS; row++)
		n += reachable(row, pending, module) &&
		     met[row][pending][module] < ENOUGH;
	return n;
}

static void choose_goal(void)
{
	enum pending pending;
	bool module;
	int tries;

	for (tries = 0; tries < 4; tries++) {
		pending = pick(NR_PENDING);
		module = pick(2);
		if (!tries || missing(pending, module) >
			      missing(goal.pending, goal.module)) {
			goal.pending = pending;
			goal.module = module;
		}
	}
}

/* A livepatch that is, or is not, enabled, if there is one */
static struct livepatch *find(bool enabled)
{
	int i, first = pick(NR);

	for (i = 0; i < NR; i++) {
		struct livepatch *lp = &sys.lp[(first + i) % NR];

		if (enabled ? lp->enabled : !lp->loaded)
			return lp;
	}
	return NULL;
}

static int nr_enabled(void)
{
	return sys.lp[A].enabled + sys.lp[B].enabled + sys.lp[C].enabled;
}

/* Two steps: hold a task in a livepatch's function, then begin a transition */
static void begin_transition(char *line, size_t size)
{
	bool disable = goal.pending == DISABLING ||
		       goal.pending == NOT_DISABLING;
	struct livepatch *lp = find(disable), *other = find(false);
	bool alone = nr_enabled() < (disable ? 2 : 1);

	if (other && (!lp || (alone && pick(2))))
		random_load(line, size, pick(2) ? LOAD : REPLACE, other);
	else if (!lp)
		snprintf(line, size, "%s %c", sys.lp[A].enabled ? "disable" :
			 "unload", sys.lp[A].letter);
	else if (!lp->held)
		snprintf(line, size, "hold %c", lp->letter);
	else if (disable)
		snprintf(line, size, "disable %c", lp->letter);
	else
		random_load(line, size, goal.pending == REPLACING ||
			    goal.pending == NOT_REPLACING ? REPLACE : LOAD, lp);
}

/*
 * Where a cancelled transition is the goal: it is pending only if a second task
 * sits in the new code.
 */
static void cancel(char *line, size_t size)
{
	struct livepatch *lp = &sys.lp[sys.in_transition];

	if (!sys.held_since)
		snprintf(line, size, "hold %c", lp->letter);
	else
		snprintf(line, size, "%s %c", lp->enabled ? "disable" :
			 "enable", lp->letter);
}

/* One step towards the situation that is the goal, or in it */
static void next_step(char *line, size_t size)
{
	if (!pick(5) || (sys.pending == goal.pending &&
			 sys.module == goal.module))
		choose_step(line, size);
	else if (sys.module != goal.module)
		snprintf(line, size, "%s module",
			 sys.module ? "unload" : "load");
	else if (sys.pending == IDLE)
		begin_transition(line, size);
	else if (goal.pending == FORCED)
		snprintf(line, size, "force %c",
			 sys.lp[sys.in_transition].letter);
	else if (goal.pending == sys.pending + NOT_ENABLING - ENABLING)
		cancel(line, size);
	else
		snprintf(line, size, "release");
}

static void begin_sequence(int nr)
{
	int i;

	memset(&sys, 0, sizeof(sys));
	sys.nr = nr;
	for (i = A; i < NR; i++) {
		sys.lp[i].letter = 'a' + i;
		snprintf(sys.lp[i].name, sizeof(sys.lp[i].name), "klp_%03d_%c",
			 nr % 1000, 'a' + i);
	}
	settle();
	printf("sequence %d\n", nr);
}

static void end_step(const char *what, int lp)
{
	char line[32];

	snprintf(line, sizeof(line), "%s %c", what, 'a' + lp);
	do_step(line, "end");
}

static void end_sequence(void)
{
	int i;

	do_step("release", "end");
	if (sys.in_transition >= 0) {
		end_step("force", sys.in_transition);
		settle();
	}
	for (i = C; i >= A; i--)
		if (sys.lp[i].enabled)
			end_step("disable", i);
	for (i = C; i >= A; i--)
		if (sys.lp[i].loaded)
			end_step("unload", i);
	if (sys.module)
		do_step("unload module", "end");
}

static void make_sequences(int count)
{
	char line[256];
	int nr, i;

	for (nr = 1; nr <= count; nr++) {
		begin_sequence(nr);
		for (i = 0; i < NR_STEPS; i++) {
			if (i % (NR_STEPS / 2) == 0)
				choose_goal();
			next_step(line, sizeof(line));
			do_step(line, ">");
		}
		end_sequence();
	}
}

static void repeat_sequences(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[256];
	int nr, in = 0;

	if (!f)
		die(path);
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = 0;
		if (!strncmp(line, "> ", 2)) {
			do_step(line + 2, ">");
		} else if (sscanf(line, "sequence %d", &nr) == 1) {
			if (in++)
				end_sequence();
			begin_sequence(nr);
		}
	}
	if (in)
		end_sequence();
	fclose(f);
}

static void print_table(void)
{
	enum pending pending;
	enum row row;
	int module;

	printf("%-28s", "table");
	for (pending = 0; pending < NR_PENDING; pending++)
		printf(" %15s", pending_names[pending]);
	for (row = 0; row < NR_ROWS; row++) {
		printf("\n%-28s", row_names[row]);
		for (pending = 0; pending < NR_PENDING; pending++)
			for (module = 0; module < 2; module++)
				if (reachable(row, pending, module))
					printf(" %7u", met[row][pending][module]);
				else
					printf(" %7s", "-");
	}
	printf("\n");
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	setlinebuf(stdout);
	kmsg = open("/dev/kmsg", O_RDONLY | O_NONBLOCK);
	if (kmsg < 0 || load("klp_target", "klp_target", ""))
		die("klp_target");
	lseek(kmsg, 0, SEEK_END);
	klogctl(8, NULL, 5);	/* warnings to the console */
	write_file("file kernel/livepatch/* +p",
		   "/sys/kernel/debug/dynamic_debug/control");

	if (argc == 3) {
		seed = atoi(argv[1]);
		make_sequences(atoi(argv[2]));
		print_table();
	} else {
		repeat_sequences(argv[1]);
	}
	printf("done\n");
	return 0;
}
