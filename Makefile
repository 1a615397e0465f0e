# SPDX-License-Identifier: GPL-2.0
#
# Livepatch states. "make help" lists the targets; results go to build/.

PREFIX	?= /usr/local
CFLAGS	?= -O2 -g

PARTS	:= converter spatches kernel compat
B	:= build

# These are for the scripts and tests that the targets call.
export KERNEL KLP_CACHE TESTS V

MAKEFLAGS += --no-print-directory
ifeq ($(V),)
Q	:= @
quiet	= @printf '  %-7s %s\n' $1 $2
endif

# The newest libclang that has its headers installed, or the one asked for.
ifdef LLVM_CONFIG
LLVM	:= $(shell $(LLVM_CONFIG) --prefix)
else
LLVM	:= $(patsubst %/include/clang-c/Index.h,%,$(lastword \
	$(shell ls -v /usr/lib/llvm-*/include/clang-c/Index.h 2>/dev/null)))
endif
PKGS	:= jansson libgit2
LIBS	:= $(shell pkg-config --libs $(PKGS) 2>/dev/null)
need-libs = $(if $(and $(LLVM),$(LIBS)),,$(error no libclang, $(PKGS) \
	with headers here: run "make deps", or set LLVM_CONFIG))

klp-cflags := -std=gnu11 -D_GNU_SOURCE -Iconverter -isystem $(LLVM)/include \
	$(shell pkg-config --cflags $(PKGS) 2>/dev/null) \
	-Wall -Wextra -Wno-unused-parameter -Wmissing-prototypes \
	-Wstrict-prototypes -Werror=implicit -Werror=return-type \
	-Werror=incompatible-pointer-types -Werror=int-conversion
klp-libs := -L$(LLVM)/lib -lclang $(LIBS)

