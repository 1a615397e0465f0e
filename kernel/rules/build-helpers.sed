# SPDX-License-Identifier: GPL-2.0
# The macros by which a source patch declares states.
# Files: include/linux/livepatch_helpers.h Documentation/livepatch/api.rst
# Needs: KLP_PRE_PATCH_CALLBACK

/__PASTE(__KLP_POST_UNPATCH_PREFIX, KLP_OBJNAME) = func$/a\
\
/* States, see Documentation/livepatch/system-state.rst */\
\
/* GCC emits variables in reverse order unless it is told not to. */\
#if __has_attribute(__no_reorder__)\
#define __klp_no_reorder __attribute__((__no_reorder__))\
#else\
#define __klp_no_reorder\
#endif\
\
/* The elements of an array: aligned by hand, else GCC would put gaps between */\
#define __KLP_STATE(section, ...)						\\\
	static struct klp_state __UNIQUE_ID(klp_state) __used			\\\
		__klp_no_reorder __section(section) __aligned(sizeof(long)) =	\\\
		{ __VA_ARGS__ }\
\
/**\
 * KLP_STATE() - declare a state of the object that the file belongs to\
 * @...:	initializer of struct klp_state, without the braces\
 *\
 * The state is always there if the file is built into the kernel, and comes\
 * and goes with the module otherwise.  An object may have several, also in\
 * several files.  Within a file they keep their order::\
 *\
 *	KLP_STATE(.id = 4711, .version = 1, .name = "larger table of widgets",\
 *		  .callbacks = { .setup = alloc_table, .remove = free_table });\
 */\
#define KLP_STATE(...) __KLP_STATE(KLP_STATES_SEC, __VA_ARGS__)\
\
/**\
 * KLP_PATCH_STATE() - declare a patch-wide state\
 * @...:	initializer of struct klp_state, without the braces\
 *\
 * The state does not depend on the object that the file belongs to: several\
 * modules may use it, and the file may be of any of them.\
 */\
#define KLP_PATCH_STATE(...) __KLP_STATE(KLP_PATCH_STATES_SEC, __VA_ARGS__)

/^Object Types$/i\
Source Patches\
==============\
\
.. kernel-doc:: include/linux/livepatch_helpers.h\
   :identifiers: KLP_STATE KLP_PATCH_STATE\
