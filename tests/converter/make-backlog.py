# SPDX-License-Identifier: GPL-2.0
"""make-backlog.py DIR: a backlog of 1,000 livepatches, and what shall become of each.

Each livepatch is a choice for every axis below. The choices of any two axes
meet in some livepatch; the rest is drawn. DIR/expected has a line for each:
its path, its class, and the rules that ask, all of which come from the choices
alone: a choice names the class that it leads to, and who asks about it.
"""
import itertools
import os
import random
import sys

TOTAL = 1000
PLAIN = 250		# livepatches that only replace functions
ALONE = 2		# livepatches for each choice that is manual

CLASSES = ["unchanged", "converted", "review", "manual"]


class Choice:
	def __init__(self, name, cls="unchanged", rule=None, **parts):
		self.name, self.cls, self.rule, self.parts = name, cls, rule, parts


def listed(callbacks):
	return "\t\t.callbacks = {\n" + "".join(
		"\t\t\t.%s = %s,\n" % c for c in callbacks) + "\t\t},\n"


def entries(*members, end="{ }"):
	return "static struct klp_object objs[] = {\n\t{\n" + "\t}, {\n".join(members) + \
		"\t}, " + end + "\n};\n\n"


def member_lines(callbacks, funcs="\t\t.funcs = funcs,\n"):
	return funcs + callbacks


# How the objects are written; each takes what the others have chosen.
def table(end):
	return lambda p: entries(member_lines(listed(p.callbacks)), end=end)


def one_line(p):
	return "static struct klp_object objs[] = { { .funcs = funcs, .callbacks = { " + \
		", ".join(".%s = %s" % c for c in p.callbacks) + " } }, { } };\n\n"


def indexed(p):
	return "static struct klp_object objs[] = {\n\t[0] = {\n" + \
		member_lines(listed(p.callbacks)) + "\t},\n\t[1] = { }\n};\n\n"


def section(p):
	return entries(member_lines(listed(p.callbacks))).replace(
		"objs[]", 'objs[2] __section(".klp.objects")')


def nested(p):
	return entries(member_lines("".join(
		"\t\t.callbacks.%s = %s,\n" % c for c in p.callbacks)))


def in_order(p):
	names = dict(p.callbacks)
	order = ["pre_patch", "post_patch", "pre_unpatch", "post_unpatch"]
	return ", ".join(names.get(n, "NULL") for n in order)


def positional(p):
	return "static struct klp_object objs[] = {\n\t{ NULL, funcs, { %s } }, { }\n};\n\n" % in_order(p)


def mixed(p):
	return "static struct klp_object objs[] = {\n\t{ NULL, .funcs = funcs, { %s } }, { }\n};\n\n" % in_order(p)


def gnu(p):
	return entries("\t\tfuncs: funcs,\n\t\tcallbacks: {\n" + "".join(
		"\t\t\t%s: %s,\n" % c for c in p.callbacks) + "\t\t},\n")


def literal(p):
	return entries(member_lines(listed(p.callbacks).replace(
		"= {", "= (struct klp_callbacks) {")))


def by_name(p):
	return "static const struct klp_callbacks fix_callbacks = {\n" + "".join(
		"\t.%s = %s,\n" % c for c in p.callbacks) + "};\n\n" + \
		entries(member_lines("\t\t.callbacks = fix_callbacks,\n"))


def config(p):
	return entries(member_lines(listed(p.callbacks)), end="""
#if IS_ENABLED(CONFIG_KLP_MOD)
	{
		.name = "klp_mod",
		.funcs = funcs,
	},
#endif
	{ }""".lstrip()).replace("\t}, #if", "\t},\n#if")


def config_inside(p):
	lines = listed(p.callbacks).split("\n")
	return entries(member_lines("\n".join(lines[:-3] + ["#ifdef CONFIG_X86_64", lines[-3],
		"#endif"] + lines[-2:])))


def two_objects(p):
	return entries(member_lines(listed(p.callbacks)),
		'\t\t.name = "klp_mod",\n\t\t.funcs = funcs,\n' + listed(p.callbacks))


def no_funcs(p):
	return "static struct klp_func no_funcs[] = {\n\t{ }\n};\n\n" + \
		entries(member_lines(listed(p.callbacks), "\t\t.funcs = no_funcs,\n"),
			'\t\t.name = "klp_mod",\n\t\t.funcs = funcs,\n')


