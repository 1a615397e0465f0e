// SPDX-License-Identifier: GPL-2.0
/// Free the shadow variables of many ids in one walk, destructors may sleep.
// Files: kernel/livepatch/shadow.c

@include@
@@
 #include <linux/livepatch.h>
+#include "shadow.h"

@functions@
typedef bool, klp_shadow_is_dying_t, klp_shadow_dtor_t;
iterator name hash_for_each, hash_for_each_rcu;
@@
 klp_shadow_free_struct(...)
 { ... }
+
+/**
+ * klp_shadow_exists() - check for a shadow variable of any object
+ * @id:		data identifier
+ */
+bool klp_shadow_exists(unsigned long id)
+{
+	struct klp_shadow *shadow;
+	bool found = false;
+	int i;
+
+	rcu_read_lock();
+	hash_for_each_rcu(klp_shadow_hash, i, shadow, node) {
+		if (shadow->id == id) {
+			found = true;
+			break;
+		}
+	}
+	rcu_read_unlock();
+
+	return found;
+}
+
+/* Takes dying variables out of the hash and links them by their rcu_head. */
+static struct rcu_head *klp_shadow_detach(klp_shadow_is_dying_t is_dying)
+{
+	struct rcu_head *detached = NULL;
+	struct klp_shadow *shadow;
+	klp_shadow_dtor_t dtor;
+	unsigned long flags;
+	int i;
+
+	spin_lock_irqsave(&klp_shadow_lock, flags);
+	hash_for_each(klp_shadow_hash, i, shadow, node) {
+		if (!is_dying(shadow->id, &dtor))
+			continue;
+		/* Readers, and this loop, still find the next one. */
+		hash_del_rcu(&shadow->node);
+		shadow->rcu_head.next = detached;
+		detached = &shadow->rcu_head;
+	}
+	spin_unlock_irqrestore(&klp_shadow_lock, flags);
+
+	return detached;
+}
+
+/**
+ * klp_shadow_free_dying() - free the shadow variables of a set of ids
+ * @is_dying:	tells whether an id belongs to the set, and the destructor of
+ *		its variables; called in atomic context
+ *
+ * Unlike klp_shadow_free_all() it walks the hash once whatever the number of
+ * ids, and calls the destructors without a lock.
+ */
+void klp_shadow_free_dying(klp_shadow_is_dying_t is_dying)
+{
+	struct rcu_head *head;
+	struct rcu_head *next;
+	klp_shadow_dtor_t dtor;
+	struct klp_shadow *shadow;
+
+	head = klp_shadow_detach(is_dying);
+	if (!head)
+		return;
+
+	synchronize_rcu();
+	for (; head; head = next) {
+		next = head->next;
+		shadow = container_of(head, struct klp_shadow, rcu_head);
+		if (is_dying(shadow->id, &dtor) && dtor)
+			dtor(shadow->obj, shadow->data);
+		kfree(shadow);
+	}
+}
