# SPDX-License-Identifier: GPL-2.0
# Livepatches made by klp-build have patch-wide states.
# Files: scripts/livepatch/init.c
# Needs: klp_object_ext

/^static struct klp_patch \*patch;$/a\
\
/* The last, empty one: the linker puts it behind those of KLP_PATCH_STATE(). */\
__KLP_STATE(KLP_PATCH_STATES_SEC ".end");
/^	\/\* TODO patch->states \*\/$/c\
	patch->states = klp_find_section_by_name(THIS_MODULE,\
						 ".klp_patch_states",\
						 \&states_sec_size);
