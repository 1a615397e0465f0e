# SPDX-License-Identifier: GPL-2.0
# Files: kernel/livepatch/Makefile

s/^\(livepatch-objs := .*\) state\.o /\1 state.o state_sysfs.o /
