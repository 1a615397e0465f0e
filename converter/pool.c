// SPDX-License-Identifier: GPL-2.0
#include "pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "buf.h"

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t nr, next, taken, window;
	bool *done;
	void (*work)(size_t i, void *arg);
	void *arg;
};

static void *worker(void *data)
{
	struct pool *p = data;

	pthread_mutex_lock(&p->lock);
	while (p->next < p->nr) {
		size_t i;

		if (p->next >= p->taken + p->window) {
			pthread_cond_wait(&p->changed, &p->lock);
			continue;
		}
		i = p->next++;
		pthread_mutex_unlock(&p->lock);
		p->work(i, p->arg);
		pthread_mutex_lock(&p->lock);
		p->done[i] = true;
		pthread_cond_broadcast(&p->changed);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

static void wait_for(struct pool *p, size_t i, void (*waiting)(void *arg))
{
	while (!p->done[i]) {
		struct timespec t;

		waiting(p->arg);
		clock_gettime(CLOCK_REALTIME, &t);
		t.tv_sec++;
		pthread_cond_timedwait(&p->changed, &p->lock, &t);
	}
}

static void take_all(struct pool *p, void (*take)(size_t i, void *arg),
		     void (*waiting)(void *arg))
{
	pthread_mutex_lock(&p->lock);
	for (size_t i = 0; i < p->nr; i++) {
		wait_for(p, i, waiting);
		pthread_mutex_unlock(&p->lock);
		take(i, p->arg);
		pthread_mutex_lock(&p->lock);
		p->taken = i + 1;
		pthread_cond_broadcast(&p->changed);
	}
	pthread_mutex_unlock(&p->lock);
}

size_t pool_window(unsigned int jobs)
{
	return 4 * jobs;
}

void pool_run(size_t nr, unsigned int jobs, void (*work)(size_t i, void *arg),
	      void (*take)(size_t i, void *arg), void (*waiting)(void *arg), void *arg)
{
	struct pool p = {
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER,
		.nr = nr,
		.window = pool_window(jobs),
		.done = xcalloc(nr, sizeof(bool)),
		.work = work,
		.arg = arg,
	};
	pthread_t *threads = xcalloc(jobs, sizeof(*threads));
	unsigned int started = 0;

	while (started < jobs && started < nr &&
	       !pthread_create(&threads[started], NULL, worker, &p))
		started++;
	if (nr && !started) {
		fputs("klp-migrate: no thread could be started\n", stderr);
		exit(2);
	}
	take_all(&p, take, waiting);
	for (unsigned int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	free(threads);
	free(p.done);
}
