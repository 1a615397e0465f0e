// SPDX-License-Identifier: GPL-2.0
/// A transition tells the states when it begins and when it has completed.
// Files: kernel/livepatch/transition.c

@include@
@@
 #include "patch.h"
+#include "state.h"

@begin@
identifier patch, obj, func;
iterator name klp_for_each_object, klp_for_each_func;
@@
 klp_init_transition(struct klp_patch *patch, ...)
 {
 ...
 klp_for_each_object(patch, obj)
 	klp_for_each_func(obj, func)
 		func->transition = true;
+
+klp_begin_states(patch);
 }

@complete@
identifier obj;
iterator name klp_for_each_object;
expression patched, unpatched;
@@
 klp_complete_transition(...)
 {
 ...
+if (klp_target_state == patched)
+	klp_complete_states(true);
 klp_for_each_object(klp_transition_patch, obj) {
 	if (!klp_is_object_loaded(obj))
 		continue;
 	if (klp_target_state == patched)
 		klp_post_patch_callback(obj);
 	else if (klp_target_state == unpatched)
 		klp_post_unpatch_callback(obj);
 }
+
+if (klp_target_state == unpatched)
+	klp_complete_states(false);
 ...
 }
