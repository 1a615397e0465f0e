// SPDX-License-Identifier: GPL-2.0
/// A module built against the old structures does not find klp_enable_patch().
// Files: include/linux/livepatch.h

@declare@
@@
-int klp_enable_patch(struct klp_patch *);
+int klp_enable_livepatch(struct klp_patch *patch);
+
+/* Not exported: modules with the structures of older kernels ask for it. */
+static inline int klp_enable_patch(struct klp_patch *patch)
+{
+	return klp_enable_livepatch(patch);
+}
