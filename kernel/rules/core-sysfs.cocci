// SPDX-License-Identifier: GPL-2.0
/// States are visible in sysfs as long as a livepatch holds them.
// Files: kernel/livepatch/core.c

@include@
@@
 #include "state.h"
+#include "state_sysfs.h"

@init@
identifier patch;
@@
 klp_init_patch(struct klp_patch *patch)
 {
 ...
+ret = klp_add_state_kobjs(patch);
+if (ret)
+	return ret;
+
 list_add_tail(&patch->list, &klp_patches);
 ...
 }

@free@
identifier patch;
@@
 klp_free_patch_start(struct klp_patch *patch)
 {
 ...
+klp_del_state_kobjs(patch);
 klp_free_states(patch);
 ...
 }
