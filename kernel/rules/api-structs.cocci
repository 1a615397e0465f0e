// SPDX-License-Identifier: GPL-2.0
/// Patches and objects have states, and states have callbacks.
// Files: include/linux/livepatch.h

@include@
@@
 #include <linux/list.h>
+#include <linux/livepatch_state.h>

@object@
@@
 struct klp_object {
 ...
 struct klp_func *funcs;
-struct klp_callbacks callbacks;
+struct klp_state *states;
 ...
 struct kobject kobj;
+struct klp_state *implicit;
 ...
 };

@patch@
@@
 struct klp_patch {
 ...
 struct kobject kobj;
+struct kobject *states_kobj;
 struct list_head obj_list;
+struct list_head state_list;
 ...
 };

@state@
@@
-struct klp_state { ... };
