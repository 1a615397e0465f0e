# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2154 # lib.sh sets tmp
#
# Sourced, after lib.sh, by the tests that only compile. W=1 and C=1 are make's
# in the kernel: more warnings, and sparse.

. scripts/kernel-env

# without_warnings COMMAND...: it succeeds and warns of nothing in livepatching
without_warnings()
{
	"$@" >"$tmp/.build" 2>&1 || {
		grep -E -A5 'error:|Error ' "$tmp/.build" || cat "$tmp/.build"
		return 1
	}
	! grep -A5 'livepatch.*: warning: ' "$tmp/.build"
}

# prepare_tree VERSION TREE: sources with the state core, nothing built
prepare_tree()
{
	cp -r "$(scripts/linux-source "$1" 2>/dev/null | tail -n 1)" "$2" &&
		kernel/apply "$2"
}

# build_objects TREE [ARG...]: the objects of the livepatch core, all anew
build_objects()
{
	rm -f "$1"/kernel/livepatch/*.o
	kbuild "$@" W=1 kernel/livepatch/
}

# build_copy TREE FOLDER [ARG...]: a copy of modules that the tree has
build_copy()
{
	tree=$1
	rm -rf "$tmp/livepatch-modules"
	cp -r "$1/$2" "$tmp/livepatch-modules"
	shift 2
	kbuild "$tree" W=1 M="$tmp/livepatch-modules" CONFIG_SAMPLE_LIVEPATCH=m \
		CONFIG_TEST_LIVEPATCH=m KBUILD_MODPOST_WARN=1 "$@" modules
}

# selftest_modules TREE: where it has them
selftest_modules()
{
	if [ -d "$1/lib/livepatch" ]; then
		echo lib/livepatch
	else
		echo tools/testing/selftests/livepatch/test_modules
	fi
}
