# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2034,SC2164
#
# Sourced by klp-compat-build: what there is to build. Names are relative to the
# copy, which is the working directory.

# relative FILE [FOLDER]
relative()
{
	realpath -m --relative-to="${2:-.}" -- "$1"
}

# code FILE...: without comments and #if 0
code()
{
	cat -- "$@" | "$here/../spatches/strip-c"
}

# sources FILE...: the files, and those that they include from beside them
sources()
{
	local -A seen=()
	local file include

	while [ $# -gt 0 ]; do
		file=$(relative "$1")
		shift
		[[ -z ${seen[$file]:-} && -f $file ]] || continue
		seen[$file]=1
		printf '%s\n' "$file"
		while read -r include; do
			set -- "$@" "$(dirname "$file")/$include"
		done < <(sed -nE 's/^\s*#\s*include\s*"(.*)".*/\1/p' "$file")
	done
}

# has REGEX: is it in the code on standard input? Reads all of it.
has()
{
	grep -E "$1" >/dev/null
}

# What the API of today ignores in some code
ignored()
{
	local code=$1 all=()

	! has '(\.|->)\s*immediate\b' <<<"$code" || all+=(.immediate)
	! has '\bklp_have_reliable_stack\b' <<<"$code" ||
		all+=("klp_have_reliable_stack()")
	! has '\bK(LP|PATCH)_(PRE|POST)_(UN)?PATCH_CALLBACK\b' <<<"$code" ||
		all+=("callbacks for klp-build")
	! has '\bklp_register_patch\b' <<<"$code" ||
		has '\bklp_enable_patch\b' <<<"$code" ||
		all+=("registered only: call klp_enable_patch()")
	(IFS=,; printf '%s' "${all[*]}")
}

# ask_makefile KERNEL FOLDER: a line per module and folder, see modules.mk
ask_makefile()
{
	isolated make -rR -s -C "${realdirs[$1]}" -f "$here/build/modules.mk" \
		KLP_FOLDER="$PWD/$2" KLP_SRCTREE="${srctrees[$1]}" \
		KLP_RELEASE="${releases[$1]}" "${make_vars[@]}" \
		klp-compat-modules >"$work/asked" 2>"$work/errors" || return
	sed -n 's/^klp-compat: //p' "$work/asked"
}

has_makefile()
{
	[ -f "$1/Kbuild" ] || [ -f "$1/Makefile" ]
}

# above FOLDER: prints it and what is above it in the copy
above()
{
	local folder=$1

	while [ "$folder" != . ]; do
		echo "$folder"
		folder=$(dirname "$folder")
	done
	echo .
}

# ask_makefiles KERNEL PATH: of all folders that have sources of livepatches, or
# are above one. Sets listing[] and below[].
ask_makefiles()
{
	local folder kind name rest

	for folder in $(for file in "${candidates[@]}"; do
				above "$(dirname "$file")"
			done | sort -u); do
		has_makefile "$folder" || continue
		if ! listing[$folder]=$(ask_makefile "$1" "$folder"); then
			row "$1" "$2" "$folder/Makefile" "" failed \
				"$(makefile_error "$1" "$2" "$folder")" ""
			broken[$folder]=1
		fi
		while read -r kind name rest; do
			[ "$kind" != below ] ||
				below[$(relative "$folder/$name")]=1
		done <<<"${listing[$folder]}"
	done
}

makefile_error()
{
	first_error "$work/errors" "$2" "$3" | grep . ||
		echo "it did not end within $timeout s"
}

# module FOLDER NAME PART...: adds a line to the modules of the job that is
# being made: folder, name, its main source, or - if it is no livepatch, its
# parts, what it ignores. All its sources are named[].
module()
{
	local folder=$1 name=$2 main=- file files code

	shift 2
	mapfile -t files < <(sources "${@/#/"$folder/"}")
	for file in "${files[@]}"; do
		named[$file]=1
	done
	code=$(code "${files[@]}" </dev/null)
	if has "$tokens" <<<"$code"; then
		main=${files[0]}
		for file in "${files[@]}"; do
			! code "$file" | has "$enables" || { main=$file; break; }
		done
	fi
	modules+="$folder $name $main $(IFS=,; echo "$*") $(ignored "$code")"$'\n'
}

# folder_modules FOLDER: of it, and of the folders that kbuild goes on to
folder_modules()
{
	local kind name part parts

	while read -r kind name parts; do
		read -ra parts <<<"$parts"
		parts=("${parts[@]/%.o/.c}")
		case $kind in
		module)	module "$1" "$name" "${parts[@]}" ;;
		below)	folder_modules "$(relative "$1/$name")" ;;
		other)	for part in "${parts[@]}"; do
				named[$(relative "$1/$part")]=1
			done ;;
		esac
	done <<<"${listing[$1]:-}"
}

