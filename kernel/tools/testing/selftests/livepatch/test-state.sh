#!/bin/bash
# SPDX-License-Identifier: GPL-2.0

. $(dirname $0)/functions.sh

MOD_LIVEPATCH=test_klp_state
MOD_LIVEPATCH2=test_klp_state2
MOD_TARGET=test_klp_callbacks_mod
MOD_TARGET_BUSY=test_klp_callbacks_busy
REFUSED="refused because of state 1 (unnamed)"

setup_config


# Load and disable a livepatch with two states.
#
# - Before the transition both are set up, after it they are enabled.
#
# - The other way round they are disabled before and removed after the
#   transition, the last one first.

start_test "introduce and remove"

load_lp $MOD_LIVEPATCH states=1,2
check_sysfs_value $MOD_LIVEPATCH states/1/status enabled
disable_lp $MOD_LIVEPATCH
unload_lp $MOD_LIVEPATCH

check_result "% insmod test_modules/$MOD_LIVEPATCH.ko states=1,2
livepatch: enabling patch '$MOD_LIVEPATCH'
livepatch: '$MOD_LIVEPATCH': initializing patching transition
$MOD_LIVEPATCH: setup 1
$MOD_LIVEPATCH: setup 2
livepatch: '$MOD_LIVEPATCH': starting patching transition
livepatch: '$MOD_LIVEPATCH': completing patching transition
$MOD_LIVEPATCH: enable 1
$MOD_LIVEPATCH: enable 2
livepatch: '$MOD_LIVEPATCH': patching complete
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH/enabled
livepatch: '$MOD_LIVEPATCH': initializing unpatching transition
$MOD_LIVEPATCH: disable 2
$MOD_LIVEPATCH: disable 1
livepatch: '$MOD_LIVEPATCH': starting unpatching transition
livepatch: '$MOD_LIVEPATCH': completing unpatching transition
$MOD_LIVEPATCH: remove 2
$MOD_LIVEPATCH: remove 1
livepatch: '$MOD_LIVEPATCH': unpatching complete
% rmmod $MOD_LIVEPATCH"


# Replace a livepatch by one that knows one of its states only.
#
# - The state that only the old livepatch knows is removed by the old
#   livepatch, the one that only the new livepatch knows is introduced.
#
# - The state of both is taken over when the transition has completed.

start_test "atomic replace"

load_lp $MOD_LIVEPATCH states=1,2
load_lp $MOD_LIVEPATCH2 states=2,3 replace=1
unload_lp $MOD_LIVEPATCH
disable_lp $MOD_LIVEPATCH2
unload_lp $MOD_LIVEPATCH2

check_result "% insmod test_modules/$MOD_LIVEPATCH.ko states=1,2
livepatch: enabling patch '$MOD_LIVEPATCH'
livepatch: '$MOD_LIVEPATCH': initializing patching transition
$MOD_LIVEPATCH: setup 1
$MOD_LIVEPATCH: setup 2
livepatch: '$MOD_LIVEPATCH': starting patching transition
livepatch: '$MOD_LIVEPATCH': completing patching transition
$MOD_LIVEPATCH: enable 1
$MOD_LIVEPATCH: enable 2
livepatch: '$MOD_LIVEPATCH': patching complete
% insmod test_modules/$MOD_LIVEPATCH2.ko states=2,3 replace=1
livepatch: enabling patch '$MOD_LIVEPATCH2'
livepatch: '$MOD_LIVEPATCH2': initializing patching transition
$MOD_LIVEPATCH2: setup 3
$MOD_LIVEPATCH: disable 1
livepatch: '$MOD_LIVEPATCH2': starting patching transition
livepatch: '$MOD_LIVEPATCH2': completing patching transition
$MOD_LIVEPATCH: remove 1
$MOD_LIVEPATCH2: takeover 2
$MOD_LIVEPATCH2: it was of $MOD_LIVEPATCH, the shadow variable is not there
$MOD_LIVEPATCH2: enable 3
livepatch: '$MOD_LIVEPATCH2': patching complete
% rmmod $MOD_LIVEPATCH
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH2/enabled
livepatch: '$MOD_LIVEPATCH2': initializing unpatching transition
$MOD_LIVEPATCH2: disable 3
$MOD_LIVEPATCH2: disable 2
livepatch: '$MOD_LIVEPATCH2': starting unpatching transition
livepatch: '$MOD_LIVEPATCH2': completing unpatching transition
$MOD_LIVEPATCH2: remove 3
$MOD_LIVEPATCH2: remove 2
livepatch: '$MOD_LIVEPATCH2': unpatching complete
% rmmod $MOD_LIVEPATCH2"


