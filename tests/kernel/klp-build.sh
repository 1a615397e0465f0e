# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2154 # lib.sh sets tmp
#
# Sourced, after lib.sh, by the two tests of livepatches that are made of source
# patches. They make it in different ways, but of the same files.

files=tests/kernel/klp-build-files
added=$files	# what is added to the files, and what is expected of it

# patched FILE: what the source patch makes of it
patched()
{
	sed -f "$files/functions.sed" "$1"
	cat "$added/$(basename "$1")"
}

# guest KERNEL MODULE...: what happens in the VM
guest()
{
	booted=$1
	shift
	scripts/vm -l "$PWD/build/vm/klp-build-$version.log" "$booted" \
		"$files/guest" "$@" >"$tmp/guest"
}

# check_steps WHAT SCOPES: what the guest did, without the lines of SCOPES
check_steps()
{
	sed -n 's/^== //p' "$added/expected" >"$tmp/steps"
	while read -r step; do
		for log in "$added/expected" "$tmp/guest"; do
			grep -vE "^($2) " "$log" | awk -v step="== $step" '
				/^== / { show = $0 == step }
				show' >"$tmp/$(basename "$log").step"
		done
		check_same "$version: $1: $step" \
			"$tmp/expected.step" "$tmp/guest.step"
	done <"$tmp/steps"
}
