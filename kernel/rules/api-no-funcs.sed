# SPDX-License-Identifier: GPL-2.0
# An object that has states only has no array of functions.
# Files: include/linux/livepatch.h

s/func->old_name || func->new_func || func->old_sympos; \\$/func \&\& (&/
s/func->old_sympos; \\$/func->old_sympos); \\/
