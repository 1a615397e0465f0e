/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/types.h>

/* One function for each of the livepatches klp_a, klp_b and klp_c */
enum { A, B, C, NR_BUSY };

/* Sleeps as long as the parameter "hold" says so for this function. */
void klp_target_wait(int nr);
