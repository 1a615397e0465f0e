/* SPDX-License-Identifier: GPL-2.0 */
/* Declares what livepatch.h defines, before it is included. */
struct klp_object;
struct klp_patch;

extern struct klp_patch *klp_patch;

void tables_set_callbacks(struct klp_object *obj);
