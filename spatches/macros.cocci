// SPDX-License-Identifier: GPL-2.0
/// Callbacks that macros declare, for kpatch-build or klp-build, are for
/// klp-migrate: they become KLP_STATE().
///
//# SmPL finds them, but can't write an initializer as argument of a macro.
//
// Confidence: High
// Options: --no-includes
// Keywords: livepatch, KLP_PRE_PATCH_CALLBACK, KPATCH_PRE_PATCH_CALLBACK

virtual context

@depends on context@
declarer macro =~ "^K(LP|PATCH)_(PRE|POST)_(UN)?PATCH_CALLBACK$";
identifier f;
@@
* macro(f);

@depends on context@
declarer macro =~ "^KPATCH_(UN)?LOAD_HOOK$";
identifier f;
@@
* macro(f);
