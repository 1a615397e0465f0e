// SPDX-License-Identifier: GPL-2.0
/// A livepatch that can't be enabled is freed, all of it.
// Files: scripts/livepatch/init.c
// Needs: klp_object_ext

@free@
iterator name klp_for_each_object_static;
@@
 static struct klp_patch *patch;
+
+static void free_patch(void)
+{
+	struct klp_object *obj;
+
+	klp_for_each_object_static(patch, obj)
+		kfree(obj->funcs);
+
+	kfree(patch->objs);
+	kfree(patch);
+}

@objects@
identifier objs;
@@
 livepatch_mod_init(...)
 {
 ...
 objs = kzalloc(...);
 if (!objs) { ... }
+patch->objs = objs;
 ...
 patch->mod = THIS_MODULE;
-patch->objs = objs;
 ...
 }

@functions@
identifier objs, i, j;
@@
 livepatch_mod_init(...)
 {
 <...
-for (int j = 0; j < i; j++)
-	kfree(objs[j].funcs);
 goto err_free_objs;
 ...>
 }

@failure@
identifier objs;
@@
 livepatch_mod_init(...)
 {
 <...
 err_free_objs:
-kfree(objs);
+free_patch();
+return ret;
 err_free_patch:
 ...>
 }

@enable@
@@
 livepatch_mod_init(...)
 {
 <...
-return klp_enable_patch(patch);
+ret = klp_enable_patch(patch);
+if (ret)
+	goto err_free_objs;
+return 0;
 ...>
 }

@exit@
identifier obj;
iterator name klp_for_each_object_static;
@@
 livepatch_mod_exit(void)
 {
-struct klp_object *obj;
-klp_for_each_object_static(patch, obj)
-	kfree(obj->funcs);
-kfree(patch->objs);
-kfree(patch);
+free_patch();
 }
