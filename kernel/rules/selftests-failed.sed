# SPDX-License-Identifier: GPL-2.0
# The message about a setup that failed names the state.
# Files: tools/testing/selftests/livepatch/test-callbacks.sh

s/^livepatch: pre-patch callback failed for object 'vmlinux'$/livepatch: '$MOD_LIVEPATCH': setup of state 1 (unnamed) failed (-19)/
s/^livepatch: pre-patch callback failed for object '$MOD_TARGET'$/livepatch: '$MOD_LIVEPATCH': setup of state 2 (unnamed) failed (-19)/
