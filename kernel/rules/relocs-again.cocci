// SPDX-License-Identifier: GPL-2.0
/// Before 6.3 nothing can clear relocations. Let those of livepatches, which are
/// written when the module is complete already, overwrite what is there.
// Files: arch/x86/kernel/module.c
// Needs: __apply_relocate_add

@again@
expression loc;
identifier me;
type T;
@@
 __apply_relocate_add(..., struct module *me, ...)
 {
 <...
-if (*(T *)loc != 0)
+if (*(T *)loc != 0 && me->state == MODULE_STATE_UNFORMED)
 	goto invalid_relocation;
 ...>
 }
