# SPDX-License-Identifier: GPL-2.0
# An object may have states only, and then no functions.
# Files: include/linux/livepatch.h

s/obj->funcs || obj->name; obj++/obj->funcs || obj->name || obj->states; obj++/
s/func->old_name || func->new_func || func->old_sympos;/func \&\& (&/
s/func->old_sympos; \\$/func->old_sympos); \\/
