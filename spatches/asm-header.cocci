// SPDX-License-Identifier: GPL-2.0
/// <asm/livepatch.h> is gone since 5.19, and no livepatch needs it.
///
// Confidence: High
// Options: --no-includes
// Requires: a kernel of 5.19 or newer
// Keywords: livepatch, klp_arch_set_pc

virtual patch
virtual context

@depends on context@
@@
* #include <asm/livepatch.h>

@depends on patch@
@@
- #include <asm/livepatch.h>
