// SPDX-License-Identifier: GPL-2.0
#define NR B
#define BUSY "busy_b"
#include "livepatch.c"
