// SPDX-License-Identifier: GPL-2.0
/// Until 4.17 klp_shadow_alloc() and klp_shadow_get_or_alloc() copied data into
/// the new shadow variable; today a constructor fills it.
///
//# Known is data that is NULL, where nothing has to be filled in, and &variable
//# with its own size, which a constructor copies. Other data is for a person.
//
// Confidence: High
// Options: --no-includes
// Requires: a kernel of 4.17 or newer
// Keywords: livepatch, klp_shadow_alloc, klp_shadow_get_or_alloc

virtual patch
virtual context

@depends on context@
identifier alloc = { klp_shadow_alloc, klp_shadow_get_or_alloc };
expression where, number, content, size, gfp;
@@
* alloc(where, number, content, size, gfp)

@depends on patch@
identifier alloc = { klp_shadow_alloc, klp_shadow_get_or_alloc };
expression where, number, size, gfp;
@@
 alloc(where, number,
-	NULL, size, gfp
+	size, gfp, NULL, NULL
 )

// One in a function. What is left, klp-spatch names.
@depends on patch@
type T;
idexpression T content;
identifier f;
identifier alloc = { klp_shadow_alloc, klp_shadow_get_or_alloc };
expression where, number, gfp;
fresh identifier ctor = f ## "_ctor";
@@
+static int ctor(void *obj, void *shadow_data, void *ctor_data)
+{
+	*(T *)shadow_data = *(T *)ctor_data;
+	return 0;
+}
+
 f(...)
 {
 ...
 alloc(where, number,
-	&content, sizeof(content), gfp
+	sizeof(content), gfp, ctor, &content
 )
 ...
 }
