# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2154 # lib.sh sets tmp
#
# Sourced, after lib.sh, by the tests that run scripts in a VM: upstream's
# livepatch selftests and what is written in their form. A folder below $stage
# is copied to the guest; each start_test in its scripts is one result.

. scripts/kernel-env

selftests=tools/testing/selftests/livepatch

# get_kernel VERSION VARIANT: sets kernel to the tree and stage to an empty folder
get_kernel()
{
	label="$1 $2"
	stage=$tmp/$1-$2
	mkdir "$stage"
	if kernel=$(scripts/kernel "$1" "$2" 2>"$tmp/.kernel"); then
		kernel=$(echo "$kernel" | tail -n 1)
		ok "$label: kernel"
	else
		not_ok "$label: kernel" "$tmp/.kernel"
		return 1
	fi
}

# copy_selftests TREE FOLDER: scripts and modules, which older kernels have in lib/
copy_selftests()
{
	cp -r "$1/$selftests" "$2"
	[ ! -d "$1/lib/livepatch" ] ||
		cp -r "$1/lib/livepatch" "$2/test_modules"
}

# stage_selftests VERSION: upstream's, as they are in the package
stage_selftests()
{
	package=$(scripts/linux-source "$1" 2>/dev/null | tail -n 1)
	copy_selftests "$package" "$stage/livepatch"
	(cd "$stage/livepatch" && find . -type f -exec sha256sum {} +) >"$tmp/.sums"
}

# build_selftests: with the variables for kbuild that the environment has
build_selftests()
{
	getpid=$stage/livepatch/test_klp-call_getpid

	kbuild "$kernel" M="$stage/livepatch/test_modules" \
		CONFIG_TEST_LIVEPATCH=m modules || return
	[ ! -f "$getpid.c" ] || gcc -static -o "$getpid" "$getpid.c"
}

selftests_are_pristine()
{
	(cd "$stage/livepatch" && sha256sum --quiet -c "$tmp/.sums")
}

# build_modules FOLDER NAME: in a copy of it, for the scripts of $stage/NAME.
# The copies are named as their modules are, for which upstream's functions look.
build_modules()
{
	rm -rf "$tmp/.modules" &&
	cp -r "$1" "$tmp/.modules" &&
	kbuild "$kernel" M="$tmp/.modules" modules || return
	mkdir -p "$stage/$2/test_modules"
	for ko in "$tmp/.modules"/*.ko; do
		cp "$ko" "$stage/$2/test_modules/$(basename "$ko" | tr - _)"
	done
}

# scenario SCRIPT NAME: one result
scenario()
{
	awk -v script="$1" -v start="TEST: $2 ... " '
	/^SCRIPT: /		{ here = $2 == script }
	/^(SCRIPT|EXIT|TEST): /	{ show = 0 }
	index($0, start) == 1	{ show = here }
	show' "$tmp/.guest" >"$tmp/.scenario"
	if grep -qxF "TEST: $2 ... ok" "$tmp/.scenario"; then
		ok "$label: $1: $2"
	else
		[ -s "$tmp/.scenario" ] || echo "not run" >"$tmp/.scenario"
		not_ok "$label: $1: $2" "$tmp/.scenario"
	fi
}

# scripts_in_vm: boot once, run all scripts below $stage, report each scenario
scripts_in_vm()
{
	check "$label: the VM ends well" guest_output
	for script in "$stage"/*/test-*.sh; do
		script=${script#"$stage/"}
		sed -n 's/^start_test "\(.*\)"$/\1/p' "$stage/$script" >"$tmp/.names"
		while read -r name; do
			scenario "$script" "$name"
		done <"$tmp/.names"
		check "$label: $script ends well" grep -qxF "$script 0" "$tmp/.exits"
	done
}

guest_output()
{
	: >"$tmp/.guest"
	status=0
	limit=600
	case $label in
	*-debug) limit=2400 ;;	# some ten times slower
	esac
	scripts/vm ${cpus:+-c "$cpus"} -t "$limit" "$kernel" tests/vm/selftests "$stage"/* >"$tmp/.guest" ||
		status=$?
	awk '/^SCRIPT: / { script = $2 } /^EXIT: / { print script, $2 }' \
		"$tmp/.guest" >"$tmp/.exits"
	return $status
}

# build_state_modules: those of state-vm/, in $tmp/modules. There are more like
# klp_a, for scenarios that force a livepatch out, where it stays for good.
build_state_modules()
{
	rm -rf "$tmp/modules"
	cp -r tests/kernel/state-vm "$tmp/modules"
	# The symbol that klp-relocs.py handles is undefined before
	kbuild "$kernel" M="$tmp/modules" KBUILD_MODPOST_WARN=1 modules &&
		tests/kernel/state-vm/klp-relocs.py "$tmp/modules/klp_c.ko" \
			klp_mod klp_mod_secret || return
	for letter in d e f g h i j k; do
		LC_ALL=C sed "s/klp_a/klp_$letter/g" "$tmp/modules/klp_a.ko" \
			>"$tmp/modules/klp_$letter.ko"
	done
}

# build_program NAME [FILE...]: one of guest/, in $tmp
build_program()
{
	name=$1
	shift
	walk=tests/kernel/rule-walk
	${CC:-gcc} -O2 -static -Wall -Wextra -Werror -I"$walk" -I"$walk/shim" \
		-Ikernel/include -Ikernel/livepatch -o "$tmp/$name" \
		"tests/kernel/guest/$name.c" tests/kernel/guest/guest.c "$@"
}

# run_program NAME COMMANDS: in a VM, with the modules of states
run_program()
{
	printf '#!/bin/sh\n%s\n' "$2" >"$tmp/commands"
	chmod +x "$tmp/commands"
	scripts/vm -c 1 -t 2400 \
		-l "$PWD/build/vm/$1-$(basename "$kernel").log" "$kernel" \
		"$tmp/commands" "$tmp/$1" tests/vm/leaks "$tmp"/modules/*.ko
}

# The guest's TAP lines become ours.
relay()
{
	while IFS= read -r line; do
		case $line in
		"ok - "*)	ok "$label: ${line#ok - }" ;;
		"not ok - "*)	not_ok "$label: ${line#not ok - }" ;;
		"# "*)		echo "$line" ;;
		esac
	done <"$tmp/guest"
}
