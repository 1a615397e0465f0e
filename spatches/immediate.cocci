// SPDX-License-Identifier: GPL-2.0
/// Livepatches and functions that were patched at once, without waiting for
/// tasks to leave the old code: .immediate is gone since 5.1. So is the guard
/// that set it on machines whose stacks are not reliable.
///
//# Such a livepatch now waits for its transition like any other one.
//
// Confidence: High
// Options: --no-includes
// Requires: a kernel of 5.1 or newer
// Keywords: livepatch, immediate, klp_have_reliable_stack

virtual patch
virtual context

@depends on context@
@@
* klp_have_reliable_stack()

@depends on patch@
statement S;
@@
-if (<+... klp_have_reliable_stack() ...+>) S

@depends on context@
identifier lp;
expression e;
@@
 struct klp_patch lp = {
*	.immediate = e,
 };

@depends on patch@
identifier lp;
expression e;
@@
 struct klp_patch lp = {
-	.immediate = e,
 };

@depends on context@
identifier funcs;
expression e;
initializer list[n] before;
@@
 struct klp_func funcs[...] = { before, {
*	.immediate = e,
 }, ... };

@depends on patch@
identifier funcs;
expression e;
initializer list[n] before;
@@
 struct klp_func funcs[...] = { before, {
-	.immediate = e,
 }, ... };
