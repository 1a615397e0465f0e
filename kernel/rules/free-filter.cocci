// SPDX-License-Identifier: GPL-2.0
/// The filter of a function that is no longer patched is freed, not emptied.
// Files: kernel/livepatch/patch.c

@unpatch@
expression ops;
identifier loc;
@@
 klp_unpatch_func(...)
 {
 <...
-unsigned long loc;
-
-loc = ftrace_location(...);
-if (WARN_ON(!loc))
-	return;
-
 WARN_ON(unregister_ftrace_function(&ops->fops));
-WARN_ON(ftrace_set_filter_ip(&ops->fops, loc, 1, 0));
+ftrace_free_filter(&ops->fops);
 ...>
 }

@patch@
expression ops;
@@
 klp_patch_func(...)
 {
 <...
-ftrace_set_filter_ip(&ops->fops, ..., 1, 0);
+ftrace_free_filter(&ops->fops);
 ...>
 }
