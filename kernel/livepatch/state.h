/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LIVEPATCH_STATE_H
#define _LIVEPATCH_STATE_H

#include <linux/livepatch.h>

/* A livepatch comes and leaves */
int klp_init_states(struct klp_patch *patch);
void klp_free_states(struct klp_patch *patch);

/* A transition, in this order */
bool klp_is_disable_blocked(struct klp_patch *patch);
void klp_begin_states(struct klp_patch *patch);
int klp_setup_states(struct klp_state *states);
void klp_disable_states(void);
void klp_complete_states(bool patched);

/* The module of an object comes and goes */
int klp_load_object_states(struct klp_object *obj);
void klp_enable_object_states(struct klp_object *obj);
void klp_disable_object_states(struct klp_object *obj);
void klp_remove_object_states(struct klp_object *obj);
void klp_remove_orphans(struct module *mod);

#define klp_for_each_state(patch, state) \
	list_for_each_entry(state, &(patch)->state_list, node)

#define klp_for_each_state_safe(patch, state, tmp_state) \
	list_for_each_entry_safe(state, tmp_state, &(patch)->state_list, node)

#endif /* _LIVEPATCH_STATE_H */
