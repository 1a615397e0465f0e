// SPDX-License-Identifier: GPL-2.0
/// The callbacks of the selftests become those of states, and print the same.
// Files: tools/testing/selftests/livepatch/test_modules/test_klp_callbacks_demo.c tools/testing/selftests/livepatch/test_modules/test_klp_callbacks_demo2.c

@pre_patch@
@@
-static int pre_patch_callback(struct klp_object *obj)
+static int pre_patch_callback(struct klp_patch *patch, struct klp_state *state)
 {
-	callback_info(__func__, obj);
+	callback_info(__func__, state->obj);
 	...
 }

@post_patch@
@@
-static void post_patch_callback(struct klp_object *obj)
+static void post_patch_callback(struct klp_patch *patch, struct klp_state *state)
 {
-	callback_info(__func__, obj);
+	callback_info(__func__, state->obj);
 }

@pre_unpatch@
@@
-static void pre_unpatch_callback(struct klp_object *obj)
+static void pre_unpatch_callback(struct klp_patch *patch, struct klp_state *state)
 {
-	callback_info(__func__, obj);
+	callback_info(__func__, state->obj);
 }

@post_unpatch@
@@
-static void post_unpatch_callback(struct klp_object *obj)
+static void post_unpatch_callback(struct klp_patch *patch, struct klp_state *state)
 {
-	callback_info(__func__, obj);
+	callback_info(__func__, state->obj);
 }
