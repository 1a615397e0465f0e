/* SPDX-License-Identifier: GPL-2.0 */
/* Livepatches included it before 5.19; it had nothing for them. */
