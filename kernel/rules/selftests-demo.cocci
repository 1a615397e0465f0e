// SPDX-License-Identifier: GPL-2.0
/// Each object of the demo has a state.
// Files: tools/testing/selftests/livepatch/test_modules/test_klp_callbacks_demo.c

@objects@
@@
+static struct klp_state vmlinux_states[] = {
+	{
+		.id = 1,
+		.callbacks = {
+			.setup = pre_patch_callback,
+			.enable = post_patch_callback,
+			.disable = pre_unpatch_callback,
+			.remove = post_unpatch_callback,
+		},
+	}, { }
+};
+
+static struct klp_state mod_states[] = {
+	{
+		.id = 2,
+		.callbacks = {
+			.setup = pre_patch_callback,
+			.enable = post_patch_callback,
+			.disable = pre_unpatch_callback,
+			.remove = post_unpatch_callback,
+		},
+	}, { }
+};
+
+static struct klp_state busymod_states[] = {
+	{
+		.id = 3,
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
 	},	{
 		.name = "test_klp_callbacks_mod",
 		.funcs = no_funcs,
-		.callbacks = {
-			.pre_patch = pre_patch_callback,
-			.post_patch = post_patch_callback,
-			.pre_unpatch = pre_unpatch_callback,
-			.post_unpatch = post_unpatch_callback,
-		},
+		.states = mod_states,
 	},	{
 		.name = "test_klp_callbacks_busy",
 		.funcs = busymod_funcs,
-		.callbacks = {
-			.pre_patch = pre_patch_callback,
-			.post_patch = post_patch_callback,
-			.pre_unpatch = pre_unpatch_callback,
-			.post_unpatch = post_unpatch_callback,
-		},
+		.states = busymod_states,
 	}, { }
 };
