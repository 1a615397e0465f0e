# SPDX-License-Identifier: GPL-2.0
# The callbacks of a livepatch that is replaced are called.
# Files: tools/testing/selftests/livepatch/test-livepatch.sh
# Needs: MOD_LIVEPATCH3

/^% insmod .*MOD_REPLACE\.ko replace=1$/,/ patching complete$/{
/: initializing patching transition$/a\
$MOD_LIVEPATCH3: pre_unpatch_callback: vmlinux
/: completing patching transition$/a\
$MOD_LIVEPATCH3: post_unpatch_callback: vmlinux
}
