/* SPDX-License-Identifier: GPL-2.0 */
/* The files of model/, carried in the binary so that no kernel tree is needed. */
#ifndef MODEL_HEADERS_H
#define MODEL_HEADERS_H

#include <stddef.h>

struct model_header {
	const char *name;	/* file name below model/ */
	const char *text;
	size_t len;
};

extern const struct model_header model_headers[];
extern const size_t nr_model_headers;

#endif
