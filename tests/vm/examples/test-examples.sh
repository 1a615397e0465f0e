#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# In the guest: each of examples/converted on the state core. It is loaded, does
# what its comment says, is disabled, is replaced by a livepatch that knows
# nothing of it, and unloads; after either nothing of it is left.

. ../livepatch/functions.sh
. ./functions.sh

setup_config
mkdir -p /etc
echo 'nobody:x:65534:65534::/:/bin/sh' >/etc/passwd

loglevel() { cut -f 1 /proc/sys/kernel/printk; }
mailbox() { cat /proc/klp_mailbox; }
write() { echo "$1" >/proc/klp_mailbox; }

start_test "livepatch-version"
(
	load_lp livepatch_version
	expect "$(cat /proc/version)" "Linux version $(uname -rv)"
	remove livepatch_version
	expect "$(cat /proc/version)" '*gcc*'
	load_lp livepatch_version
	replace livepatch_version livepatch_panic
	expect "$(cat /proc/version)" '*gcc*'
	remove livepatch_panic
	passed
) || recover

start_test "livepatch-console: disabled"
(
	load_lp livepatch_console
	expect "$(loglevel)" 10
	echo x 2>/dev/null >/dev/full
	expect_message "livepatch_console: test-examples.s* writes to /dev/full"
	expect_message "livepatch_console: console level raised to 10"
	remove livepatch_console
	expect "$(loglevel)" 7
	expect_message "livepatch_console: console level back at 7"
	passed
) || recover

start_test "livepatch-console: replaced"
(
	load_lp livepatch_console
	replace livepatch_console livepatch_cumulative
	expect "$(loglevel)" 7
	expect_message "livepatch_console: console level back at 7"
	remove livepatch_cumulative
	passed
) || recover

start_test "livepatch-console: refuses"
(
	echo 3 >/proc/sys/kernel/printk
	load_failing_mod livepatch_console
	echo 7 >/proc/sys/kernel/printk
	expect_message "livepatch_console: the console is silenced, level 3"
	expect_message "*Device or resource busy"
	expect "$(ls /sys/kernel/livepatch)" ""
	passed
) || recover

start_test "livepatch-limit: the module is there, goes and comes"
(
	limit=/sys/module/klp_mailbox/parameters/limit
	load_mod klp_mailbox
	load_lp livepatch_limit
	expect "$(cat $limit)" 2
	write one && write two
	write three 2>/dev/null && die "the limit does not hold"
	unload_mod klp_mailbox
	load_mod klp_mailbox
	expect "$(cat $limit)" 2
	remove livepatch_limit
	expect "$(cat $limit)" 8
	unload_mod klp_mailbox
	passed
) || recover

start_test "livepatch-limit: replaced"
(
	limit=/sys/module/klp_mailbox/parameters/limit
	load_lp livepatch_limit
	load_mod klp_mailbox
	expect "$(cat $limit)" 2
	replace livepatch_limit livepatch_panic
	expect "$(cat $limit)" 8
	unload_mod klp_mailbox
	remove livepatch_panic
	passed
) || recover

start_test "livepatch-shared: disabled"
(
	load_lp livepatch_shared
	expect_message "livepatch_shared: vmlinux: patched"
	expect "$(cat /proc/execdomains)" '*livepatched kernel*'
	load_mod klp_mailbox
	expect_message "livepatch_shared: klp_mailbox is just being loaded"
	expect_message "livepatch_shared: klp_mailbox: patched"
	unload_mod klp_mailbox
	expect_message "livepatch_shared: klp_mailbox is being unloaded"
	expect_message "livepatch_shared: klp_mailbox: as it was"
	remove livepatch_shared
	expect_message "livepatch_shared: vmlinux: as it was"
	passed
) || recover

start_test "livepatch-shared: replaced"
(
	load_mod klp_mailbox
	load_lp livepatch_shared
	replace livepatch_shared livepatch_panic
	expect_message "livepatch_shared: klp_mailbox: as it was"
	expect_message "livepatch_shared: vmlinux: as it was"
	expect "$(cat /proc/execdomains)" '*[kernel]*'
	unload_mod klp_mailbox
	remove livepatch_panic
	passed
) || recover

start_test "livepatch-owner: its shadow variables go with it"
(
	load_mod klp_mailbox
	load_lp livepatch_owner
	write one
	expect "$(mailbox)" $'1 of 8\n[[]*] one'
	remove livepatch_owner
	load_lp livepatch_owner
	write two
	expect "$(mailbox)" $'2 of 8\none\n[[]*] two'
	replace livepatch_owner livepatch_panic
	load_lp livepatch_owner
	expect "$(mailbox)" $'2 of 8\none\ntwo'
	remove livepatch_owner
	unload_mod klp_mailbox
	remove livepatch_panic
	passed
) || recover

start_test "livepatch-panic: disabled"
(
	was=$(cat /proc/sys/kernel/panic)
	load_lp livepatch_panic
	expect "$(cat /proc/sys/kernel/panic)" 30
	remove livepatch_panic
	expect "$(cat /proc/sys/kernel/panic)" "$was"
	expect_message "livepatch_panic: panic_timeout: $was again"
	passed
) || recover

start_test "livepatch-panic: replaced"
(
	was=$(cat /proc/sys/kernel/panic)
	load_lp livepatch_panic
	replace livepatch_panic livepatch_cumulative
	expect "$(cat /proc/sys/kernel/panic)" "$was"
	remove livepatch_cumulative
	passed
) || recover

start_test "livepatch-cumulative: disabled"
(
	load_mod klp_mailbox
	load_lp livepatch_cumulative
	expect_message "livepatch_cumulative: module klp_mailbox gets its limit checked"
	expect_message "livepatch_cumulative: warnings about the console lock are ignored: 1"
	expect "$(cat /proc/version)" '*[(]livepatched)'
	expect "$(mailbox)" $'read * times\n0 of 8'
	remove livepatch_cumulative
	expect_message "livepatch_cumulative: warnings about the console lock are as before: 0"
	expect_message "livepatch_cumulative: module klp_mailbox is on its own again"
	expect "$(mailbox)" '0 of 8'
	unload_mod klp_mailbox
	passed
) || recover

start_test "livepatch-cumulative: replaced"
(
	load_mod klp_mailbox
	load_lp livepatch_cumulative
	mailbox >/dev/null
	replace livepatch_cumulative livepatch_panic
	expect_message "livepatch_cumulative: warnings about the console lock are as before: 0"
	expect_message "livepatch_cumulative: module klp_mailbox is on its own again"
	expect "$(mailbox)" '0 of 8'
	replace livepatch_panic livepatch_cumulative
	expect "$(head -n 1 /proc/klp_mailbox)" 'read 1 times'
	remove livepatch_cumulative
	unload_mod klp_mailbox
	passed
) || recover

start_test "livepatch-iomem: disabled"
(
	load_lp livepatch_iomem
	expect_message "livepatch_iomem: /proc/iomem is for administrators only"
	expect "$(su nobody -c 'cat /proc/iomem')" ""
	expect "$(cat /proc/iomem)" '*System RAM*'
	remove livepatch_iomem
	expect_message "livepatch_iomem: /proc/iomem is for everybody"
	expect "$(su nobody -c 'cat /proc/iomem')" '*System RAM*'
	passed
) || recover

start_test "livepatch-iomem: replaced"
(
	load_lp livepatch_iomem
	replace livepatch_iomem livepatch_cumulative
	expect_message "livepatch_iomem: /proc/iomem is for everybody"
	remove livepatch_cumulative
	passed
) || recover
