// SPDX-License-Identifier: GPL-2.0
/// Implicit states are called where the callbacks of an object were.
// Files: kernel/livepatch/core.h

@pre_patch@
identifier obj;
@@
 klp_pre_patch_callback(struct klp_object *obj)
 {
+struct klp_state *state = obj->implicit;
 int ret = 0;
-if (obj->callbacks.pre_patch)
-	ret = (*obj->callbacks.pre_patch)(obj);
-obj->callbacks.post_unpatch_enabled = !ret;
+
+if (!state)
+	return 0;
+
+if (state->callbacks.setup)
+	ret = state->callbacks.setup(state->patch, state);
+state->status = ret ? KLP_ABSENT : KLP_SET_UP;
 return ret;
 }

@post_patch@
identifier obj;
@@
 klp_post_patch_callback(struct klp_object *obj)
 {
-if (obj->callbacks.post_patch)
-	(*obj->callbacks.post_patch)(obj);
+struct klp_state *state = obj->implicit;
+
+if (state && state->callbacks.enable)
+	state->callbacks.enable(state->patch, state);
 }

@pre_unpatch@
identifier obj;
@@
 klp_pre_unpatch_callback(struct klp_object *obj)
 {
-if (obj->callbacks.pre_unpatch)
-	(*obj->callbacks.pre_unpatch)(obj);
+struct klp_state *state = obj->implicit;
+
+if (state && state->callbacks.disable)
+	state->callbacks.disable(state->patch, state);
 }

@post_unpatch@
identifier obj;
@@
 klp_post_unpatch_callback(struct klp_object *obj)
 {
-if (obj->callbacks.post_unpatch_enabled && obj->callbacks.post_unpatch)
-	(*obj->callbacks.post_unpatch)(obj);
-obj->callbacks.post_unpatch_enabled = false;
+struct klp_state *state = obj->implicit;
+
+if (!state)
+	return;
+
+if (state->status == KLP_SET_UP && state->callbacks.remove)
+	state->callbacks.remove(state->patch, state);
+state->status = KLP_ABSENT;
 }
