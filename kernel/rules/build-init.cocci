// SPDX-License-Identifier: GPL-2.0
/// klp-build's callbacks follow their object: implicit states call them.
// Files: scripts/livepatch/init.c
// Needs: klp_object_ext

@wrappers@
iterator name klp_for_each_object_static;
@@
 static struct klp_patch *patch;
+
+/* The core frees it with the livepatch: the state has to come first. */
+struct implicit_state {
+	struct klp_state state;
+	struct klp_callbacks callbacks;
+};
+
+static struct klp_callbacks *to_callbacks(struct klp_state *state)
+{
+	return &container_of(state, struct implicit_state, state)->callbacks;
+}
+
+/* before the transition that patches the object */
+static int implicit_setup(struct klp_patch *patch, struct klp_state *state)
+{
+	return to_callbacks(state)->pre_patch(state->obj);
+}
+
+/* after it */
+static void implicit_enable(struct klp_patch *patch, struct klp_state *state)
+{
+	to_callbacks(state)->post_patch(state->obj);
+}
+
+/* before the transition that unpatches the object */
+static void implicit_disable(struct klp_patch *patch, struct klp_state *state)
+{
+	to_callbacks(state)->pre_unpatch(state->obj);
+}
+
+/* after it */
+static void implicit_remove(struct klp_patch *patch, struct klp_state *state)
+{
+	to_callbacks(state)->post_unpatch(state->obj);
+}
+
+/* @callbacks is in a section that goes after init */
+static struct klp_state *alloc_implicit(const struct klp_callbacks *callbacks)
+{
+	struct implicit_state implicit = { };
+	struct klp_state_callbacks *cb = &implicit.state.callbacks;
+
+	implicit.callbacks = *callbacks;
+	if (callbacks->pre_patch)
+		cb->setup = implicit_setup;
+	if (callbacks->post_patch)
+		cb->enable = implicit_enable;
+	if (callbacks->pre_unpatch)
+		cb->disable = implicit_disable;
+	if (callbacks->post_unpatch)
+		cb->remove = implicit_remove;
+	return kmemdup(&implicit, sizeof(implicit), GFP_KERNEL);
+}

@free@
identifier obj;
iterator name klp_for_each_object_static;
@@
 free_patch(void)
 {
 ...
-klp_for_each_object_static(patch, obj)
+klp_for_each_object_static(patch, obj) {
+	/* NULL when the core has taken it */
+	kfree(obj->implicit);
 	kfree(obj->funcs);
+}
 ...
 }

@callbacks@
identifier obj, obj_ext;
@@
 livepatch_mod_init(...)
 {
 <...
-memcpy(&obj->callbacks, &obj_ext->callbacks, sizeof(struct klp_callbacks));
+obj->implicit = alloc_implicit(&obj_ext->callbacks);
+if (!obj->implicit) {
+	ret = -ENOMEM;
+	goto err_free_objs;
+}
 ...>
 }