# Load two livepatches that hold the same state, without replace. The newer
# one takes it over. When it is disabled, the older one gets it back.

start_test "multiple livepatches"

load_lp $MOD_LIVEPATCH states=1
load_lp $MOD_LIVEPATCH2 states=1
disable_lp $MOD_LIVEPATCH2
unload_lp $MOD_LIVEPATCH2
disable_lp $MOD_LIVEPATCH
unload_lp $MOD_LIVEPATCH

check_result "% insmod test_modules/$MOD_LIVEPATCH.ko states=1
livepatch: enabling patch '$MOD_LIVEPATCH'
livepatch: '$MOD_LIVEPATCH': initializing patching transition
$MOD_LIVEPATCH: setup 1
livepatch: '$MOD_LIVEPATCH': starting patching transition
livepatch: '$MOD_LIVEPATCH': completing patching transition
$MOD_LIVEPATCH: enable 1
livepatch: '$MOD_LIVEPATCH': patching complete
% insmod test_modules/$MOD_LIVEPATCH2.ko states=1
livepatch: enabling patch '$MOD_LIVEPATCH2'
livepatch: '$MOD_LIVEPATCH2': initializing patching transition
livepatch: '$MOD_LIVEPATCH2': starting patching transition
livepatch: '$MOD_LIVEPATCH2': completing patching transition
$MOD_LIVEPATCH2: takeover 1
$MOD_LIVEPATCH2: it was of $MOD_LIVEPATCH, the shadow variable is not there
livepatch: '$MOD_LIVEPATCH2': patching complete
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH2/enabled
livepatch: '$MOD_LIVEPATCH2': initializing unpatching transition
livepatch: '$MOD_LIVEPATCH2': starting unpatching transition
livepatch: '$MOD_LIVEPATCH2': completing unpatching transition
$MOD_LIVEPATCH: takeover 1
$MOD_LIVEPATCH: it was of $MOD_LIVEPATCH2, the shadow variable is not there
livepatch: '$MOD_LIVEPATCH2': unpatching complete
% rmmod $MOD_LIVEPATCH2
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH/enabled
livepatch: '$MOD_LIVEPATCH': initializing unpatching transition
$MOD_LIVEPATCH: disable 1
livepatch: '$MOD_LIVEPATCH': starting unpatching transition
livepatch: '$MOD_LIVEPATCH': completing unpatching transition
$MOD_LIVEPATCH: remove 1
livepatch: '$MOD_LIVEPATCH': unpatching complete
% rmmod $MOD_LIVEPATCH"


# The states of an object come and go with its module.

start_test "module_coming and module_going notifiers"

load_lp $MOD_LIVEPATCH mod_states=1,2
check_sysfs_value $MOD_LIVEPATCH states/1/status absent
check_sysfs_value $MOD_LIVEPATCH states/1/object $MOD_TARGET
load_mod $MOD_TARGET
check_sysfs_value $MOD_LIVEPATCH states/1/status enabled
unload_mod $MOD_TARGET
disable_lp $MOD_LIVEPATCH
unload_lp $MOD_LIVEPATCH

