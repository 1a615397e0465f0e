# SPDX-License-Identifier: GPL-2.0
# The callbacks of a livepatch that is replaced are called.
# Files: tools/testing/selftests/livepatch/test-callbacks.sh

/^# Load multiple livepatches, but the second as an 'atomic-replace'$/,/^$/c\
# Load multiple livepatches, but the second as an 'atomic-replace'\
# patch.  When the latter loads, the original livepatch should be\
# disabled and its pre/post-unpatch callbacks executed, as those of the\
# atomic-replace livepatch when it is disabled.\

/^start_test "atomic replace"$/,${
/^$MOD_LIVEPATCH2: pre_patch_callback: vmlinux$/a\
$MOD_LIVEPATCH: pre_unpatch_callback: vmlinux
/^livepatch: '$MOD_LIVEPATCH2': completing patching transition$/a\
$MOD_LIVEPATCH: post_unpatch_callback: vmlinux
}
