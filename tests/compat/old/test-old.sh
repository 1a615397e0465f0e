#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# In the guest: livepatches written for older kernels, and what newer ones
# could not do.

. ../livepatch/functions.sh
. ./functions.sh

# Each scenario is a subshell: one that fails must not end the others
setup_config

start_test "enabled again after a failure"
(
load_lp test_klp_retry
cat /proc/cmdline >/dev/kmsg
disable_lp test_klp_retry
unload_lp test_klp_retry
check_log "% insmod test_modules/test_klp_retry.ko
livepatch: enabling patch 'test_klp_retry'
livepatch: 'test_klp_retry': initializing patching transition
test_klp_retry: pre_patch returns -12
livepatch: pre-patch callback failed for object 'vmlinux'
livepatch: failed to enable patch 'test_klp_retry'
livepatch: 'test_klp_retry': canceling patching transition, going to unpatch
livepatch: 'test_klp_retry': completing unpatching transition
livepatch: 'test_klp_retry': unpatching complete
test_klp_retry: first try: -12
livepatch: enabling patch 'test_klp_retry'
livepatch: 'test_klp_retry': initializing patching transition
test_klp_retry: pre_patch returns 0
livepatch: 'test_klp_retry': starting patching transition
livepatch: 'test_klp_retry': completing patching transition
test_klp_retry: post_patch
livepatch: 'test_klp_retry': patching complete
test_klp_retry
% echo 0 > /sys/kernel/livepatch/test_klp_retry/enabled
livepatch: 'test_klp_retry': initializing unpatching transition
test_klp_retry: pre_unpatch
livepatch: 'test_klp_retry': starting unpatching transition
livepatch: 'test_klp_retry': completing unpatching transition
test_klp_retry: post_unpatch
livepatch: 'test_klp_retry': unpatching complete
% rmmod test_klp_retry"
) || :

start_test "4.12"
(
load_lp test_klp_4_12
cat /proc/cmdline >/dev/kmsg
disable_lp test_klp_4_12
unload_lp test_klp_4_12
check_log "% insmod test_modules/test_klp_4_12.ko
livepatch: enabling patch 'test_klp_4_12'
livepatch: 'test_klp_4_12': initializing patching transition
livepatch: 'test_klp_4_12': starting patching transition
livepatch: 'test_klp_4_12': completing patching transition
livepatch: 'test_klp_4_12': patching complete
test_klp_4_12
% echo 0 > /sys/kernel/livepatch/test_klp_4_12/enabled
livepatch: 'test_klp_4_12': initializing unpatching transition
livepatch: 'test_klp_4_12': starting unpatching transition
livepatch: 'test_klp_4_12': completing unpatching transition
livepatch: 'test_klp_4_12': unpatching complete
% rmmod test_klp_4_12"
) || :

start_test "4.15"
(
load_lp test_klp_4_15
disable_lp test_klp_4_15
unload_lp test_klp_4_15
check_log "% insmod test_modules/test_klp_4_15.ko
livepatch: enabling patch 'test_klp_4_15'
livepatch: 'test_klp_4_15': initializing patching transition
test_klp_4_15: the task is unpatched
test_klp_4_15: alloc: 1
test_klp_4_15: get: 1
test_klp_4_15: get_or_alloc: old: 1
test_klp_4_15: get_or_alloc: new: 2
test_klp_4_15: freed: -1
test_klp_4_15: no data: 0
livepatch: 'test_klp_4_15': starting patching transition
livepatch: 'test_klp_4_15': completing patching transition
test_klp_4_15: enabled again: -16
test_klp_4_15: unregistered: -16
livepatch: 'test_klp_4_15': patching complete
% echo 0 > /sys/kernel/livepatch/test_klp_4_15/enabled
livepatch: 'test_klp_4_15': initializing unpatching transition
livepatch: 'test_klp_4_15': starting unpatching transition
livepatch: 'test_klp_4_15': completing unpatching transition
test_klp_4_15: before free_all: 2
test_klp_4_15: after free_all: -1
livepatch: 'test_klp_4_15': unpatching complete
% rmmod test_klp_4_15
test_klp_4_15: disable: 0
test_klp_4_15: unregister: 0"
) || :

start_test "registered only"
(
log "% test_klp_registered"
insmod test_modules/test_klp_registered.ko
unload_lp test_klp_registered
check_log "% test_klp_registered
test_klp_registered: dtor: 4
test_klp_registered: dtor: 17
test_klp_registered: nothing: -22
% rmmod test_klp_registered
test_klp_registered: unregister: 0"
) || :
