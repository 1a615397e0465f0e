# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2004
#
# Sourced by klp-compat-build: what came out, for people and for programs.

# Reads the rows: cell[] by file and kernel, notes[] by file, files in order
read_rows()
{
	local line row name

	sort -u "$work/rows" >"$work/sorted"
	while read -r line; do
		eval "row=($line)"
		[ -n "${notes[${row[0]}]+set}" ] || files+=("${row[0]}")
		cell[${row[0]}/${row[1]}]=${row[3]}
		notes[${row[0]}]=${row[5]}
		sums[${row[3]}]=$((sums[${row[3]}] + 1))
		name=$(shown "${row[0]}")
		[ ${#name} -le "$width" ] || width=${#name}
		[ -z "${row[4]}" ] || failures+=("$(failure "${row[@]}")")
	done <"$work/sorted"
}

# failure FILE KERNEL MODULE STATUS ERROR...: one line
failure()
{
	local line=$5 file

	file=$(shown "$1")
	[[ $line == "$file"* ]] || line="$file: $line"
	[ ${#kdirs[@]} = 1 ] || line="${releases[$2]}: $line"
	echo "$line"
}

column()
{
	printf '  %-*s' $((${#1} > 6 ? ${#1} : 6)) "$2"
}

table()
{
	local file k

	printf '%-*s' "$width" LIVEPATCH
	for k in "${!kdirs[@]}"; do
		column "${releases[$k]}" "${releases[$k]}"
	done
	printf '  %s\n' IGNORED
	for file in "${files[@]}"; do
		printf '%-*s' "$width" "$(shown "$file")"
		for k in "${!kdirs[@]}"; do
			column "${releases[$k]}" "${cell[$file/$k]:--}"
		done
		printf '  %s\n' "${notes[$file]//,/, }"
	done | sed 's/ *$//'
}

print_text()
{
	if [ -z "$quiet" ]; then
		[ ${#files[@]} = 0 ] || table
	fi
	[ ${#failures[@]} = 0 ] || printf '%s\n' "${failures[@]}"
	[ -n "$quiet" ] ||
		echo "${sums[built]} built, ${sums[failed]} failed"
}

print_json()
{
	local line row k

	while read -r line; do
		eval "row=($line)"
		jq -n --arg path "${row[0]}" --arg module "${row[2]}" \
			--arg kernel "${releases[${row[1]}]}" \
			--arg status "${row[3]}" --arg error "${row[4]}" \
			--arg ignored "${row[5]}" '$ARGS.named |
				.ignored |= split(",") |
				with_entries(select(.value != ""))'
	done <"$work/sorted" | jq -s --argjson built "${sums[built]}" \
		--argjson failed "${sums[failed]}" \
		'{schema_version: 1, summary: {$built, $failed}, builds: .}'
}
