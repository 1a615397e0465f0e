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

start_test "5.1"
(
load_lp test_klp_5_1
disable_lp test_klp_5_1
unload_lp test_klp_5_1
check_log "% insmod test_modules/test_klp_5_1.ko
livepatch: enabling patch 'test_klp_5_1'
livepatch: 'test_klp_5_1': initializing patching transition
test_klp_5_1: pre_patch of vmlinux, the task is unpatched
livepatch: 'test_klp_5_1': starting patching transition
livepatch: 'test_klp_5_1': completing patching transition
livepatch: 'test_klp_5_1': patching complete
% echo 0 > /sys/kernel/livepatch/test_klp_5_1/enabled
livepatch: 'test_klp_5_1': initializing unpatching transition
livepatch: 'test_klp_5_1': starting unpatching transition
livepatch: 'test_klp_5_1': completing unpatching transition
test_klp_5_1: post_unpatch of vmlinux
test_klp_5_1: dtor: 51
livepatch: 'test_klp_5_1': unpatching complete
% rmmod test_klp_5_1"
) || :

start_test "6.1, and the next version"
(
load_lp test_klp_6_1
load_lp test_klp_6_1_next
unload_lp test_klp_6_1
disable_lp test_klp_6_1_next
unload_lp test_klp_6_1_next
check_log "% insmod test_modules/test_klp_6_1.ko
livepatch: enabling patch 'test_klp_6_1'
livepatch: 'test_klp_6_1': initializing patching transition
test_klp_6_1: pre_patch: new data
livepatch: 'test_klp_6_1': starting patching transition
livepatch: 'test_klp_6_1': completing patching transition
test_klp_6_1: post_patch: has data
livepatch: 'test_klp_6_1': patching complete
% insmod test_modules/test_klp_6_1_next.ko
livepatch: enabling patch 'test_klp_6_1_next'
livepatch: 'test_klp_6_1_next': initializing patching transition
test_klp_6_1_next: pre_patch: data of version 1
livepatch: 'test_klp_6_1_next': starting patching transition
livepatch: 'test_klp_6_1_next': completing patching transition
test_klp_6_1_next: post_patch: has data
livepatch: 'test_klp_6_1_next': patching complete
% rmmod test_klp_6_1
% echo 0 > /sys/kernel/livepatch/test_klp_6_1_next/enabled
livepatch: 'test_klp_6_1_next': initializing unpatching transition
livepatch: 'test_klp_6_1_next': starting unpatching transition
livepatch: 'test_klp_6_1_next': completing unpatching transition
test_klp_6_1_next: post_unpatch: freed
livepatch: 'test_klp_6_1_next': unpatching complete
% rmmod test_klp_6_1_next"
) || :

start_test "newest"
(
load_lp test_klp_newest
disable_lp test_klp_newest
unload_lp test_klp_newest
check_log "% insmod test_modules/test_klp_newest.ko
livepatch: enabling patch 'test_klp_newest'
livepatch: 'test_klp_newest': initializing patching transition
test_klp_newest: pre_patch, the task is unpatched
livepatch: 'test_klp_newest': starting patching transition
livepatch: 'test_klp_newest': completing patching transition
livepatch: 'test_klp_newest': patching complete
% echo 0 > /sys/kernel/livepatch/test_klp_newest/enabled
livepatch: 'test_klp_newest': initializing unpatching transition
livepatch: 'test_klp_newest': starting unpatching transition
livepatch: 'test_klp_newest': completing unpatching transition
livepatch: 'test_klp_newest': unpatching complete
% rmmod test_klp_newest"
) || :
