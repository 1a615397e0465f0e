#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# In the guest: what livepatches of the old API do beside the usual. The log is
# the stock kernel's, to the line.

. ../livepatch/functions.sh
. ./functions.sh

# Each scenario is a subshell: one that fails must not end the others
setup_config
cp ../livepatch/test_modules/test_klp_callbacks_mod.ko test_modules/
depmod 2>/dev/null	# for scripts that use modprobe

start_test "refused before the core takes it"
(
load_failing_mod test_klp_refused
check_log "% insmod test_modules/test_klp_refused.ko
test_klp_refused: no patch: -22
test_klp_refused: no objects: -22
test_klp_refused: no functions: -22
test_klp_refused: its callback is kept
insmod: ERROR: could not insert module test_modules/test_klp_refused.ko: No such device"
) || :

start_test "pre_patch returns more than 0"
(
log "% test_klp_positive"
insmod test_modules/test_klp_positive.ko
unload_lp test_klp_positive
check_log "% test_klp_positive
livepatch: enabling patch 'test_klp_positive'
livepatch: 'test_klp_positive': initializing patching transition
test_klp_positive: pre_patch
livepatch: pre-patch callback failed for object 'vmlinux'
livepatch: failed to enable patch 'test_klp_positive'
livepatch: 'test_klp_positive': canceling patching transition, going to unpatch
livepatch: 'test_klp_positive': completing unpatching transition
livepatch: 'test_klp_positive': unpatching complete
do_init_module: 'test_klp_positive'->init suspiciously returned 1, it should follow 0/-E convention
% rmmod test_klp_positive"
) || :

start_test "tables made at run time, over several files"
(
load_lp test_klp_tables
load_mod test_klp_callbacks_mod
unload_mod test_klp_callbacks_mod
disable_lp test_klp_tables
unload_lp test_klp_tables
check_log "% insmod test_modules/test_klp_tables.ko
livepatch: enabling patch 'test_klp_tables'
livepatch: 'test_klp_tables': initializing patching transition
test_klp_tables: pre_patch of object 0, name -, mod -, patched 0
livepatch: 'test_klp_tables': starting patching transition
livepatch: 'test_klp_tables': completing patching transition
test_klp_tables: post_patch of object 0, patched 1
test_klp_tables: object 0 is in the list, mod -
test_klp_tables: object 1 is in the list, mod -
livepatch: 'test_klp_tables': patching complete
% insmod test_modules/test_klp_callbacks_mod.ko
livepatch: applying patch 'test_klp_tables' to loading module 'test_klp_callbacks_mod'
test_klp_tables: pre_patch of object 1, name test_klp_callbacks_mod, mod test_klp_callbacks_mod, patched 0
test_klp_tables: post_patch of object 1, patched 1
test_klp_tables: object 0 is in the list, mod -
test_klp_tables: object 1 is in the list, mod test_klp_callbacks_mod
test_klp_callbacks_mod: test_klp_callbacks_mod_init
% rmmod test_klp_callbacks_mod
test_klp_callbacks_mod: test_klp_callbacks_mod_exit
livepatch: reverting patch 'test_klp_tables' on unloading module 'test_klp_callbacks_mod'
test_klp_tables: post_unpatch of object 1, mod test_klp_callbacks_mod
% echo 0 > /sys/kernel/livepatch/test_klp_tables/enabled
livepatch: 'test_klp_tables': initializing unpatching transition
livepatch: 'test_klp_tables': starting unpatching transition
livepatch: 'test_klp_tables': completing unpatching transition
test_klp_tables: post_unpatch of object 0, mod -
livepatch: 'test_klp_tables': unpatching complete
% rmmod test_klp_tables"
) || :
