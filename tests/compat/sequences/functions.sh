# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2154 # lib.sh and vm.sh set them
#
# Sourced, after lib.sh and vm.sh: sequences of what can be done to old
# livepatches, run in VMs. See sequences.c for what a sequence is.

here=tests/compat/sequences

# build_sequences NAME [COMPAT]: the livepatches for $kernel, in $tmp/NAME
build_sequences()
{
	rm -rf "${tmp:?}/$1"
	mkdir "$tmp/$1"
	cp "$here"/* tests/kernel/state-vm/klp_target.[ch] \
		tests/kernel/state-vm/klp_mod.c "$tmp/$1"
	(
		[ $# = 1 ] || export MAKEFILES="$2/Kbuild.compat"
		kbuild "$kernel" M="$tmp/$1" modules
	) && gcc -O2 -Wall -static -o "$tmp/sequences" "$here/sequences.c"
}

# run_sequences NAME KERNEL SEED COUNT|FILE: the output is in $tmp/NAME.out
run_sequences()
{
	name=$1 tree=$2
	shift 2
	rm -rf "$tmp/$name.guest"
	mkdir "$tmp/$name.guest"
	cp "$tmp/sequences" "$tmp/$name"/*.ko "$tmp/$name.guest"
	if [ -f "$1" ]; then
		cp "$1" "$tmp/$name.guest/steps"
		set -- steps
	fi
	printf '#!/bin/sh\n./sequences %s && ./leaks\n' "$*" >"$tmp/$name.run"
	chmod +x "$tmp/$name.run"
	scripts/vm -c 1 -t 2400 -l "$PWD/build/vm/sequences-$name.log" "$tree" \
		"$tmp/$name.run" "$tmp/$name.guest"/* tests/vm/leaks \
		>"$tmp/$name.out" &&
		grep -qx "done" "$tmp/$name.out"
}

# steps NAME [LAST]: what it takes to repeat them
steps()
{
	sed '/^sequence '"$((${2:-1000000} + 1))"'$/,$d' "$tmp/$1.out" |
		grep -E '^(sequence|>)'
}

# both FILE: repeat it on both kernels; prints what differs
both()
{
	run_sequences stock "$stock" "$1" 2>/dev/null &
	run_sequences "$broken" "$core" "$1" 2>/dev/null || :
	wait $! || :
	"$here/compare" "$tmp/stock.out" "$tmp/$broken.out" || :
}

# without STEPS ITEM...: STEPS without those; an item is the number of a line, or
# line.word for a parameter of the livepatch that is loaded there
without()
{
	file=$1
	shift
	awk -v items="$*" '
	BEGIN { n = split(items, item, " "); while (n) gone[item[n--]] }
	FNR in gone { next }
	{
		line = $1
		for (i = 2; i <= NF; i++)
			if (!(FNR "." i in gone))
				line = line " " $i
		print line
	}' "$file"
}

# items steps|words: those of $tmp/example
items()
{
	case $1 in
	steps)	awk '{ print FNR }' "$tmp/example" ;;
	words)	awk '$2 == "load" { for (i = 4; i <= NF; i++) print FNR "." i }' \
			"$tmp/example" ;;
	esac
}

# try ITEMS...: each line of the standard input is what to leave out of the
# example; prints the numbers of the lines without which there is a difference
try()
{
	n=0
	while read -r line; do
		n=$((n + 1))
		echo "sequence $n"
		# shellcheck disable=SC2086 # a list of words
		without "$tmp/example" $line
	done >"$tmp/candidates"
	both "$tmp/candidates" >"$tmp/tried"
	sed -n 's/^differs //p' "$tmp/tried"
}

# shrink steps|words: leave out of $tmp/example what is not needed. All single
# items are tried in one boot; then together, or the half of them that is.
shrink()
{
	while :; do
		items "$1" >"$tmp/items"
		try <"$tmp/items" | sed 's/$/p/' >"$tmp/numbers"
		[ -s "$tmp/numbers" ] || return 0
		sed -n -f "$tmp/numbers" "$tmp/items" >"$tmp/useless"
		count=$(wc -l <"$tmp/useless")
		while [ "$count" -gt 0 ]; do
			head -n "$count" "$tmp/useless" | xargs
			count=$((count / 2))
		done >"$tmp/subsets"
		best=$(try <"$tmp/subsets" | head -n 1)
		# shellcheck disable=SC2046
		without "$tmp/example" $(sed -n "${best}p" "$tmp/subsets") \
			>"$tmp/shorter"
		mv "$tmp/shorter" "$tmp/example"
	done
}
