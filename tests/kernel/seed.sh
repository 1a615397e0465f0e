# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2154 # lib.sh sets tmp
#
# Sourced, after lib.sh, by the tests that break the state core on purpose.

# get_broken_kernel VERSION VARIANT SED: sets kernel to the tree, where state.c
# was edited. A copy of the project builds it, in the place of the good one,
# whose next user gets it built again.
get_broken_kernel()
{
	copy=$tmp/broken
	rm -rf "$copy"
	mkdir -p "$copy/tests"
	cp -r kernel scripts "$copy"
	cp -r tests/vm "$copy/tests"
	sed -i "$3" "$copy/kernel/livepatch/state.c"
	if cmp -s "$copy/kernel/livepatch/state.c" kernel/livepatch/state.c; then
		echo "nothing changes: $3"
		return 1
	fi
	kernel=$("$copy/scripts/kernel" "$1" "$2") || return
	kernel=$(echo "$kernel" | tail -n 1)
}
