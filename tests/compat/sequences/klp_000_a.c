// SPDX-License-Identifier: GPL-2.0
#define NR A
#define BUSY "busy_a"
#include "livepatch.c"
