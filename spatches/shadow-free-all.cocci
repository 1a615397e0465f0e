// SPDX-License-Identifier: GPL-2.0
/// Shadow variables that a livepatch frees when its module goes become a
/// patch-wide state with the same id: is_shadow lets the kernel free them.
///
//# Only for calls of klp_shadow_free_all() that every run of module_exit's
//# function makes, in a livepatch without states of its own, if neither that
//# function reads nor module_init's function makes such variables. What is freed
//# in post_unpatch, under a condition or in another file is for a person. So is
//# an id that is no constant, given twice, or 0: SmPL sees how an id is written,
//# not its value.
//#
//# Another livepatch that still holds the id keeps the variables alive, which
//# is what the state is for.
//
// Confidence: Moderate
// Options: --no-includes
// Requires: the state API of livepatch
// Keywords: livepatch, klp_shadow_free_all, is_shadow

virtual patch
virtual context

@exit@
declarer name module_exit;
identifier leave;
@@
 module_exit(leave);

@init@
declarer name module_init;
identifier enter;
@@
 module_init(enter);

// ---------------------------------------------------------------------------
// Where the rules must not fire.

@alloc@
identifier init.enter;
identifier alloc = { klp_shadow_alloc, klp_shadow_get_or_alloc };
@@
 enter(...) { <+... alloc(...) ...+> }

@read@
identifier exit.leave;
@@
 leave(...) { <+... klp_shadow_get(...) ...+> }

@stateful@
identifier lp;
expression table;
@@
 struct klp_patch lp = { .states = table, };

@twice@
identifier exit.leave;
expression number;
position p, q != p;
@@
 leave(...)
 {
 ...
 klp_shadow_free_all@p(number, ...);
 ...
 klp_shadow_free_all@q(number, ...);
 ...
 }

// ---------------------------------------------------------------------------
// The calls: the first one makes the table, the others an entry each.

@first depends on !alloc && !read && !stateful && !twice@
identifier exit.leave;
constant number != 0;
expression dtor;
position p;
@@
 leave(void)
 {
 ... when != klp_shadow_free_all(...)
     when strict
 klp_shadow_free_all@p(number, dtor);
 ... when any
 }

@other depends on first@
identifier exit.leave;
constant number != 0;
expression dtor;
position p != first.p;
@@
 leave(void)
 {
 ... when any
     when strict
 klp_shadow_free_all@p(number, dtor);
 ... when any
 }

@depends on context@
position p = { first.p, other.p };
@@
* klp_shadow_free_all@p(...);

@depends on patch@
position p = { first.p, other.p };
@@
-klp_shadow_free_all@p(...);

@shadowed depends on patch@
identifier lp;
expression list;
constant first.number;
expression first.dtor;
@@
+static struct klp_state states[] = {
+	{
+		.id = number,
+		.is_shadow = true,
+		.callbacks.shadow_dtor = dtor,
+	}, { }
+};
+
 struct klp_patch lp = {
 	.objs = list,
+	.states = states,
 };

@depends on shadowed@
symbol states, true;
constant other.number;
expression other.dtor;
@@
 struct klp_state states[] = {
++	{
++		.id = number,
++		.is_shadow = true,
++		.callbacks.shadow_dtor = dtor,
++	},
 	{ .is_shadow = true, }, ...
 };

@depends on shadowed@
symbol states;
initializer list[n] before;
@@
 struct klp_state states[] = { before, {
-	.callbacks.shadow_dtor = NULL,
 }, ... };