check_result "% insmod test_modules/$MOD_LIVEPATCH.ko mod_states=1,2
livepatch: enabling patch '$MOD_LIVEPATCH'
livepatch: '$MOD_LIVEPATCH': initializing patching transition
livepatch: '$MOD_LIVEPATCH': starting patching transition
livepatch: '$MOD_LIVEPATCH': completing patching transition
livepatch: '$MOD_LIVEPATCH': patching complete
% insmod test_modules/$MOD_TARGET.ko
livepatch: applying patch '$MOD_LIVEPATCH' to loading module '$MOD_TARGET'
$MOD_LIVEPATCH: setup 1 of $MOD_TARGET
$MOD_LIVEPATCH: setup 2 of $MOD_TARGET
$MOD_LIVEPATCH: enable 1 of $MOD_TARGET
$MOD_LIVEPATCH: enable 2 of $MOD_TARGET
$MOD_TARGET: ${MOD_TARGET}_init
% rmmod $MOD_TARGET
$MOD_TARGET: ${MOD_TARGET}_exit
$MOD_LIVEPATCH: disable 2 of $MOD_TARGET
$MOD_LIVEPATCH: disable 1 of $MOD_TARGET
livepatch: reverting patch '$MOD_LIVEPATCH' on unloading module '$MOD_TARGET'
$MOD_LIVEPATCH: remove 2 of $MOD_TARGET
$MOD_LIVEPATCH: remove 1 of $MOD_TARGET
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH/enabled
livepatch: '$MOD_LIVEPATCH': initializing unpatching transition
livepatch: '$MOD_LIVEPATCH': starting unpatching transition
livepatch: '$MOD_LIVEPATCH': completing unpatching transition
livepatch: '$MOD_LIVEPATCH': unpatching complete
% rmmod $MOD_LIVEPATCH"


# Shadow variables are freed with the state that they belong to, not with the
# livepatch that allocated them.

start_test "shadow variables"

load_lp $MOD_LIVEPATCH states=1 is_shadow=1
load_lp $MOD_LIVEPATCH2 states=1 is_shadow=1 replace=1
unload_lp $MOD_LIVEPATCH
disable_lp $MOD_LIVEPATCH2
unload_lp $MOD_LIVEPATCH2

check_result "% insmod test_modules/$MOD_LIVEPATCH.ko states=1 is_shadow=1
livepatch: enabling patch '$MOD_LIVEPATCH'
livepatch: '$MOD_LIVEPATCH': initializing patching transition
$MOD_LIVEPATCH: setup 1
livepatch: '$MOD_LIVEPATCH': starting patching transition
livepatch: '$MOD_LIVEPATCH': completing patching transition
$MOD_LIVEPATCH: enable 1
livepatch: '$MOD_LIVEPATCH': patching complete
% insmod test_modules/$MOD_LIVEPATCH2.ko states=1 is_shadow=1 replace=1
livepatch: enabling patch '$MOD_LIVEPATCH2'
livepatch: '$MOD_LIVEPATCH2': initializing patching transition
livepatch: '$MOD_LIVEPATCH2': starting patching transition
livepatch: '$MOD_LIVEPATCH2': completing patching transition
$MOD_LIVEPATCH2: takeover 1
$MOD_LIVEPATCH2: it was of $MOD_LIVEPATCH, the shadow variable is there
livepatch: '$MOD_LIVEPATCH2': patching complete
% rmmod $MOD_LIVEPATCH
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH2/enabled
livepatch: '$MOD_LIVEPATCH2': initializing unpatching transition
$MOD_LIVEPATCH2: disable 1
livepatch: '$MOD_LIVEPATCH2': starting unpatching transition
livepatch: '$MOD_LIVEPATCH2': completing unpatching transition
$MOD_LIVEPATCH2: remove 1
$MOD_LIVEPATCH2: the shadow variable is freed
livepatch: '$MOD_LIVEPATCH2': unpatching complete
% rmmod $MOD_LIVEPATCH2"


# When a setup fails, what was set up before is removed, and the livepatch does
# not load.

start_test "failing setup"

load_failing_mod $MOD_LIVEPATCH states=1,2,3 fail=2