models	:= $(sort $(wildcard converter/model/*.h))
objs	:= $(patsubst %.c,$(B)/%.o,$(wildcard converter/*.c)) \
	$(B)/model-headers.o
unit-tests := $(patsubst %.c,$(B)/%,$(wildcard tests/converter/*.c))

all: $(B)/klp-migrate $(B)/klp-migrate.1 $(B)/klp-migrate.bash ## build klp-migrate (no network, no root; the default)

$(B)/klp-migrate: $(objs)
	$(call quiet,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(objs) $(klp-libs)

# The man page and shell completion are printed from the table of options.
$(B)/usage: $(addprefix $(B)/converter/,docs/usage.o options.o buf.o)
	$(call quiet,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(B)/klp-migrate.1 $(B)/klp-migrate.bash: $(B)/klp-migrate.%: $(B)/usage
	$(call quiet,GEN,$@)
	$(Q)$(B)/usage $* >$@

$(B)/%.o: %.c
	$(need-libs)
	$(call quiet,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(klp-cflags) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/model-headers.o: $(B)/model-headers.c
	$(call quiet,CC,$<)
	$(Q)$(CC) $(klp-cflags) $(CFLAGS) -c -o $@ $<

$(B)/model-headers.c: scripts/embed-headers $(models)
	$(call quiet,EMBED,$@)
	$(Q)mkdir -p $(@D)
	$(Q)scripts/embed-headers $(models) >$@.tmp && mv $@.tmp $@

# A unit test is one file with a main() of its own that links the whole program.
$(unit-tests): $(B)/%: $(B)/%.o $(filter-out $(B)/converter/main.o,$(objs))
	$(call quiet,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(klp-libs) -lcmocka

# Fuzzers link the program with libFuzzer, each object with sanitizers; libclang
# is in no process apart, which they could not see into. An empty array may be
# NULL + 0, as C2y has it.
fuzzers	:= $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/*.c))
fuzz-flags := -O1 -g -fno-sanitize-recover=all \
	-DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION

$(B)/fuzz/%.o: %.c
	$(call quiet,FUZZCC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)clang-19 $(klp-cflags) $(fuzz-flags) -MMD -MP -c -o $@ $< \
		-fsanitize=fuzzer-no-link,address,undefined \
		-fno-sanitize=pointer-overflow

$(fuzzers): $(B)/fuzz/%: $(B)/fuzz/tests/fuzz/%.o $(B)/model-headers.o \
		$(patsubst %.c,$(B)/fuzz/%.o,$(filter-out %/main.c,$(wildcard converter/*.c)))
	$(call quiet,FUZZLD,$@)
	$(Q)clang-19 -fsanitize=fuzzer,address,undefined -o $@ $^ $(klp-libs)

test-programs: $(unit-tests) $(fuzzers)

-include $(objs:.o=.d) $(B)/converter/docs/usage.d $(unit-tests:=.d) \
	$(wildcard $(B)/fuzz/converter/*.d $(B)/fuzz/tests/fuzz/*.d)

deps: ## install the Debian packages that all of this needs (root)
	@scripts/deps build tests spatches kernel cross vm

demo: ## the main job: triage and diff of examples/legacy
	@scripts/deps build
	+@$(MAKE) $(if $(V),,-s) all
	@echo "== klp-migrate scan examples/legacy"
	@$(B)/klp-migrate scan examples/legacy || [ $$? = 1 ]
	@echo "== klp-migrate convert examples/legacy"
	@$(B)/klp-migrate convert examples/legacy || [ $$? = 1 ]

vm-demo: ## the same livepatches running in a VM
	@scripts/deps kernel vm
	@scripts/vm-demo $(KERNEL)

kernel: ## the state core in a copy of a tree: KSRC=DIR [O=DIR]
	$(if $(KSRC),,$(error usage: make kernel KSRC=DIR [O=DIR]))
	@scripts/deps kernel
	@scripts/kernel "$(KSRC)" core $(if $(O),"$(O)")

series: ## the state core as a series for git am: [KSRC=DIR] [O=DIR]
	@scripts/series "$(or $(KSRC),$(shell scripts/linux-source 6.12 | \
		tail -n 1))" $(if $(O),"$(O)")

check: ## all checks; KERNEL=6.1|6.12|latest TESTS="name ..." V=1
	+@tests/check $(PARTS)

# Packages and programs of our own that the tests of a part need.
deps-converter	:= build tests
deps-spatches	:= build tests spatches
deps-kernel	:= tests kernel vm
deps-compat	:= tests kernel vm
long-deps-kernel := build cross
long-deps-compat := cross
needs-converter	:= all test-programs
needs-spatches	:= all
long-needs-kernel := all

check-converter: ## klp-migrate: unit tests, golden files, the kernel's samples
check-spatches: ## the semantic patches on the same input
check-kernel: ## the rule on the host, the state core in a VM
check-compat: ## old sources on the state core
checks := $(addprefix check-,$(PARTS))
$(checks): check-%:
	@scripts/deps $(deps-$*)
	$(if $(needs-$*),+@$(MAKE) $(if $(V),,-s) $(needs-$*))
	@tests/run $* $(TESTS)

check-long: ## what takes longer, of one part: PART=converter|...
	$(if $(filter $(PART),$(PARTS)),,$(error usage: make check-long \
		PART=NAME, one of $(PARTS)))
	@scripts/deps $(deps-$(PART)) $(long-deps-$(PART))
	$(if $(needs-$(PART))$(long-needs-$(PART)),+@$(MAKE) $(if $(V),,-s) \
		$(needs-$(PART)) $(long-needs-$(PART)))
	@tests/run long/$(PART) $(TESTS)

list-tests: ## the names for TESTS
	@for part in $(PARTS) $(addprefix long/,$(PARTS)); do \
		tests/run --list $$part | sed "s|^|$$part |"; \
	done

bench-deps-converter := kernel bench
bench-parts = $(or $(PART),converter kernel)

bench: ## all figures, or those of one side: PART=converter|kernel
	$(if $(filter-out converter kernel,$(bench-parts)),$(error usage: \
		make bench [PART=converter|kernel]))
	@scripts/deps $(foreach part,$(bench-parts),$(deps-$(part)) \
		$(bench-deps-$(part)))
	+@$(MAKE) $(if $(V),,-s) all
	@status=0; for name in $(wildcard $(bench-parts:%=tests/bench/%-*)); do \
		$$name || status=1; \
	done; exit $$status

examples: all # for maintainers: make the converted examples anew
	rm -rf examples/converted
	$(B)/klp-migrate convert --registry examples/klp-migrate.registry \
		-o examples/converted examples/legacy || [ $$? = 1 ]

install: all ## install below PREFIX (/usr/local), DESTDIR in front
	install -D $(B)/klp-migrate $(DESTDIR)$(PREFIX)/bin/klp-migrate
	install -D -m 644 $(B)/klp-migrate.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/klp-migrate.1
	install -D -m 644 $(B)/klp-migrate.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/klp-migrate
	mkdir -p $(DESTDIR)$(PREFIX)/share/klp-migrate
	cp -r compat spatches $(DESTDIR)$(PREFIX)/share/klp-migrate

clean: ## remove build/
	rm -rf $(B)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.* ## /\1\t/p' $(MAKEFILE_LIST) | \
		awk -F '\t' '{ printf "  %-16s %s\n", $$1, $$2 }'

.PHONY: all test-programs deps demo vm-demo kernel series check $(checks) \
	check-long list-tests bench examples install clean help
.SECONDARY:
.DELETE_ON_ERROR:
