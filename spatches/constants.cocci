// SPDX-License-Identifier: GPL-2.0
/// The constants that klp_transition's users compare with were renamed in 6.10.
///
// Confidence: High
// Options: --no-includes
// Requires: a kernel of 6.10 or newer
// Keywords: livepatch, KLP_UNDEFINED, KLP_UNPATCHED, KLP_PATCHED

virtual patch
virtual context

@depends on context@
@@
(
* KLP_UNDEFINED
|
* KLP_UNPATCHED
|
* KLP_PATCHED
)

@depends on patch@
@@
(
-KLP_UNDEFINED
+KLP_TRANSITION_IDLE
|
-KLP_UNPATCHED
+KLP_TRANSITION_UNPATCHED
|
-KLP_PATCHED
+KLP_TRANSITION_PATCHED
)
