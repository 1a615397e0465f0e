# SPDX-License-Identifier: GPL-2.0
#
# What kbuild would make of the folder KLP_FOLDER, for klp-compat-build:
#
#	klp-compat: module NAME PART...		a module, and the objects in it
#	klp-compat: other NAME PART...		an object that is no module
#	klp-compat: off NAME PART...		a module that the config leaves out
#	klp-compat: below FOLDER/		kbuild goes there as well
#
# Its makefile is asked, not read: names may be made of variables, and lines
# depend on KERNELRELEASE. make -C KDIR, so that it sees that kernel's config.

src := $(KLP_FOLDER)
obj := $(src)
M := $(src)
KBUILD_EXTMOD := $(src)
srctree := $(KLP_SRCTREE)
objtree := .

include include/config/auto.conf
KERNELRELEASE := $(KLP_RELEASE)
include $(firstword $(wildcard $(src)/Kbuild $(src)/Makefile))

klp-parts = $(or $(strip $($(1:.o=-objs)) $($(1:.o=-y)) $($(1:.o=-m))),$1)
klp-list = $(foreach o,$(sort $(filter %.o,$2)), \
	$(info klp-compat: $1 $(o:.o=) $(call klp-parts,$o)))

$(call klp-list,module,$(obj-m))
$(call klp-list,other,$(obj-y) $(lib-y) $(lib-m))
$(call klp-list,off,$(obj-))
$(foreach d,$(sort $(filter %/,$(obj-y) $(obj-m)) \
	$(addsuffix /,$(subdir-y) $(subdir-m))),$(info klp-compat: below $d))

.PHONY: klp-compat-modules
klp-compat-modules:
	@:
