# SPDX-License-Identifier: GPL-2.0
# List the files of states.
# Files: kernel/livepatch/core.c

/^ \* \/sys\/kernel\/livepatch\/<patch>\/force/a\
 * /sys/kernel/livepatch/<patch>/states/<id>/name\
 * /sys/kernel/livepatch/<patch>/states/<id>/status\
 * /sys/kernel/livepatch/<patch>/states/<id>/object
