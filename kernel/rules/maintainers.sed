# SPDX-License-Identifier: GPL-2.0
# Files: MAINTAINERS

s|^F:	include/linux/livepatch\.h$|F:	include/linux/livepatch*.h|
