# SPDX-License-Identifier: GPL-2.0
#
# The first error in what make said, as a person would pick it: one of the
# module's own objects, else one that names its ko, else any, else the last line.
# kbuild has a line for each object before what the compiler says of it.

/^  [A-Z]+ .*\.o$/ {
	mine = index(objects, " " $NF " ")
}
!/: (fatal )?error: |^ERROR: |\*\*\* |undefined reference/ {
	if ($0 != "" && !/^make\[/)
		last = $0
	next
}
/^make.*\*\*\* .*Error [0-9]/ {
	next
}
mine {
	found = $0
	exit
}
!named && index($0, ko) {
	named = $0
}
!any {
	any = $0
}
END {
	print found ? found : named ? named : any ? any : last
}
