// SPDX-License-Identifier: GPL-2.0
/// objtool hands over the states of an object.
// Files: include/linux/livepatch_external.h tools/include/linux/livepatch_external.h
// Needs: klp_object_ext

@declare@
@@
 struct klp_object;
+struct klp_state;

@object@
@@
 struct klp_object_ext {
 ...
 struct klp_func_ext *funcs;
+struct klp_state *states;
 ...
 };
