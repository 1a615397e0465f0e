// SPDX-License-Identifier: GPL-2.0
/// Until 4.17 klp_shadow_free() and klp_shadow_free_all() took no destructor.
///
// Confidence: High
// Options: --no-includes
// Requires: a kernel of 4.17 or newer
// Keywords: livepatch, klp_shadow_free, klp_shadow_free_all

virtual patch
virtual context

@depends on context@
expression where, number;
@@
(
* klp_shadow_free(where, number)
|
* klp_shadow_free_all(number)
)

@depends on patch@
expression where, number;
@@
(
 klp_shadow_free(where, number
+	, NULL
 )
|
 klp_shadow_free_all(number
+	, NULL
 )
)
