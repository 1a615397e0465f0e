# SPDX-License-Identifier: GPL-2.0
# Document the structures of states.
# Files: Documentation/livepatch/api.rst

s/ klp_callbacks klp_state$//
/^\.\. kernel-doc:: include\/linux\/livepatch\.h/i\
.. kernel-doc:: include/linux/livepatch_state.h\

