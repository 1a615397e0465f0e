# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2016,SC2015,SC2164
#
# Sourced by klp-compat-build: builds, many at once, and finds out what went wrong.
# Names are relative to the copy.

# row KERNEL PATH FILE MODULE STATUS ERROR IGNORED: a result, that can be sorted
# by the file and evaluated
row()
{
	printf '%s\n' "$(printf '%q ' "$(name "$2" "$3")" "$1" \
		"${4:+$(name "$2" "$4").ko}" "${@:5}")" >>"$work/rows"
}

# name PATH FILE: as the user would say
name()
{
	case ${folder_names[$1]}/ in
	./)	echo "$2" ;;
	*)	echo "${folder_names[$1]%/}/$2" ;;
	esac
}

# A makefile for a source that has none, in a folder of its own
make_folder()
{
	local name

	name=$(basename "$1" .c)
	mkdir "$2"
	echo "obj-m := $name.o" >"$2/Kbuild"
	echo "#include \"../$name.c\"" >"$2/$name.c"
}

# kbuild: all that it can, what it says goes to the log
kbuild()
{
	isolated env MAKEFILES="$here/Kbuild.compat" make -k -C \
		"${realdirs[$kernel]}" M="$PWD/$folder" V=0 "${make_vars[@]}" \
		modules >>"$log" 2>&1
}

# A module that fails keeps kbuild from linking the others: leaves those out
# that failed. Fails if there are no more of them, or no others.
leave_out()
{
	local dir name rest makefile more='' others=''

	while read -r dir name rest; do
		if [ -f "$dir/$name.o" ] && ! grep -q "\b$name\.ko\]" "$log"; then
			others=y
		elif [ -z "${out_of[$dir/$name]:-}" ]; then
			out_of[$dir/$name]=y more=y makefile=$dir/Makefile
			[ ! -f "$dir/Kbuild" ] || makefile=$dir/Kbuild
			printf '\n\nobj-m := $(filter-out %s.o,$(obj-m))\n' \
				"$name" >>"$makefile"
		fi
	done <<<"$modules"
	[ -n "$more" ] && [ -n "$others" ]
}

# build KERNEL PATH FOLDER [SOURCE]: a job
build()
{
	local kernel=$1 path=$2 folder=$3 source=${4:-} modules log status
	local -A out_of=()

	modules=${job_modules["$*"]%$'\n'}
	cd "$work/$kernel/$path"
	if [ -n "$source" ]; then
		folder=$source.klp-compat
		make_folder "$source" "$folder"
		modules="$folder ${modules#* }"
	fi
	log=$PWD/$folder/klp-compat-build.log
	: >"$log"
	while status=0; kbuild || status=$?; [ $status != 0 ]; do
		[ $status -lt 124 ] && leave_out || break
	done
	[ $status -lt 124 ] || echo "it did not end within $timeout s" >>"$log"
	[ "$(stat -c %s "$log")" -lt $((max_kib * 1024)) ] ||
		echo "make: what it says has no end" >"$log"
	results
}

# A line for each livepatch of the job
results()
{
	local dir name main parts ignored place error status

	while read -r dir name main parts ignored; do
		[ "$main" != - ] && wanted "$path" "$main,$parts" || continue
		place=$dir
		[ -z "$source" ] || place=$(dirname "$source")
		place=$(relative "$place/$name")
		error=$(module_error "$dir" "$name" "$parts")
		status=built
		[ -z "$error" ] || status=failed
		row "$kernel" "$path" "$main" "$place" $status "$error" "$ignored"
		[ -z "$out" ] || keep "$dir/$name" "$place" $status
	done <<<"$modules"
}

# keep MODULE PLACE STATUS: the module, or what the compiler said
keep()
{
	local to=$out/$2

	[ ${#kdirs[@]} = 1 ] || to=$out/${releases[$kernel]}/$2
	mkdir -p "$(dirname "$to")"
	if [ "$3" = built ]; then
		cp "$1.ko" "$to.ko"
	else
		cp "$log" "$to.log"
	fi
}

# module_error FOLDER NAME PARTS: the first one, nothing if there is none
module_error()
{
	local arch

	if [ ! -f "$1/$2.ko" ]; then
		first_error "$log" "$path" "$folder" "$1" "$2" "$3" | grep . ||
			echo "make made no $2.ko and said nothing of it"
		return
	fi
	arch=$(grep -aom1 '\.klp\.arch\.[A-Za-z0-9._-]*' "$1/$2.ko") || return 0
	echo "section $arch: kernels since 5.8 don't apply it, so this code" \
		"would run as it is; use the plain name, .${arch##*..}"
}

# first_error LOG PATH FOLDER [SUBFOLDER NAME PARTS]: as a person would pick it
# from what make said in FOLDER: of the module's parts, of the module, of any
first_error()
{
	local text line file objects=

	text=$(head -c 1000000 "$1" | tr -d '\0')
	text=${text//"$PWD/$3/"/}
	if [ $# -gt 3 ]; then
		# shellcheck disable=SC2046,SC2059,SC2086 # lists of words
		objects=$(realpath -m --relative-to="$3" \
			$(printf "$4/%s " ${6//,/ } "$5.o"))
	fi
	line=$(awk -v objects=" ${objects//$'\n'/ } " -v ko="${5:-}.ko]" \
		-f "$here/build/first-error.awk" <<<"$text")
	file=${line%%:*}
	if [ -f "$3/$file" ]; then
		file=$(relative "$3/$file")
		line=$(name "$2" "$file"):${line#*:}
	fi
	line=${line//"$PWD/"/$(name "$2" "")}
	[[ $line != *"error: ../"*": No such file"* ]] ||
		line+=" (what is above PATH is not copied: give the folder above)"
	echo "${line:0:400}"
}

progress()
{
	[ -z "$progress" ] ||
		printf '\r\033[K[%d/%d]' "$ended" ${#todo[@]} >&2
}

wait_for_one()
{
	progress
	wait -n || complain "a job did not end as it should"
	running=$((running - 1)) ended=$((ended + 1))
}

# Each job is a group of processes, so that at_exit() can end it as a whole
run_jobs()
{
	local job running=0 ended=0

	set -m
	for job in "${todo[@]}"; do
		[ $running -lt "$jobs" ] || wait_for_one
		# shellcheck disable=SC2086 # words
		build $job &
		running=$((running + 1))
	done
	while [ $running -gt 0 ]; do
		wait_for_one
	done
	set +m
	[ -z "$progress" ] || printf '\r\033[K' >&2
}
