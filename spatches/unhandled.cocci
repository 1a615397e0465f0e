// SPDX-License-Identifier: GPL-2.0
/// Finds old forms that no rule here handles, and that have no name to search
/// for. klp-spatch leaves such files alone.
///
// Confidence: High
// Options: --no-includes
// Keywords: livepatch, klp_callbacks, klp_shadow_alloc

virtual context

// The third member was the callbacks.

@depends on context@
identifier objects;
expression name, funcs;
initializer members;
@@
 struct klp_object objects = { name, funcs,
*	members
 , ... };

@depends on context@
identifier objects;
expression name, funcs;
initializer members;
initializer list[n] before;
@@
 struct klp_object objects[...] = { before, { name, funcs,
*	members
 , ... }, ... };

// Not { .pre_patch = f } and the like.

@depends on context@
identifier objects;
expression first;
@@
 struct klp_object objects = {
*	.callbacks = first,
 };

@depends on context@
identifier objects;
expression first;
@@
 struct klp_object objects = {
*	.callbacks = { first, ... },
 };

@depends on context@
identifier objects;
expression first;
initializer list[n] before;
@@
 struct klp_object objects[...] = { before, {
*	.callbacks = first,
 }, ... };

@depends on context@
identifier objects;
expression first;
initializer list[n] before;
@@
 struct klp_object objects[...] = { before, {
*	.callbacks = { first, ... },
 }, ... };

// The data that a shadow variable is to be filled with, by other means than
// shadow-alloc.cocci knows

@known@
identifier alloc = { klp_shadow_alloc, klp_shadow_get_or_alloc };
idexpression content;
expression where, number, size, gfp;
position p;
@@
(
 alloc@p(where, number, NULL, size, gfp)
|
 alloc@p(where, number, &content, sizeof(content), gfp)
)

@depends on context@
identifier alloc = { klp_shadow_alloc, klp_shadow_get_or_alloc };
expression where, number, content, size, gfp;
position p != known.p;
@@
* alloc@p(where, number, content, size, gfp)
