# SPDX-License-Identifier: GPL-2.0
# Make one array of the patch-wide states of all files.
# Files: scripts/module.lds.S
# Needs: init\.klp_objects

/^	\.init\.klp_objects	/a\
	.klp_patch_states	0 : ALIGN(8) {\
		KEEP(*(.data.klp.states.patch))\
		KEEP(*(.data.klp.states.patch.end))\
	}