check_result "% insmod test_modules/$MOD_LIVEPATCH.ko states=1,2,3 fail=2
livepatch: enabling patch '$MOD_LIVEPATCH'
livepatch: '$MOD_LIVEPATCH': initializing patching transition
$MOD_LIVEPATCH: setup 1
$MOD_LIVEPATCH: setup 2
livepatch: '$MOD_LIVEPATCH': setup of state 2 (unnamed) failed (-19)
livepatch: failed to enable patch '$MOD_LIVEPATCH'
livepatch: '$MOD_LIVEPATCH': canceling patching transition, going to unpatch
livepatch: '$MOD_LIVEPATCH': completing unpatching transition
$MOD_LIVEPATCH: remove 1
livepatch: '$MOD_LIVEPATCH': unpatching complete
insmod: ERROR: could not insert module test_modules/$MOD_LIVEPATCH.ko: No such device"


# Disable a livepatch while the transition that replaces another one by it is
# pending. Nothing is called before the reverse has completed. Then what was set
# up for nothing is removed, and what was disabled too early is enabled again.

start_test "cancelled replace"

load_lp $MOD_LIVEPATCH states=1
load_mod $MOD_TARGET_BUSY block_transition=Y
load_lp_nowait $MOD_LIVEPATCH2 states=2 replace=1 busy=1
loop_until 'grep -q '^1$' /sys/kernel/livepatch/$MOD_LIVEPATCH2/transition' ||
	die "failed to stall transition"
check_sysfs_value $MOD_LIVEPATCH states/1/status setup
check_sysfs_value $MOD_LIVEPATCH2 states/2/status setup
disable_lp $MOD_LIVEPATCH2
unload_lp $MOD_LIVEPATCH2
unload_mod $MOD_TARGET_BUSY
check_sysfs_value $MOD_LIVEPATCH states/1/status enabled
disable_lp $MOD_LIVEPATCH
unload_lp $MOD_LIVEPATCH

check_result "% insmod test_modules/$MOD_LIVEPATCH.ko states=1
livepatch: enabling patch '$MOD_LIVEPATCH'
livepatch: '$MOD_LIVEPATCH': initializing patching transition
$MOD_LIVEPATCH: setup 1
livepatch: '$MOD_LIVEPATCH': starting patching transition
livepatch: '$MOD_LIVEPATCH': completing patching transition
$MOD_LIVEPATCH: enable 1
livepatch: '$MOD_LIVEPATCH': patching complete
% insmod test_modules/$MOD_TARGET_BUSY.ko block_transition=Y
$MOD_TARGET_BUSY: ${MOD_TARGET_BUSY}_init
$MOD_TARGET_BUSY: busymod_work_func enter
% insmod test_modules/$MOD_LIVEPATCH2.ko states=2 replace=1 busy=1
livepatch: enabling patch '$MOD_LIVEPATCH2'
livepatch: '$MOD_LIVEPATCH2': initializing patching transition
$MOD_LIVEPATCH2: setup 2
$MOD_LIVEPATCH: disable 1
livepatch: '$MOD_LIVEPATCH2': starting patching transition
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH2/enabled
livepatch: '$MOD_LIVEPATCH2': reversing transition from patching to unpatching
livepatch: '$MOD_LIVEPATCH2': starting unpatching transition
livepatch: '$MOD_LIVEPATCH2': completing unpatching transition
$MOD_LIVEPATCH2: remove 2
$MOD_LIVEPATCH: enable 1
livepatch: '$MOD_LIVEPATCH2': unpatching complete
% rmmod $MOD_LIVEPATCH2
% rmmod $MOD_TARGET_BUSY
$MOD_TARGET_BUSY: busymod_work_func exit
$MOD_TARGET_BUSY: ${MOD_TARGET_BUSY}_exit
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH/enabled
livepatch: '$MOD_LIVEPATCH': initializing unpatching transition
$MOD_LIVEPATCH: disable 1
livepatch: '$MOD_LIVEPATCH': starting unpatching transition
livepatch: '$MOD_LIVEPATCH': completing unpatching transition
$MOD_LIVEPATCH: remove 1
livepatch: '$MOD_LIVEPATCH': unpatching complete
% rmmod $MOD_LIVEPATCH"


# A livepatch must not know less about a state than the one that introduced it.

start_test "lower version"

load_lp $MOD_LIVEPATCH2 states=1 version=2
load_failing_mod $MOD_LIVEPATCH states=1 version=1 replace=1
disable_lp $MOD_LIVEPATCH2
unload_lp $MOD_LIVEPATCH2

