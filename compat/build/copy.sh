# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2016
#
# Sourced by klp-compat-build: copies of the sources, and makefiles kept to them.

# What is to be copied: no repository, nothing that was built
list_files()
{
	find . \( -name .git -o -samefile "${out:-$work}" \) -prune -o \
		! -name '*.ko' ! -name '*.o' ! -name '.*.cmd' \
		\( -xtype f -o -type d \) -print0
}

# Links to files are copied as files, so that nobody writes through them. Links
# to folders stay links, within the copy if they lead to something below PATH.
copy_links()
{
	local link target

	find . -name .git -prune -o -type l -xtype d -print0 |
	while IFS= read -r -d '' link; do
		target=$(realpath "$link")
		[[ $target/ != "$PWD"/* ]] || target=$1${target#"$PWD"}
		ln -s "$target" "$1/$link"
	done
}

# copy FOLDER TO: what can't be read is named, the rest goes on
copy()
{
	local line

	mkdir -p "$2"
	(
		cd "$1"
		list_files | tar -ch --mode=u+rwX --null --no-recursion -T - |
			tar -x -C "$2" --no-same-owner
		copy_links "$2"
	) 2>"$work/errors" || :
	sed -nE "s/^[a-z]+: (.*): (Cannot [a-z]+: )?(Permission denied|Input.*error)$/\1: \3/p" \
		"$work/errors" | tr -d "‘’" | sort -u >"$work/lines"
	while read -r line; do
		complain "$(shown "$1"): $line"
	done <"$work/lines"
}

# Runs a command that can't write to the sources, and ends with all it started.
# $work may be below a PATH, and stays writable.
protect='
	mount --bind "$work" "$work"
	while [ "$1" != -- ]; do
		options=$(findmnt -n -o VFS-OPTIONS -T "$1" | sed "s/^rw/ro/")
		mount --rbind "$1" "$1"
		mount -o "remount,bind,$options" "$1"
		shift
	done
	shift
	exec "$@"'

max_kib=$((128 * 1024))	# of a file: what make says may have no end

isolated()
{
	(
		ulimit -f $max_kib
		exec timeout --foreground -k 5 "$timeout" \
			"${namespaces[@]}" "$@" </dev/null
	)
}

choose_namespaces()
{
	namespaces=(unshare --mount --pid --fork --kill-child)
	[ "$(id -u)" = 0 ] || namespaces+=(--map-root-user)
	namespaces+=(bash -euc "$protect" protect "${folders[@]}" --)
	isolated true 2>/dev/null && return
	namespaces=()
	say "no namespaces here: nothing keeps a makefile from writing to PATH"
}
