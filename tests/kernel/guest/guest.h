/* SPDX-License-Identifier: GPL-2.0 */
/*
 * guest.h - what programs in the guest need to work on livepatches
 *
 * The livepatches 0, 1, 2 are klp_a, klp_b and klp_c of state-vm/.  Functions
 * that return a number return 0 or an errno.
 */
#ifndef _GUEST_H
#define _GUEST_H

#include <stdbool.h>

#define NR_LIVEPATCHES	3

/* Ends the program */
__attribute__((format(printf, 1, 2), noreturn))
void die(const char *format, ...);

void nap(int ms);

int put(const char *path, const char *text);
/* The first line, until the next call; NULL if there is no such file */
const char *get(const char *path);

int load_module(const char *name, const char *params);
int unload_module(const char *name);
void set_param(const char *module, const char *name, int value);

/* A file of a livepatch in sysfs */
int put_file(int patch, const char *file, const char *text);
const char *get_file(int patch, const char *file);

/*
 * A task in the function that a livepatch changes keeps the transition pending,
 * one in the old and one in the new code whichever way it goes.
 */
void send_task(int patch);
void hold(int patch);
void let_go(void);

bool in_transition(int patch);
void wait_for_completion(int patch);
void wait_for_leaving(int patch);
int unload_livepatch(int patch);

/* What a livepatch has said, such as "klp_a: setup 1" */
struct line {
	bool is_error;
	int patch;
	char what[16];
	int id;			/* 0 if there is none */
};

void open_log(void);
bool next_line(struct line *line);

#endif /* _GUEST_H */
