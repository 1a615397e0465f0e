# SPDX-License-Identifier: GPL-2.0
# An object that has states only does not end the array of objects.
# Files: include/linux/livepatch.h

s/obj->funcs || obj->name; obj++/obj->funcs || obj->name || obj->states; obj++/
