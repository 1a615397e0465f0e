// SPDX-License-Identifier: GPL-2.0
#define NR C
#define BUSY "busy_c"
#include "livepatch.c"
