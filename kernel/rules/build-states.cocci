// SPDX-License-Identifier: GPL-2.0
/// Livepatches made by klp-build have states.
// Files: scripts/livepatch/init.c
// Needs: klp_object_ext

@include@
@@
 #include <linux/livepatch.h>
+#include <linux/livepatch_helpers.h>

@object@
identifier obj, obj_ext, funcs;
@@
 obj->name = obj_ext->name;
 obj->funcs = funcs;
+obj->states = obj_ext->states;

@size@
identifier obj_exts_sec_size;
@@
 livepatch_mod_init(...)
 {
 ...
 size_t obj_exts_sec_size;
+size_t states_sec_size;
 ...
 }
