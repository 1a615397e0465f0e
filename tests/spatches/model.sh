# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# Sourced by the tests here: compiling livepatches against the model headers of
# klp-migrate, with the kernel's flags for W=1. What the model lacks is an
# implicit declaration before and after.

flags="-std=gnu11 -fsyntax-only -nostdinc -Wall -Wextra -Wno-unused-parameter
	-Wno-missing-field-initializers -Wno-sign-compare -Wno-unused-function
	-Wmissing-declarations -Wmissing-prototypes -Wold-style-definition
	-Wunused-const-variable -Wno-int-conversion -include converter/model/kernel.h
	-include converter/model/livepatch.h"

# diagnose FILE [FLAG...]: what gcc says of it, without file and line
diagnose()
{
	file=$1
	shift
	mkdir -p "$tmp/include"
	sed -n 's/^#include <\(.*\)>.*/\1/p' "$(dirname "$file")"/*.[ch] |
		sort -u | (cd "$tmp/include" && while read -r header; do
			mkdir -p "$(dirname "$header")"
			: >>"$header"
		done)
	# shellcheck disable=SC2086 # a list of words
	gcc $flags -I"$tmp/include" "$@" "$file" 2>&1 |
		sed -n 's/^[^:]*:[0-9:]* \(warning\|error\)/\1/p' | sort -u
}

# new_diagnostics OLD NEW: what a conversion has brought, ids given. What is
# left with callbacks is for the old API.
new_diagnostics()
{
	ids=$(grep -ow 'KLP_STATE_ID_\w*' "$2" | sort -u |
		awk '{ print "-D" $0 "=" NR }')
	api=-DKLP_MODEL_STATES
	! grep -Eq '\.(pre|post)_(un)?patch|klp_(un)?register_patch' "$2" || api=
	diagnose "$1" >"$tmp/before"
	# shellcheck disable=SC2086 # lists of words
	diagnose "$2" $api $ids | comm -13 "$tmp/before" -
}

# check_compiles WHAT OLD NEW
check_compiles()
{
	new_diagnostics "$2" "$3" >"$tmp/news"
	if [ -s "$tmp/news" ]; then
		not_ok "$1" "$tmp/news"
	else
		ok "$1"
	fi
}
