// SPDX-License-Identifier: GPL-2.0
/// Patches and objects have states, and states have callbacks.
// Files: include/linux/livepatch.h

@include@
@@
 #include <linux/list.h>
+#include <linux/livepatch_state.h>

@object depends on include@
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

@patch depends on object@
@@
 struct klp_patch {
 ...
 struct kobject kobj;
+struct kobject *states_kobj;
 ...
 };

@callbacks depends on patch@
@@
-struct klp_callbacks { ... };

@depends on callbacks@
@@
-struct klp_state { ... };
