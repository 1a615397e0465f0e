// SPDX-License-Identifier: GPL-2.0
/// A forced replace takes away the livepatches before its own only.
// Files: kernel/livepatch/transition.c

@force@
identifier patch;
iterator name klp_for_each_patch;
@@
 klp_force_transition(...)
 {
 <...
 klp_for_each_patch(patch) {
-	if (patch != klp_transition_patch)
-		patch->forced = true;
+	if (patch == klp_transition_patch)
+		break;
+	patch->forced = true;
 }
 ...>
 }
