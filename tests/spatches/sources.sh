# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# Sourced by the tests here: the livepatches that come with a kernel.

test_modules()
{
	case $1 in
	6.1)	echo lib/livepatch ;;
	*)	echo tools/testing/selftests/livepatch/test_modules ;;
	esac
}

# copy_samples VERSION FOLDER: as they are in the package, with their paths
copy_samples()
{
	sources=$(scripts/linux-source "$1" \
		--files samples/livepatch "$(test_modules "$1")" | tail -n 1)
	mkdir "$2"
	cp -r "$sources/." "$2"
}
