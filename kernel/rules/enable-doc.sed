# SPDX-License-Identifier: GPL-2.0
# klp_enable_patch() is the name for livepatches, this the one of the symbol.
# Files: kernel/livepatch/core.c

s/^ \* klp_enable_patch() - / * klp_enable_livepatch() - /
