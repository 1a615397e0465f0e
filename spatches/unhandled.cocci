// SPDX-License-Identifier: GPL-2.0
/// Finds callbacks that are written without a name to search for, or set in a
/// way that callbacks.cocci does not know. klp-spatch leaves such files alone.
///
// Confidence: High
// Options: --no-includes
// Keywords: livepatch, klp_callbacks

virtual context

// The third member was the callbacks.

@depends on context@
identifier objs;
expression name, funcs;
initializer members;
@@
 struct klp_object objs = { name, funcs,
*	members
 , ... };

@depends on context@
identifier objs;
expression name, funcs;
initializer members;
initializer list[n] before;
@@
 struct klp_object objs[...] = { before, { name, funcs,
*	members
 , ... }, ... };

// Not { .pre_patch = f } and the like.

@depends on context@
identifier objs;
expression first;
@@
 struct klp_object objs = {
*	.callbacks = first,
 };

@depends on context@
identifier objs;
expression first;
@@
 struct klp_object objs = {
*	.callbacks = { first, ... },
 };

@depends on context@
identifier objs;
expression first;
initializer list[n] before;
@@
 struct klp_object objs[...] = { before, {
*	.callbacks = first,
 }, ... };

@depends on context@
identifier objs;
expression first;
initializer list[n] before;
@@
 struct klp_object objs[...] = { before, {
*	.callbacks = { first, ... },
 }, ... };