def single(p):
	return ("static struct klp_object objs[1] = { {\n" + member_lines(listed(p.callbacks)) +
		"} };\n\n")


def at_run_time(p):
	p.init = "".join("\tobjs[0].callbacks.%s = %s;\n" % c for c in p.callbacks) + p.init
	return entries(member_lines(""))


TABLES = [
	Choice("braces", "converted", table=table("{ }")),
	Choice("empty", "converted", table=table("{}")),
	Choice("zero", "converted", table=table("{0}")),
	Choice("null", "converted", table=table("{ NULL }")),
	Choice("line", "converted", table=one_line),
	Choice("indexed", "converted", table=indexed),
	Choice("section", "converted", table=section),
	Choice("nested", "converted", table=nested),
	Choice("positional", "converted", table=positional),
	Choice("mixed", "converted", table=mixed),
	Choice("gnu", "converted", table=gnu),
	Choice("literal", "converted", table=literal),
	Choice("by-name", "converted", table=by_name),
	Choice("config", "converted", table=config),
	Choice("inside", "converted", table=config_inside),
	Choice("two", "converted", table=two_objects),
	Choice("nofuncs", "converted", table=no_funcs),
	Choice("single", "converted", table=single),
	Choice("runtime", "converted", table=at_run_time),
]

# How callbacks are declared and named: %(type)s and %(f)s are replaced.
CALLBACKS = [
	Choice("plain"),
	Choice("address", value="&%s"),
	Choice("cast", value="(void *)%s"),
	Choice("alias", alias=True),
	Choice("typedef", before="typedef struct klp_object klp_object_t;\n\n", param="klp_object_t *obj"),
	Choice("pointer", before="typedef struct klp_object *klp_object_p;\n\n", param="klp_object_p obj"),
	Choice("const", param="struct klp_object *const obj"),
	Choice("unused", param="struct klp_object *obj __maybe_unused"),
	Choice("attribute", attribute="noinline __used "),
	Choice("prototype", prototype="struct klp_object *obj"),
	Choice("unnamed", prototype="struct klp_object *"),
	Choice("wrapped", param="struct klp_object\n\t\t*obj"),
	Choice("name", param="struct klp_object *patch"),
]

WAY_OUT = """static void fix_work(struct work_struct *work)
{
	pr_info("work\\n");
}

static DECLARE_WORK(work, fix_work);

"""

# What the callbacks do: the body of the first and of the last one.
BODIES = [
	Choice("message", setup='\tpr_info("%s\\n", obj->mod ? obj->mod->name : "vmlinux");\n',
	       remove='\tpr_info("removed\\n");\n'),
	Choice("nothing", setup="", remove=""),
	Choice("refuse", setup="\tif (num_online_cpus() > 512)\n\t\treturn -EOPNOTSUPP;\n", remove=""),
	Choice("kernel", setup="\tconsole_loglevel = 7;\n", remove="\tconsole_loglevel = 4;\n"),
	Choice("static", "review", "static-data", globals="static int saved;\n\n",
	       setup="\tsaved = console_loglevel;\n\tconsole_loglevel = 7;\n",
	       remove="\tconsole_loglevel = saved;\n"),
	Choice("answered", globals="/* klp-migrate: answer(static-data): no */\nstatic int seen;\n\n",
	       setup="\tseen = 1;\n", remove='\tpr_info("%d\\n", seen);\n'),
	Choice("takeover", globals="/* klp-migrate: answer(escape): takeover */\n" + WAY_OUT,
	       setup="\tschedule_work(&work);\n", remove="\tcancel_work_sync(&work);\n"),
	Choice("work", "review", "escape", globals=WAY_OUT,
	       setup="\tschedule_work(&work);\n", remove="\tcancel_work_sync(&work);\n"),
	Choice("notifier", "review", "escape", headers="#include <linux/reboot.h>\n",
	       globals="static int notify(struct notifier_block *nb, unsigned long event, void *data)\n"
		       "{\n\treturn 0;\n}\n\nstatic struct notifier_block nb = { .notifier_call = notify };\n\n",
	       setup="\tregister_reboot_notifier(&nb);\n", remove="\tunregister_reboot_notifier(&nb);\n"),
	Choice("deep", "review", "escape", headers="#include <linux/reboot.h>\n",
	       globals="static struct notifier_block nb;\n\nstatic int add(struct notifier_block *block)\n"
		       "{\n\treturn register_reboot_notifier(block);\n}\n\n",
	       setup="\tadd(&nb);\n", remove="\tunregister_reboot_notifier(&nb);\n"),
	Choice("ops", "review", "escape",
	       globals="extern void (*fix_hook)(void);\n\nstatic void hook(void)\n{\n}\n\n",
	       setup="\tfix_hook = hook;\n", remove="\tfix_hook = NULL;\n"),
]