check_result "% insmod test_modules/$MOD_LIVEPATCH2.ko states=1 version=2
livepatch: enabling patch '$MOD_LIVEPATCH2'
livepatch: '$MOD_LIVEPATCH2': initializing patching transition
$MOD_LIVEPATCH2: setup 1
livepatch: '$MOD_LIVEPATCH2': starting patching transition
livepatch: '$MOD_LIVEPATCH2': completing patching transition
$MOD_LIVEPATCH2: enable 1
livepatch: '$MOD_LIVEPATCH2': patching complete
% insmod test_modules/$MOD_LIVEPATCH.ko states=1 version=1 replace=1
livepatch: '$MOD_LIVEPATCH': $REFUSED: a newer version of it is installed
insmod: ERROR: could not insert module test_modules/$MOD_LIVEPATCH.ko: Invalid parameters
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH2/enabled
livepatch: '$MOD_LIVEPATCH2': initializing unpatching transition
$MOD_LIVEPATCH2: disable 1
livepatch: '$MOD_LIVEPATCH2': starting unpatching transition
livepatch: '$MOD_LIVEPATCH2': completing unpatching transition
$MOD_LIVEPATCH2: remove 1
livepatch: '$MOD_LIVEPATCH2': unpatching complete
% rmmod $MOD_LIVEPATCH2"


# A livepatch whose state can't be taken back is not disabled, nor replaced by
# one without the state. One that takes the state over may replace it.

start_test "block_disable"

load_lp $MOD_LIVEPATCH states=1 block_disable=1
(echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH/enabled) 2>/dev/null &&
	die "$MOD_LIVEPATCH was disabled"
load_failing_mod $MOD_LIVEPATCH2 replace=1
load_lp $MOD_LIVEPATCH2 states=1 replace=1
unload_lp $MOD_LIVEPATCH
disable_lp $MOD_LIVEPATCH2
unload_lp $MOD_LIVEPATCH2

check_result "% insmod test_modules/$MOD_LIVEPATCH.ko states=1 block_disable=1
livepatch: enabling patch '$MOD_LIVEPATCH'
livepatch: '$MOD_LIVEPATCH': initializing patching transition
$MOD_LIVEPATCH: setup 1
livepatch: '$MOD_LIVEPATCH': starting patching transition
livepatch: '$MOD_LIVEPATCH': completing patching transition
$MOD_LIVEPATCH: enable 1
livepatch: '$MOD_LIVEPATCH': patching complete
livepatch: '$MOD_LIVEPATCH': not disabled because of state 1 (unnamed): it blocks that
% insmod test_modules/$MOD_LIVEPATCH2.ko replace=1
livepatch: '$MOD_LIVEPATCH2': $REFUSED: livepatch '$MOD_LIVEPATCH' blocks disabling it
insmod: ERROR: could not insert module test_modules/$MOD_LIVEPATCH2.ko: Operation not permitted
% insmod test_modules/$MOD_LIVEPATCH2.ko states=1 replace=1
livepatch: enabling patch '$MOD_LIVEPATCH2'
livepatch: '$MOD_LIVEPATCH2': initializing patching transition
livepatch: '$MOD_LIVEPATCH2': starting patching transition
livepatch: '$MOD_LIVEPATCH2': completing patching transition
$MOD_LIVEPATCH2: takeover 1
$MOD_LIVEPATCH2: it was of $MOD_LIVEPATCH, the shadow variable is not there
livepatch: '$MOD_LIVEPATCH2': patching complete
% rmmod $MOD_LIVEPATCH
% echo 0 > /sys/kernel/livepatch/$MOD_LIVEPATCH2/enabled
livepatch: '$MOD_LIVEPATCH2': initializing unpatching transition
$MOD_LIVEPATCH2: disable 1
livepatch: '$MOD_LIVEPATCH2': starting unpatching transition
livepatch: '$MOD_LIVEPATCH2': completing unpatching transition
$MOD_LIVEPATCH2: remove 1
livepatch: '$MOD_LIVEPATCH2': unpatching complete
% rmmod $MOD_LIVEPATCH2"

exit 0
