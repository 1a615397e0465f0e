// SPDX-License-Identifier: GPL-2.0
/// As newer kernels want it.
// Files: kernel/livepatch/state.c
// Needs: kzalloc_obj include/linux/slab.h

@alloc@
expression e;
@@
-e = kzalloc(sizeof(*e), GFP_KERNEL);
+e = kzalloc_obj(*e);
