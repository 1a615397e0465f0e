/* SPDX-License-Identifier: GPL-2.0 */
/* Source patches, for klp-build and kpatch-build: read and written as patches, with the rules of modules. */
#ifndef CONVERT_PATCH_H
#define CONVERT_PATCH_H

#include "convert.h"

void convert_patch(struct result *r, struct result_file *f, const struct registry *registry);

/* From now on patches stay as they are: kpatch-build takes no other ones. */
void keep_patches(void);

#endif
