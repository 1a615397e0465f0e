// SPDX-License-Identifier: GPL-2.0
/// Turn the callbacks of a livepatched object into a state of that object:
/// its functions get the new signature, its table .states in place of
/// .callbacks. pre_patch becomes setup, post_patch enable, pre_unpatch disable
/// and post_unpatch remove.
///
//# A livepatch that replaces another one with the same id runs none of the
//# four. What they share in static variables, or publish (a notifier, a timer,
//# a hook), is for a person to review.
//#
//# An id can't be derived here. KLP_STATE_ID_<table><index> is printed, which
//# nobody defines, so that the compiler asks for it. Give every fix one number,
//# the same in all its livepatches and on all kernels.
//#
//# Known are single objects and the first four of a table, with designators,
//# and functions in the same file that take a plain `struct klp_object *` and
//# leave it what it is.
//# klp-spatch refuses a file with anything else, and a livepatch that has states
//# already, unless callbacks-merge.cocci knows what to do.
//
// Confidence: Moderate
// Options: --no-includes
// Requires: the state API of livepatch
// Keywords: livepatch, klp_callbacks, klp_state

virtual patch
virtual context

@callback@
identifier objects, f;
identifier at = { pre_patch, post_patch, pre_unpatch, post_unpatch };
initializer list[n] before;
@@
(
 struct klp_object objects[...] = { before, { .callbacks = { .at = f } }, ... };
|
 struct klp_object objects = { .callbacks = { .at = f } };
)

// ---------------------------------------------------------------------------
// The functions. spatch edits the prototypes along with them.

@known@
identifier callback.f, param;
expression e;
@@
 f(struct klp_object *param)
 {
 ... when != param = e
     when != &param
 }

@depends on context@
identifier callback.f, known.param;
@@
* f(struct klp_object *param)
 { ... }

@depends on patch@
identifier callback.f, known.param;
identifier taken =~ "^(patch|state)$";
type T;
@@
 T f(
-	struct klp_object *param
+	struct klp_patch *patch, struct klp_state *state
 )
 {
 ... when != taken
 }

// In those that have a patch or a state already, or both
@depends on patch@
identifier callback.f, known.param;
identifier taken =~ "^(this_patch|state)$";
type T;
@@
 T f(
-	struct klp_object *param
+	struct klp_patch *this_patch, struct klp_state *state
 )
 {
 ... when != taken
 }

@depends on patch@
identifier callback.f, known.param;
identifier taken =~ "^(patch|this_state)$";
type T;
@@
 T f(
-	struct klp_object *param
+	struct klp_patch *patch, struct klp_state *this_state
 )
 {
 ... when != taken
 }

@depends on patch@
identifier callback.f, known.param;
identifier taken =~ "^this_(patch|state)$";
type T;
@@
 T f(
-	struct klp_object *param
+	struct klp_patch *this_patch, struct klp_state *this_state
 )
 {
 ... when != taken
 }

@depends on patch@
identifier callback.f, known.param, caller, p, s;
@@
 caller(struct klp_patch *p, struct klp_state *s)
 {
 <...
 f(
-	param
+	p, s
 )
 ...>
 }

@depends on patch@
identifier callback.f, known.param, p, s;
@@
 f(struct klp_patch *p, struct klp_state *s)
 {
 <...
-param
+s->obj
 ...>
 }

// ---------------------------------------------------------------------------
// The tables. The length of `before` can't become part of a name: one rule for
// each place in the table.

@depends on context@
identifier objects;
initializer members;
initializer list[n] before;
@@
(
 struct klp_object objects[...] = { before, {
*	.callbacks = members,
 }, ... };
|
 struct klp_object objects = {
*	.callbacks = members,
 };
)

@depends on patch@
identifier objects;
fresh identifier table = objects ## "_states";
fresh identifier number = "KLP_STATE_ID_" ## objects;
initializer members;
@@
+static struct klp_state table[] = {
+	{
+		.id = number,
+		.callbacks = members,
+	}, { }
+};
+
 struct klp_object objects = {
-	.callbacks = members
+	.states = table
 ,
 };

@depends on patch@
identifier objects;
fresh identifier table = objects ## "_states0";
fresh identifier number = "KLP_STATE_ID_" ## objects ## "0";
initializer members;
initializer list[0] before;
@@
+static struct klp_state table[] = {
+	{
+		.id = number,
+		.callbacks = members,
+	}, { }
+};
+
 struct klp_object objects[...] = { before, {
-	.callbacks = members
+	.states = table
 ,
 }, ... };

@depends on patch@
identifier objects;
fresh identifier table = objects ## "_states1";
fresh identifier number = "KLP_STATE_ID_" ## objects ## "1";
initializer members;
initializer list[1] before;
@@
+static struct klp_state table[] = {
+	{
+		.id = number,
+		.callbacks = members,
+	}, { }
+};
+
 struct klp_object objects[...] = { before, {
-	.callbacks = members
+	.states = table
 ,
 }, ... };

@depends on patch@
identifier objects;
fresh identifier table = objects ## "_states2";
fresh identifier number = "KLP_STATE_ID_" ## objects ## "2";
initializer members;
initializer list[2] before;
@@
+static struct klp_state table[] = {
+	{
+		.id = number,
+		.callbacks = members,
+	}, { }
+};
+
 struct klp_object objects[...] = { before, {
-	.callbacks = members
+	.states = table
 ,
 }, ... };

@depends on patch@
identifier objects;
fresh identifier table = objects ## "_states3";
fresh identifier number = "KLP_STATE_ID_" ## objects ## "3";
initializer members;
initializer list[3] before;
@@
+static struct klp_state table[] = {
+	{
+		.id = number,
+		.callbacks = members,
+	}, { }
+};
+
 struct klp_object objects[...] = { before, {
-	.callbacks = members
+	.states = table
 ,
 }, ... };

// The members, now inside struct klp_state.

@depends on patch@
identifier table, f;
@@
 struct klp_state table[] = { { .callbacks = {
-	.pre_patch = f,
+	.setup = f,
 } }, ... };

@depends on patch@
identifier table, f;
@@
 struct klp_state table[] = { { .callbacks = {
-	.post_patch = f,
+	.enable = f,
 } }, ... };

@depends on patch@
identifier table, f;
@@
 struct klp_state table[] = { { .callbacks = {
-	.pre_unpatch = f,
+	.disable = f,
 } }, ... };

@depends on patch@
identifier table, f;
@@
 struct klp_state table[] = { { .callbacks = {
-	.post_unpatch = f,
+	.remove = f,
 } }, ... };

@depends on patch@
identifier table;
identifier at = { setup, enable, disable, remove };
@@
 struct klp_state table[] = { { .callbacks = {
-	.at = NULL,
 } }, ... };
