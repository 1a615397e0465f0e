// SPDX-License-Identifier: GPL-2.0
/// Export klp_enable_patch() under a name that old modules don't know.
// Files: kernel/livepatch/core.c

@define@
identifier patch;
@@
-int klp_enable_patch(struct klp_patch *patch)
+int klp_enable_livepatch(struct klp_patch *patch)
 { ... }

@export@
declarer name EXPORT_SYMBOL_GPL;
@@
-EXPORT_SYMBOL_GPL(klp_enable_patch);
+EXPORT_SYMBOL_GPL(klp_enable_livepatch);
