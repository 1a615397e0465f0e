# SPDX-License-Identifier: GPL-2.0
# Before 6.10 the selftests load their modules by modprobe.
# Files: tools/testing/selftests/livepatch/test-state.sh
# Needs: modprobe tools/testing/selftests/livepatch/functions.sh

s|^\(.*% \)insmod test_modules/\(.*\)\.ko|\1modprobe \2|
s|^insmod: \(.*\) module test_modules/\(.*\)\.ko: |modprobe: \1 '\2': |
s|Invalid parameters$|Invalid argument|
