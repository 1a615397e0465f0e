// SPDX-License-Identifier: GPL-2.0
/// Callbacks that return when the livepatch before had the state already: such a
/// state is inherited now, without a call of them. The check goes.
///
//# Known are checks of klp_get_prev_state() in a callback, or in a function that
//# one callback alone calls, that do no more than print, take over the data and
//# return. In a livepatch with more than one id, or with an id that it does not
//# declare, nothing is done.
//
// Confidence: Moderate
// Options: --no-includes
// Requires: the state API of livepatch
// Keywords: livepatch, klp_get_prev_state

virtual patch
virtual context

@declared@
identifier own_states;
expression own;
@@
 struct klp_state own_states[] = { { .id = own, }, { } };

@pointed@
identifier objects, cb;
identifier at = { pre_patch, post_patch, pre_unpatch, post_unpatch };
initializer list[n] before;
@@
(
 struct klp_object objects[...] = { before, { .callbacks = { .at = cb } }, ... };
|
 struct klp_object objects = { .callbacks = { .at = cb } };
)

@asks@
identifier helper;
expression declared.own;
@@
 helper(...) { <+... klp_get_prev_state(own) ...+> }

// Called by one callback, and nowhere else
@called@
identifier pointed.cb, asks.helper;
@@
 cb(...) { <+... helper(...) ...+> }

@elsewhere@
identifier asks.helper;
identifier other != pointed.cb;
@@
 other(...) { <+... helper ...+> }

@checked depends on called && !elsewhere@
identifier asks.helper, prev;
expression declared.own, state;
position p;
@@
 helper(...)
 {
 ...
 prev =@p klp_get_prev_state(own);
(
 if (prev)
	return 0;
|
 if (prev)
	return;
|
 if (prev) {
	pr_info(...);
	return 0;
 }
|
 if (prev) {
	pr_info(...);
	return;
 }
|
 if (prev) {
	state->data = prev->data;
	return;
 }
|
 if (prev) {
	pr_info(...);
	state->data = prev->data;
	return;
 }
)
 ... when != prev
 }

@depends on context@
identifier checked.prev;
position checked.p;
@@
* prev =@p klp_get_prev_state(...);

@depends on patch@
identifier checked.prev;
position checked.p;
statement S;
@@
-prev =@p klp_get_prev_state(...);
-if (prev) S

@depends on patch@
identifier asks.helper, checked.prev;
@@
 helper(...)
 {
 ... when != prev
-struct klp_state *prev;
 ... when != prev
 }
