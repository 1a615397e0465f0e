// SPDX-License-Identifier: GPL-2.0
/// A place to undo what was done for a module that is refused.
// Files: kernel/livepatch/core.c

@label@
@@
 klp_module_coming(...)
 {
 <...
+err_loaded:
 err:
 ...>
 }

@coming@
identifier obj;
symbol ret, err, err_loaded;
@@
 klp_module_coming(...)
 {
 <...
 ret = klp_pre_patch_callback(obj);
 if (ret) {
 	...
-	goto err;
+	goto err_loaded;
 }
 ret = klp_patch_object(obj);
 if (ret) {
 	...
-	goto err;
+	goto err_loaded;
 }
 ...>
 }

@unload@
identifier obj;
@@
 klp_module_coming(...)
 {
 <...
-obj->mod = NULL;
+klp_free_object_loaded(obj);
 ...>
 }
