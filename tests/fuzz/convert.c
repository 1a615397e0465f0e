// SPDX-License-Identifier: GPL-2.0
/* All that is done with one file or patch, as it comes from standard input. */
#include <assert.h>
#include <stdint.h>

#include "convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libclang leaks what it has when it crashes, and lives on. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libclang\nleak:operator new\n";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct registry nothing;
	struct inputs inputs = { 0 };
	struct units units = { 0 };

	if (!size)
		return 0;
	walk(&inputs, "-", NULL, 0);
	buf_add(&inputs.v[0].text, data, size);
	inputs_finish(&inputs);
	find_units(&inputs, &units, 1);
	for (size_t i = 0; i < units.nr; i++) {
		struct result r;

		convert_unit(&r, &inputs, &units.v[i], &nothing);
		assert(r.class < CLASS_MANUAL || !r.files[0].changed);
		assert(r.class != CLASS_CONVERTED || r.files[0].changed);
		result_release(&r);
	}
	units_release(&units);
	inputs_release(&inputs);
	return 0;
}