ALLOC = """static void klpp_alloc(void *obj)
{
	klp_shadow_alloc(obj, %s, 8, GFP_KERNEL, NULL, NULL);
}

"""
DTOR = "static void fix_dtor(void *obj, void *data)\n{\n}\n\n"


def shadow(name, id, cls="converted", rule=None, call="\tklp_shadow_free_all(%s, NULL);\n", **parts):
	parts.setdefault("before", "")
	return Choice(name, cls, rule, exit=call % id if "%s" in call else call,
		      patched=ALLOC % id, **parts)


SHADOWS = [
	Choice("none"),
	shadow("macro", "SV_FIX", before="#define SV_FIX 0x1234\n\n"),
	shadow("enum", "SV_FIX", before="enum { SV_FIX = 77 };\n\n"),
	shadow("literal", "0x77UL"),
	shadow("computed", "SV_BASE + 1", before="#define SV_BASE 0x100\n\n"),
	shadow("number", "ID(1234567, 1)",
	       before="#define ID(bsc, n) (((unsigned long)(bsc) << 8) | (n))\n\n"),
	shadow("dtor", "5", call="\tklp_shadow_free_all(%s, fix_dtor);\n", before=DTOR),
	shadow("helper", "6", call="\tfix_cleanup();\n",
	       before="static void fix_cleanup(void)\n{\n\tklp_shadow_free_all(6, NULL);\n}\n\n"),
	shadow("singly", "8", "unchanged", call="",
	       before="static inline void klpp_free(void *obj)\n{\n\tklp_shadow_free(obj, 8, NULL);\n}\n\n"),
	shadow("conditional", "9", "review", "shadow-free-all",
	       call="\tif (num_online_cpus() > 1)\n\t\tklp_shadow_free_all(%s, NULL);\n"),
	shadow("zero", "0", "review", "shadow-free-all"),
	shadow("early", "11", "review", "shadow-free-all", init="\tklpp_alloc(&patch);\n"),
	shadow("old", "12", call="\tklp_shadow_free_all(12);\n",
	       patched_old="static void klpp_alloc(void *obj)\n{\n\tint zero = 0;\n\n"
			   "\tklp_shadow_alloc(obj, 12, &zero, sizeof(zero), GFP_KERNEL);\n}\n\n"),
]

STATES = [
	Choice("none"),
	Choice("marker", states="\t\t.id = 0x51,\n"),
	Choice("version", states="\t\t.id = 0x52,\n\t\t.version = 3,\n"),
	Choice("data", states="\t\t.id = 0x53,\n\t\t.data = NULL,\n"),
]

# How the livepatch is registered, and what else old kernels wanted.
APIS = [
	Choice("today"),
	Choice("replace", patch="\t.replace = true,\n"),
	Choice("immediate", "converted", patch="\t.immediate = true,\n"),
	Choice("info", "converted", info=False),
	Choice("register", "converted", register=True),
	Choice("guard", "converted", register=True, info=False, init="""\tif (!klp_have_reliable_stack() && !patch.immediate) {
		patch.immediate = true;
		pr_notice("The consistency model isn't supported for your architecture.\\n");
	}

"""),
	Choice("versions", "versions", "census", headers="#include <linux/version.h>\n"
	       "#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 12, 0)\n#define OLD_KERNEL\n#endif\n"),
]

STYLES = [
	Choice("plain"),
	Choice("crlf", filter=lambda t: t.replace("\n", "\r\n")),
	Choice("noend", filter=lambda t: t[:-1]),
	Choice("comments", filter=lambda t: t.replace("\t\t.funcs", "\t\t/* what is replaced */\n\t\t.funcs")),
	Choice("off", filter=lambda t: t + "\n#if 0\nklp_shadow_free_all(1, NULL);\n#endif\n"),
	Choice("switched", filter=lambda t:
		t + "\n#ifdef SOMETHING_ELSE\nvoid x(void) { klp_shadow_free_all(1, NULL); }\n#endif\n"),
]

