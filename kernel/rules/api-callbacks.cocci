// SPDX-License-Identifier: GPL-2.0
/// The callbacks of an object are gone. Newer kernels have their structure in
/// livepatch_external.h, where objtool needs it.
// Files: include/linux/livepatch.h
// Needs: klp_callbacks

@callbacks@
@@
-struct klp_callbacks { ... };
