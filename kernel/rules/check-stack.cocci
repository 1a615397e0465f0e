// SPDX-License-Identifier: GPL-2.0
/// The previous function of the last one on func_stack is the original one.
// Files: kernel/livepatch/transition.c

@previous@
identifier func, ops;
@@
 klp_check_stack_func(struct klp_func *func, ...)
 {
 <...
-list_is_singular(&ops->func_stack)
+list_is_last(&func->stack_node, &ops->func_stack)
 ...>
 }
