# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# Sourced by the two tests that run the fuzzers, behind tests/lib.sh. What makes
# one crash or hang is left in build/fuzz, to become a part of tests/fuzz/corpus.

# start TARGET RUNS MAX_LEN FOLDER...: in the background; new inputs go to the first folder
start()
{
	local target=$1 runs=$2 max_len=$3

	shift 3
	mkdir -p "$1"
	(
		ulimit -f 2000000
		exec nice "build/fuzz/$target" -runs="$runs" -max_len="$max_len" \
			-seed=1 -timeout=60 -rss_limit_mb=4096 -verbosity=1 \
			-artifact_prefix="build/fuzz/$target-" \
			"$@" "tests/fuzz/corpus/$target"
	) >"$tmp/$target.log" 2>&1 &
	eval "pid_$target=$!"
}

# finish TARGET RUNS: one line, and its figures
finish()
{
	local status=0 crashes=0 pid=pid_$1

	wait "${!pid}" || { status=$? crashes=1; }
	awk -v target="$1" -v crashes="$crashes" '
	/^#[0-9]+\t/	{
		done = substr($1, 2)
		for (i = 2; i < NF; i++)
			if ($i == "cov:")
				edges = $(i + 1)
	}
	END { printf "# %s: %d executions, %d edges, %d crashes\n",
		target, done, edges, crashes }' "$tmp/$1.log"
	grep -v '^#' "$tmp/$1.log" | tail -n 40 >"$tmp/why"
	if [ "$status" = 0 ]; then
		ok "$1: $2 runs"
	else
		not_ok "$1: $2 runs" "$tmp/why"
	fi
}