# Names with these characters are nothing that make or kbuild can handle
bad_name='[][:space:][:cntrl:]#:$%\"'\''`*?{}();&|<>~!]'

# Sets candidates: the sources and headers below with tokens of the API
find_candidates()
{
	local file

	candidates=()
	while IFS= read -r -d '' file; do
		file=${file#./}
		if [[ ! $file =~ $bad_name ]]; then
			candidates+=("$file")
		elif wanted "$2" "$file" && code "$file" | has "$enables"; then
			row "$1" "$2" "$file" "" failed \
				"kbuild can't take a file or folder of such a name" ""
		fi
	done < <(grep -rlZIE --include='*.[ch]' -e "$tokens" . | sort -z)
}

# wanted PATH FILE,...: PATH is a folder, or one of these files
wanted()
{
	[[ -z ${only[$1]:-} || ,$2, == *",${only[$1]},"* ]]
}

# A job is "KERNEL PATH FOLDER [SOURCE]"; job_modules[] has its modules
add_job()
{
	nr_jobs=$((nr_jobs + 1))
	[ $(((nr_jobs - 1) % shards + 1)) = "$shard" ] || return 0
	wanted "$2" "$(tr ' \n' ',,' <<<"$modules")" || return 0
	todo+=("$*")
	job_modules["$*"]=$modules
}

# Folders that no other one descends to, and that build a livepatch
folder_jobs()
{
	local folder

	for folder in "${!listing[@]}"; do
		[ -z "${below[$folder]:-}" ] || continue
		modules=
		folder_modules "$folder"
		! has '^[^ ]+ [^ ]+ [^-]' <<<"$modules" || add_job "$1" "$2" "$folder"
	done
}

# Sources that enable a livepatch and that no makefile names
source_jobs()
{
	local file folder name

	for file in "${candidates[@]}"; do
		folder=$(dirname "$file")
		if [[ $file != *.c || -n ${named[$file]:-}${broken[$folder]:-} ]] ||
				! wanted "$2" "$file" ||
				! code "$file" | has "$enables"; then
			continue
		fi
		name=$(basename "$file" .c)
		if [ -n "${listing[$folder]:-}" ]; then
			row "$1" "$2" "$file" "" failed "$(unnamed "$folder" "$name")" ""
			continue
		fi
		modules=
		module "$folder" "$name" "$name.c"
		add_job "$1" "$2" "$folder" "$file"
	done
}

unnamed()
{
	if grep -q "^off $2 " <<<"${listing[$1]}"; then
		echo "its makefile has it switched off: set its option, as in CONFIG_X=m"
	else
		echo "no obj-m in the makefile of its folder has it"
	fi
}

# find_jobs KERNEL PATH
find_jobs()
{
	local -A listing=() below=() named=() broken=()
	local candidates modules

	cd "$work/$1/$2"
	find_candidates "$1" "$2"
	ask_makefiles "$1" "$2"
	folder_jobs "$1" "$2"
	source_jobs "$1" "$2"
	cd "$start"
}
