// SPDX-License-Identifier: GPL-2.0
/// A livepatch with one state of its own, and callbacks for vmlinux that set it
/// up: what callbacks.cocci makes a state of the object belongs into that one.
///
//# Only with one patch-wide state, one object, vmlinux, all four callbacks, and
//# a call of klp_get_state() for it, which tells that they are about it. A
//# patch-wide state has no object, but vmlinux's is the first of the livepatch.
//#
//# The livepatch that inherits the state runs none of its callbacks. So that it
//# finds the data, it gets a takeover. One that looks at the state of the
//# livepatch before, klp_get_prev_state(), is for a person.
//
// Confidence: Low
// Options: --no-includes
// Requires: callbacks.cocci before it
// Keywords: livepatch, klp_state

virtual patch
virtual context

// ---------------------------------------------------------------------------
// Is it the one case?

@prev@
@@
 klp_get_prev_state(...)

@named@
identifier objects;
expression what != NULL;
@@
 struct klp_object objects[] = { { .name = what, }, ... };

@sole depends on !prev && !named@
identifier mine, lp;
@@
 struct klp_patch lp = { .states = mine, };

@single@
identifier sole.mine;
initializer list[2] entries;
@@
 struct klp_state mine[] = { entries };

@entry depends on single@
identifier sole.mine;
expression number;
@@
 struct klp_state mine[] = { { .id = number, }, ... };

@get@
identifier sole.lp;
expression entry.number;
@@
 klp_get_state(&lp, number)

@vmlinux depends on get@
identifier objects;
initializer list[2] entries;
@@
 struct klp_object objects[] = { entries };

@depends on context && vmlinux@
identifier vmlinux.objects, up, on, off, down;
@@
 struct klp_object objects[] = { {
*	.callbacks = {
*	.pre_patch = up, .post_patch = on, .pre_unpatch = off, .post_unpatch = down,
*	},
 }, ... };

@made depends on vmlinux@
identifier table, up, on, off, down;
@@
 struct klp_state table[] = { { .callbacks = {
	.setup = up, .enable = on, .disable = off, .remove = down,
 }, }, ... };

// ---------------------------------------------------------------------------
// The tables

@linked depends on patch@
identifier vmlinux.objects, made.table;
@@
 struct klp_object objects[] = { {
-	.states = table,
 }, ... };

@moved depends on linked@
identifier made.table;
expression number;
initializer members;
@@
-static struct klp_state table[] = { { .id = number, .callbacks = members, }, ... };

@depends on moved@
identifier sole.mine;
initializer moved.members;
expression entry.number;
@@
+static void take_over_data(struct klp_patch *patch, struct klp_state *state,
+			    struct klp_state *old)
+{
+	state->data = old->data;
+}
+
 struct klp_state mine[] = { {
 	.id = number,
+	.callbacks = members,
 }, ... };

// Written once more, the members get their spaces back.
@depends on moved@
identifier sole.mine, made.up, made.on, made.off, made.down;
@@
 struct klp_state mine[] = { { .callbacks = {
-	.setup = up
+	.setup = up
 ,
-	.enable = on
+	.enable = on
 ,
-	.disable = off
+	.disable = off
 ,
-	.remove = down,
+	.remove = down,
+	.takeover = take_over_data,
 }, }, ... };

// ---------------------------------------------------------------------------
// The functions

@depends on moved@
identifier f, p, s;
@@
 f(struct klp_patch *p, struct klp_state *s)
 {
 <...
-s->obj
+p->objs
 ...>
 }
