// SPDX-License-Identifier: GPL-2.0
/* Somebody else's member of that name. */
#include <linux/livepatch.h>

struct request {
	bool immediate;
};

static struct request request = {
	.immediate = true,
};

bool klpp_now(struct request *r);
bool klpp_now(struct request *r)
{
	return r->immediate || request.immediate;
}
