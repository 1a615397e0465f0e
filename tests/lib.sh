# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# Sourced by the tests that are shell scripts:
#
#	. "$(dirname "$0")/../lib.sh"
#	check "it says hello" grep -q hello "$tmp/out"
#	done_testing
#
# The current folder is the top of the project, $tmp a folder of the test's
# own, $KERNEL the kernels to try. check and its kin print one TAP line each and
# never end the test.
set -eu

self=$(realpath "$0")
cd "${self%/tests/*}"
: "${KERNEL:=$(scripts/kernels)}"
export KERNEL

tmp=$(mktemp -d)
tests=0
failures=0
ended=

# A test that stops half way must not look like a shorter one that passed.
at_exit()
{
	rm -rf "$tmp"
	if [ -z "$ended" ]; then
		echo "Bail out! stopped before its end"
		exit 1
	fi
}
trap at_exit EXIT

ok()
{
	tests=$((tests + 1))
	echo "ok $tests - $1"
}

# not_ok WHAT [FILE]: the file's content explains it
not_ok()
{
	tests=$((tests + 1))
	failures=$((failures + 1))
	echo "not ok $tests - $1"
	[ $# = 1 ] || sed 's/^/# /' "$2"
}

# For what can't exist here; a missing tool is a failure, see scripts/deps.
skip()
{
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

# check WHAT COMMAND...: passes if the command succeeds
check()
{
	check_status 0 "$@"
}

# check_status N WHAT COMMAND...: passes if the command exits with N
check_status()
{
	expected=$1 what=$2 status=0
	shift 2
	"$@" >"$tmp/.output" 2>&1 || status=$?
	if [ "$status" = "$expected" ]; then
		ok "$what"
	else
		echo "exit status $status, not $expected: $*" >>"$tmp/.output"
		not_ok "$what" "$tmp/.output"
	fi
}

# check_same WHAT EXPECTED FILE: passes if the two files are equal
check_same()
{
	check "$1" diff -u "$2" "$3"
}

done_testing()
{
	echo "1..$tests"
	ended=1
	[ "$failures" = 0 ]
	exit
}
