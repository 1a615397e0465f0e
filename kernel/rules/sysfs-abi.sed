# SPDX-License-Identifier: GPL-2.0
# Describe the files of states.
# Files: Documentation/ABI/testing/sysfs-kernel-livepatch

$a\
\
What:		/sys/kernel/livepatch/<patch>/states/<id>\
Date:		Nov 2026\
KernelVersion:	7.4.0\
Contact:	live-patching@vger.kernel.org\
Description:\
		One directory for each state of the system that the livepatch\
		holds. The directory name is the id of the state. There is no\
		states directory if the livepatch holds none.\
\
What:		/sys/kernel/livepatch/<patch>/states/<id>/name\
Date:		Nov 2026\
KernelVersion:	7.4.0\
Contact:	live-patching@vger.kernel.org\
Description:\
		The name of the state for people. It may be empty.\
\
What:		/sys/kernel/livepatch/<patch>/states/<id>/status\
Date:		Nov 2026\
KernelVersion:	7.4.0\
Contact:	live-patching@vger.kernel.org\
Description:\
		The status that the state has in the system, the same for all\
		livepatches that hold it: "absent" when the module of its\
		object is not loaded, "setup" when it is there but some tasks\
		do not use it yet, or still do, "enabled" when all use it.\
\
What:		/sys/kernel/livepatch/<patch>/states/<id>/object\
Date:		Nov 2026\
KernelVersion:	7.4.0\
Contact:	live-patching@vger.kernel.org\
Description:\
		The name of the module that the state comes and goes with,\
		"vmlinux", or empty for a patch-wide state.