AXES = [TABLES, CALLBACKS, BODIES, SHADOWS, STATES, APIS, STYLES]

# What is manual is not combined: nothing would be seen of the other choices.
MANUAL = [
	[Choice("macro", "manual", table=lambda p:
		"#define OBJECT(a, b) { .funcs = funcs, .callbacks = { .pre_patch = a, .post_unpatch = b } }\n"
		"static struct klp_object objs[] = {\n\tOBJECT(fix_setup, fix_remove), { }\n};\n\n")],
	[Choice("module", param="struct module *obj", value="(void *)%s", cls="manual")],
	[shadow("variable", "sv_id", "manual", before="static unsigned long sv_id = 5;\n\n")],
	[Choice("address", "manual", func="\t\t.old_addr = 0xffffffff81000000,\n")],
	[Choice("switched-table", "manual", table=lambda p:
		"static struct klp_object objs[] = {\n\t{\n\t\t.funcs = funcs,\n"
		"#ifdef SOMETHING_ELSE\n\t\t.callbacks = {\n\t\t\t.pre_patch = fix_setup,\n"
		"\t\t\t.post_unpatch = fix_remove,\n\t\t},\n#endif\n\t}, { }\n};\n\n")],
	[Choice("broken", "manual", filter=lambda t: t.replace(".callbacks =", ".callbacks"))],
]


class Livepatch:
	"""The source that a list of choices stands for."""

	def __init__(self, choices):
		self.choices = choices
		self.parts = {}
		for choice in choices:
			for key, value in choice.parts.items():
				self.parts[key] = self.parts[key] + value \
					if key in ("before", "headers", "init") and key in self.parts else value
		self.callbacks = []
		self.init = self.get("init")

	def get(self, key, default=""):
		return self.parts.get(key, default)

	def callback(self, result, name, body):
		param = self.get("param", "struct klp_object *obj")
		attribute = self.get("attribute")
		if param.endswith("patch"):
			body = body.replace("obj->", "patch->")
		tail = "\treturn 0;\n" if result == "int" else ""
		return "static %s%s %s(%s)\n{\n%s%s}\n\n" % (attribute, result, name, param, body, tail)

	def callback_functions(self):
		out = ""
		prototype = self.get("prototype")
		if prototype:
			out += "static int fix_setup(%s);\nstatic void fix_remove(%s);\n\n" % (prototype, prototype)
		out += self.get("globals")
		out += self.callback("int", "fix_setup", self.get("setup"))
		out += self.callback("void", "fix_remove", self.get("remove"))
		value = self.get("value", "%s")
		if self.get("alias"):
			out += "#define FIX_SETUP fix_setup\n#define FIX_REMOVE fix_remove\n\n"
		self.callbacks = [(slot, value % (f.upper() if self.get("alias") else f)) for slot, f in
				  (("pre_patch", "fix_setup"), ("post_unpatch", "fix_remove"))]
		return out

	def functions(self):
		allocates = "alloc" in self.get("patched")
		out = self.get("patched_old", self.get("patched"))
		out += "static int klpp_fixed(int x)\n{\n\treturn x + 1;\n}\n\n"
		out += "static struct klp_func funcs[] = {\n\t{\n\t\t.old_name = \"fixed\",\n" \
			"\t\t.new_func = klpp_fixed,\n" + self.get("func")
		if allocates:
			out += "\t}, {\n\t\t.old_name = \"alloc\",\n\t\t.new_func = klpp_alloc,\n"
		return out + "\t}, { }\n};\n\n"

	def enable(self):
		if not self.get("register", False):
			return "", "\treturn klp_enable_patch(&patch);\n"
		return "\tint ret;\n\n", """	ret = klp_register_patch(&patch);
	if (ret)
		return ret;
	ret = klp_enable_patch(&patch);
	if (ret) {
		WARN_ON(klp_unregister_patch(&patch));
		return ret;
	}
	return 0;
"""

	def module(self):
		declaration, enable = self.enable()
		out = "static int __init fix_init(void)\n{\n%s%s%s}\n\n" % (declaration, self.init, enable)
		unregister = "\tWARN_ON(klp_unregister_patch(&patch));\n" if self.get("register", False) else ""
		out += "static void __exit fix_exit(void)\n{\n%s%s}\n\n" % (self.get("exit"), unregister)
		out += "module_init(fix_init);\nmodule_exit(fix_exit);\n" \
			"MODULE_DESCRIPTION(\"a fix\");\nMODULE_LICENSE(\"GPL\");\n"
		return out + ("MODULE_INFO(livepatch, \"Y\");\n" if self.get("info", True) else "")

	def patch(self):
		states = ""
		out = ""
		if self.get("states"):
			out = "static struct klp_state states[] = {\n\t{\n%s\t}, { }\n};\n\n" % self.get("states")
			states = "\t.states = states,\n"
		return out + "static struct klp_patch patch = {\n\t.mod = THIS_MODULE,\n\t.objs = objs,\n" + \
			states + self.get("patch") + "};\n\n"

	def source(self):
		plain = "table" not in self.parts
		out = "// SPDX-License-Identifier: GPL-2.0\n/* " + \
			", ".join(c.name for c in self.choices) + " */\n" \
			"#include <linux/kernel.h>\n#include <linux/livepatch.h>\n" \
			"#include <linux/module.h>\n#include <linux/printk.h>\n#include <linux/slab.h>\n" \
			"#include <linux/workqueue.h>\n" + self.get("headers") + "\n"
		if self.parts.get("init", "").find("patch") >= 0:
			out += "static struct klp_patch patch;\n\n"
		out += self.get("before")
		if not plain:
			out += self.callback_functions()
		out += self.functions()
		out += entries("\t\t.funcs = funcs,\n") if plain else self.parts["table"](self)
		out += self.patch() + self.module()
		return self.get("filter", lambda t: t)(out)

	def expected(self):
		"""The class, and the rules that ask."""
		worst = max((c.cls for c in self.choices if c.cls in CLASSES), key=CLASSES.index)
		rules = {c.rule for c in self.choices if c.rule and c.cls in CLASSES}
		for choice in self.choices:
			# Branches for other kernels matter where states are declared.
			if choice.cls == "versions" and self.declares_states():
				worst = max(worst, "review", key=CLASSES.index)
				rules.add(choice.rule)
		return worst, rules if worst == "review" else set()

	def declares_states(self):
		shadow = self.choices[3].cls if len(self.choices) > 3 else "unchanged"
		return "table" in self.parts or (shadow != "unchanged" and self.choices[3].name != "zero")


