# SPDX-License-Identifier: GPL-2.0
# Name all headers of livepatching.
# Files: MAINTAINERS
# Needs: include/linux/livepatch\.h

s|^F:	include/linux/livepatch\.h$|F:	include/linux/livepatch*.h|
