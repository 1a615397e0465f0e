#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# In the guest: what klp-migrate makes of the kernel's own livepatches with
# callbacks. They are loaded, disabled, and replaced by livepatches that have
# no callbacks or other ones; the callbacks of the replaced one are called.

. ../livepatch/functions.sh
. ./functions.sh

setup_config

loglevel() { cut -f 1 /proc/sys/kernel/printk; }

# calls MODULE NAME...: exactly these callbacks have run since the scenario began
calls()
{
	local mod=$1

	shift
	expect "$(messages | sed -n "s/^$mod: \(.*\)_callback: /\1 /p" |
		sed 's/ -> .*//')" "$(printf '%s\n' "$@")"
}

start_test "livepatch-callbacks-demo: disabled"
(
	load_mod livepatch_callbacks_mod
	load_lp livepatch_callbacks_demo
	remove livepatch_callbacks_demo
	unload_mod livepatch_callbacks_mod
	calls livepatch_callbacks_demo \
		"pre_patch vmlinux" "pre_patch livepatch_callbacks_mod" \
		"post_patch vmlinux" "post_patch livepatch_callbacks_mod" \
		"pre_unpatch vmlinux" "pre_unpatch livepatch_callbacks_mod" \
		"post_unpatch vmlinux" "post_unpatch livepatch_callbacks_mod"
	passed
) || recover

start_test "livepatch-callbacks-demo: replaced"
(
	load_mod livepatch_callbacks_mod
	load_lp livepatch_callbacks_demo
	replace livepatch_callbacks_demo test_klp_atomic_replace replace=1
	calls livepatch_callbacks_demo \
		"pre_patch vmlinux" "pre_patch livepatch_callbacks_mod" \
		"post_patch vmlinux" "post_patch livepatch_callbacks_mod" \
		"pre_unpatch vmlinux" "pre_unpatch livepatch_callbacks_mod" \
		"post_unpatch vmlinux" "post_unpatch livepatch_callbacks_mod"
	remove test_klp_atomic_replace
	unload_mod livepatch_callbacks_mod
	passed
) || recover

start_test "test_klp_callbacks_demo: its module comes and goes"
(
	load_lp test_klp_callbacks_demo
	load_mod test_klp_callbacks_mod
	unload_mod test_klp_callbacks_mod
	remove test_klp_callbacks_demo
	calls test_klp_callbacks_demo \
		"pre_patch vmlinux" "post_patch vmlinux" \
		"pre_patch test_klp_callbacks_mod" "post_patch test_klp_callbacks_mod" \
		"pre_unpatch test_klp_callbacks_mod" "post_unpatch test_klp_callbacks_mod" \
		"pre_unpatch vmlinux" "post_unpatch vmlinux"
	passed
) || recover

start_test "test_klp_callbacks_demo: refuses"
(
	load_failing_mod test_klp_callbacks_demo pre_patch_ret=-19
	calls test_klp_callbacks_demo "pre_patch vmlinux"
	expect_message "*No such device"
	passed
) || recover

start_test "test_klp_callbacks_demo: replaced"
(
	load_lp test_klp_callbacks_demo
	replace test_klp_callbacks_demo test_klp_atomic_replace replace=1
	calls test_klp_callbacks_demo "pre_patch vmlinux" "post_patch vmlinux" \
		"pre_unpatch vmlinux" "post_unpatch vmlinux"
	remove test_klp_atomic_replace
	passed
) || recover

start_test "test_klp_state: disabled"
(
	load_lp test_klp_state
	expect "$(loglevel)" 15
	remove test_klp_state
	expect "$(loglevel)" 7
	calls test_klp_state "pre_patch vmlinux" "post_patch vmlinux" \
		"pre_unpatch vmlinux" "post_unpatch vmlinux"
	passed
) || recover

start_test "test_klp_state: replaced"
(
	load_lp test_klp_state
	replace test_klp_state test_klp_atomic_replace replace=1
	expect "$(loglevel)" 7
	calls test_klp_state "pre_patch vmlinux" "post_patch vmlinux" \
		"pre_unpatch vmlinux" "post_unpatch vmlinux"
	remove test_klp_atomic_replace
	passed
) || recover

start_test "test_klp_state: inherited, and taken back by the heir"
(
	load_lp test_klp_state
	replace test_klp_state test_klp_state2
	expect "$(loglevel)" 15
	remove test_klp_state2
	expect "$(loglevel)" 7
	calls test_klp_state "pre_patch vmlinux" "post_patch vmlinux"
	calls test_klp_state2 "pre_unpatch vmlinux" "post_unpatch vmlinux"
	passed
) || recover