def pairwise(axes, random):
	"""Rows in which the choices of any two axes meet."""
	missing = {(a, i, b, k) for a, b in itertools.combinations(range(len(axes)), 2)
		   for i in range(len(axes[a])) for k in range(len(axes[b]))}
	while missing:
		a, i, b, k = min(missing)
		row = {a: i, b: k}
		for c in range(len(axes)):
			if c in row:
				continue
			gain = lambda v: sum(1 for d, w in row.items() if
				((c, v, d, w) if c < d else (d, w, c, v)) in missing)
			best = max(gain(v) for v in range(len(axes[c])))
			row[c] = random.choice([v for v in range(len(axes[c])) if gain(v) == best])
		missing -= {(x, row[x], y, row[y]) for x, y in itertools.combinations(range(len(axes)), 2)}
		yield [axes[c][row[c]] for c in range(len(axes))]


def rows(rng):
	yield from pairwise(AXES, rng)
	for choice in itertools.chain.from_iterable(MANUAL):
		for nr in range(ALONE):
			row = [axis[0] for axis in AXES]
			row[5] = AXES[5][nr]
			yield row + [choice]


def plain(rng):
	return [Choice("functions"), rng.choice(APIS[:2])]


def main():
	rng = random.Random(7)
	folder = sys.argv[1]
	made = list(rows(rng))
	while len(made) < TOTAL - PLAIN:
		made.append([rng.choice(axis) for axis in AXES])
	made += [plain(rng) for _ in range(PLAIN)]
	with open(os.path.join(folder, "expected"), "w") as expected:
		for nr, row in enumerate(made[:TOTAL]):
			livepatch = Livepatch(row)
			path = "bsc%04d/livepatch_%s.c" % (nr, row[0].name.replace("-", "_"))
			os.makedirs(os.path.join(folder, "bsc%04d" % nr))
			with open(os.path.join(folder, path), "w", newline="") as f:
				f.write(livepatch.source())
			worst, rules = livepatch.expected()
			expected.write("%s %s %s\n" % (path, worst, ",".join(sorted(rules)) or "-"))


main()
