# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# What these scripts need beside upstream's functions.sh. Each scenario is a
# subshell, so that one that dies does not take the next ones along.

# expect VALUE PATTERN
expect()
{
	# shellcheck disable=SC2053 # it is a pattern
	[[ "$1" == $2 ]] || die "got '$1' instead of '$2'"
}

messages()
{
	dmesg | awk '/===== TEST: / { text = ""; next }
		{ text = text $0 "\n" }
		END { printf "%s", text }' |
		sed 's/^\[[ 0-9.]*\] //'
}

# expect_message PATTERN: a line of the log since the scenario began
expect_message()
{
	local line

	while read -r line; do
		# shellcheck disable=SC2053
		[[ "$line" == $1 ]] && return
	done < <(messages)
	messages
	die "no message '$1' in the log"
}

# remove LIVEPATCH
remove()
{
	disable_lp "$1"
	unload_lp "$1"
}

# replace OLD NEW [PARAM...]: and OLD unloads
replace()
{
	local old=$1

	shift
	load_lp "$@"
	loop_until '[[ ! -e "/sys/kernel/livepatch/$old" ]]' ||
		die "$old was not replaced"
	unload_lp "$old"
}

# passed: the scenario ends, and left nothing loaded
passed()
{
	expect "$(ls /sys/kernel/livepatch)" ""
	expect "$(lsmod | awk 'NR > 1')" ""
	echo "ok"
}

# recover: a scenario failed, leave nothing behind for the next one
recover()
{
	echo "FAILED"
	for enabled in /sys/kernel/livepatch/*/enabled; do
		[[ -e "$enabled" ]] && echo 0 >"$enabled"
	done
	loop_until '! ls /sys/kernel/livepatch/* &>/dev/null'
	lsmod | awk 'NR > 1 { print $1 }' | xargs -r rmmod
}
