# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# What the scripts here need beside upstream's functions.sh.

# check_log LOG: as check_result, also where upstream still uses modprobe, and
# where the module loader no longer prints its function's name (7.3)
check_log()
{
	local log=$1

	if declare -f load_failing_mod | grep -q modprobe; then
		log=$(sed -E "s,^% insmod test_modules/(.*)\.ko,% modprobe \1,
			s,^insmod(:.*) module .*/(.*)\.ko:,modprobe\1 '\2':," <<<"$log")
	fi
	if ! dmesg | grep -q "do_init_module: '"; then
		log=$(sed "s/^do_init_module: '\(.*\)'->init/\1: init/" <<<"$log")
	fi
	check_result "$log"
}
