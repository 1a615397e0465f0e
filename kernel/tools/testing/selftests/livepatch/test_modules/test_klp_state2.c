// SPDX-License-Identifier: GPL-2.0
/* A second livepatch, with the same states or others. */

#include "test_klp_state.c"
