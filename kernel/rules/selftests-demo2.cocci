// SPDX-License-Identifier: GPL-2.0
/// The second demo has a state of its own.
// Files: tools/testing/selftests/livepatch/test_modules/test_klp_callbacks_demo2.c

@objects@
@@
+static struct klp_state vmlinux_states[] = {
+	{
+		.id = 4,
+		.callbacks = {
+			.setup = pre_patch_callback,
+			.enable = post_patch_callback,
+			.disable = pre_unpatch_callback,
+			.remove = post_unpatch_callback,
+		},
+	}, { }
+};
+
 static struct klp_object objs[] = {
 	{
 		.name = NULL,
 		.funcs = no_funcs,
-		.callbacks = {
-			.pre_patch = pre_patch_callback,
-			.post_patch = post_patch_callback,
-			.pre_unpatch = pre_unpatch_callback,
-			.post_unpatch = post_unpatch_callback,
-		},
+		.states = vmlinux_states,
 	}, { }
 };
