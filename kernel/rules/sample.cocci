// SPDX-License-Identifier: GPL-2.0
/// The sample shows states instead of callbacks.
// Files: samples/livepatch/livepatch-callbacks-demo.c

@setup_callback@
@@
-static int pre_patch_callback(struct klp_object *obj)
+static int setup_callback(struct klp_patch *patch, struct klp_state *state)
 {
-	callback_info(__func__, obj);
+	callback_info(__func__, state->obj);
 	return pre_patch_ret;
 }

@enable_callback@
@@
-static void post_patch_callback(struct klp_object *obj)
+static void enable_callback(struct klp_patch *patch, struct klp_state *state)
 {
-	callback_info(__func__, obj);
+	callback_info(__func__, state->obj);
 }

@disable_callback@
@@
-static void pre_unpatch_callback(struct klp_object *obj)
+static void disable_callback(struct klp_patch *patch, struct klp_state *state)
 {
-	callback_info(__func__, obj);
+	callback_info(__func__, state->obj);
 }

@remove_callback@
@@
-static void post_unpatch_callback(struct klp_object *obj)
+static void remove_callback(struct klp_patch *patch, struct klp_state *state)
 {
-	callback_info(__func__, obj);
+	callback_info(__func__, state->obj);
 }

@objects@
@@
+static struct klp_state vmlinux_states[] = {
+	{
+		.id = 1,
+		.callbacks = {
+			.setup = setup_callback,
+			.enable = enable_callback,
+			.disable = disable_callback,
+			.remove = remove_callback,
+		},
+	}, { }
+};
+
+static struct klp_state mod_states[] = {
+	{
+		.id = 2,
+		.callbacks = {
+			.setup = setup_callback,
+			.enable = enable_callback,
+			.disable = disable_callback,
+			.remove = remove_callback,
+		},
+	}, { }
+};
+
+static struct klp_state busymod_states[] = {
+	{
+		.id = 3,
+		.callbacks = {
+			.setup = setup_callback,
+			.enable = enable_callback,
+			.disable = disable_callback,
+			.remove = remove_callback,
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
 		.name = "livepatch_callbacks_mod",
 		.funcs = no_funcs,
-		.callbacks = {
-			.pre_patch = pre_patch_callback,
-			.post_patch = post_patch_callback,
-			.pre_unpatch = pre_unpatch_callback,
-			.post_unpatch = post_unpatch_callback,
-		},
+		.states = mod_states,
 	},	{
 		.name = "livepatch_callbacks_busymod",
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
