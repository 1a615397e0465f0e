# SPDX-License-Identifier: GPL-2.0
# The sections of what KLP_STATE() and KLP_PATCH_STATE() declare.
# Files: include/linux/livepatch_external.h tools/include/linux/livepatch_external.h
# Needs: klp_object_ext

/^#define KLP_SYM_PREFIX/a\
\
#define KLP_STATES_SEC			".data.klp.states"\
#define KLP_PATCH_STATES_SEC		".data.klp.states.patch"
