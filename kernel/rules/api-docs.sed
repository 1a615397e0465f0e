# SPDX-License-Identifier: GPL-2.0
# Document the new members of the structures.
# Files: include/linux/livepatch.h

/^ \* @callbacks:	functions to be executed pre/c\
 * @states:	states that come and go with the object, see\
 *		struct klp_state_callbacks (optional)
/^ \* @states:	system states that can get modified/c\
 * @states:	patch-wide states, see struct klp_state_callbacks (optional)
/^ \* struct klp_object - /,/^ \*\//{
/^ \* @kobj:/a\
 * @implicit:	state without an id that follows the object, for livepatches\
 *		with callbacks of the object; allocated by kmalloc(), freed\
 *		with the livepatch
}
/^ \* struct klp_patch - /,/^ \*\//{
/^ \* @kobj:/a\
 * @states_kobj: kobject for the states in sysfs
/^ \* @obj_list:/a\
 * @state_list:	dynamic list of the patch-wide and object states
}
