# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# Sourced by the benchmarks, executables named PART-WHAT. Each prints lines of
#
#	bench NAME ours=X peer=Y unit=U ratio=R better=lower|higher
#
# where NAME is WHAT.PEER and X and Y are medians of the same run. The current
# folder is the top of the project, $tmp a folder of the benchmark's own.
set -eu

self=$(realpath "$0")
cd "${self%/tests/*}"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# bench NAME OURS PEER UNIT lower|higher
bench()
{
	ratio=$(awk -v ours="$2" -v peer="$3" 'BEGIN { printf "%.3f", ours / peer }')
	echo "bench $1 ours=$2 peer=$3 unit=$4 ratio=$ratio better=$5"
}

# median: of the numbers on standard input, one per line
median()
{
	sort -g | awk '{ x[NR] = $1 } END { print x[int((NR + 1) / 2)] }'
}
