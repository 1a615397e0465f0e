// SPDX-License-Identifier: GPL-2.0
#include "backlog.h"

#include <errno.h>

int backlog_open(struct backlog *b)
{
	*b = (struct backlog){ .file = tmpfile() };
	return b->file ? 0 : -errno;
}

int backlog_add(struct backlog *b, json_t *record)
{
	int err = 0;

	collisions_add(&b->collisions, record, b->nr++);
	if (json_dumpf(record, b->file, JSON_COMPACT))
		err = -EIO;
	json_decref(record);
	return err;
}

int backlog_each(struct backlog *b, void (*fn)(const json_t *record, void *arg), void *arg)
{
	if (fflush(b->file))
		return -errno;
	rewind(b->file);
	for (size_t i = 0; i < b->nr; i++) {
		json_t *record = json_loadf(b->file, JSON_DISABLE_EOF_CHECK, NULL);

		if (!record)
			return -EIO;
		collisions_ask(&b->collisions, record, i);
		fn(record, arg);
		json_decref(record);
	}
	return 0;
}

void backlog_close(struct backlog *b)
{
	if (b->file)
		fclose(b->file);
	collisions_release(&b->collisions);
}
