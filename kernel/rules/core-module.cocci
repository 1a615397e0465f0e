// SPDX-License-Identifier: GPL-2.0
/// The states of an object come and go with its module.
// Files: kernel/livepatch/core.c

@going@
identifier obj;
@@
 klp_cleanup_module_patches_limited(...)
 {
 <...
 if (patch != klp_transition_patch)
 	klp_pre_unpatch_callback(obj);
+klp_disable_object_states(obj);
 ...
 klp_post_unpatch_callback(obj);
+klp_remove_object_states(obj);
 ...>
 }

@orphans@
identifier mod;
@@
 klp_module_going(struct module *mod)
 {
 ...
 klp_cleanup_module_patches_limited(mod, NULL);
+klp_remove_orphans(mod);
 ...
 }

@coming@
identifier obj;
@@
 klp_module_coming(...)
 {
 <...
+ret = klp_load_object_states(obj);
+if (ret)
+	goto err_loaded;
+
 ret = klp_pre_patch_callback(obj);
 ...
+klp_enable_object_states(obj);
 if (patch != klp_transition_patch)
 	klp_post_patch_callback(obj);
 ...>
 }

@refuse@
@@
 klp_module_coming(...)
 {
 <...
 err_loaded:
+klp_disable_object_states(obj);
+klp_remove_object_states(obj);
 ...>
 }
