// SPDX-License-Identifier: GPL-2.0
/// Introduce and disable states before tasks start to switch.
// Files: kernel/livepatch/core.c

@disabled@
identifier patch;
iterator name klp_for_each_object;
@@
 __klp_disable_patch(struct klp_patch *patch)
 {
 ...
+if (klp_is_disable_blocked(patch))
+	return -EPERM;
+
 klp_init_transition(patch, ...);
 klp_for_each_object(patch, ...) { ... }
+klp_disable_states();
 ...
 }

@enable@
identifier patch, obj;
iterator name klp_for_each_object;
@@
 __klp_enable_patch(struct klp_patch *patch)
 {
 ...
 smp_wmb();
+
+ret = klp_setup_states(patch->states);
+if (ret)
+	goto err;
 klp_for_each_object(patch, obj) {
 	...
+	ret = klp_setup_states(obj->states);
+	if (ret)
+		goto err;
+
 	ret = klp_pre_patch_callback(obj);
 	...
 }
+
+klp_disable_states();
 klp_start_transition();
 ...
 }
