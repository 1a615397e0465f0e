#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# In the guest: a livepatch as kpatch-build makes it, with kpatch's own glue,
# which fills the tables at run time and frees them in the end.

. ../livepatch/functions.sh
. ./functions.sh

setup_config

start_test "kpatch's glue"
(
load_lp test_klp_kpatch
cat /proc/cmdline >/dev/kmsg
disable_lp test_klp_kpatch
unload_lp test_klp_kpatch
check_log "% insmod test_modules/test_klp_kpatch.ko
livepatch: enabling patch 'test_klp_kpatch'
livepatch: 'test_klp_kpatch': initializing patching transition
test_klp_kpatch: pre_patch
livepatch: 'test_klp_kpatch': starting patching transition
livepatch: 'test_klp_kpatch': completing patching transition
test_klp_kpatch: post_patch
livepatch: 'test_klp_kpatch': patching complete
test_klp_kpatch
% echo 0 > /sys/kernel/livepatch/test_klp_kpatch/enabled
livepatch: 'test_klp_kpatch': initializing unpatching transition
test_klp_kpatch: pre_unpatch
livepatch: 'test_klp_kpatch': starting unpatching transition
livepatch: 'test_klp_kpatch': completing unpatching transition
test_klp_kpatch: post_unpatch
livepatch: 'test_klp_kpatch': unpatching complete
% rmmod test_klp_kpatch"
) || :
