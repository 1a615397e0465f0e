# SPDX-License-Identifier: GPL-2.0
# The source patch as kpatch-build wants it
s|^+#include <linux/livepatch_helpers.h>|+#include "kpatch-macros.h"|
s/^+KLP_\(.*_CALLBACK(\)/+KPATCH_\1/
/^+/s/struct klp_object \*/patch_object */
