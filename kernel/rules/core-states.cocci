// SPDX-License-Identifier: GPL-2.0
/// A livepatch holds its states from before it is visible until it leaves.
// Files: kernel/livepatch/core.c

@terminator@
identifier obj;
@@
-if (!obj->funcs)
+if (!obj->funcs && !obj->states)
 	return -EINVAL;

@enable@
identifier patch;
@@
 klp_enable_livepatch(struct klp_patch *patch)
 {
 ...
-if (!klp_is_patch_compatible(patch)) { ... }
 ...
 klp_init_patch_early(patch);
+
+ret = klp_init_states(patch);
+if (ret)
+	goto err;
 ...
 }

@free@
identifier patch;
@@
 klp_free_patch_start(struct klp_patch *patch)
 {
 ...
+klp_free_states(patch);
 klp_free_objects(patch);
 }
