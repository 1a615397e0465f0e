/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A model of <linux/livepatch.h>: what a livepatch may name, nothing of what
 * is behind it. With KLP_MODEL_STATES it is the API of the state core. Without
 * it what older kernels had is there as well: what is read may be converted in part.
 */
#ifndef KLP_MODEL_LIVEPATCH_H
#define KLP_MODEL_LIVEPATCH_H

/* Source that a build tool makes a livepatch of; kpatch's names, too */
#define KLP_MODEL_PASTE_(a, b)	a ## b
#define KLP_MODEL_PASTE(a, b)	KLP_MODEL_PASTE_(a, b)
#define KLP_MODEL_STATE(name, ...)					\
	static struct klp_state KLP_MODEL_PASTE(name, __COUNTER__)	\
		__attribute__((used)) = { __VA_ARGS__ }
#define KLP_STATE(...)		KLP_MODEL_STATE(klp_model_state, __VA_ARGS__)
#define KLP_PATCH_STATE(...)	KLP_MODEL_STATE(klp_model_patch_state, __VA_ARGS__)
#ifndef KLP_MODEL_STATES
typedef struct klp_object patch_object;
#define KLP_MODEL_NOTHING(f)	extern int klp_model_nothing
#define KLP_PRE_PATCH_CALLBACK		KLP_MODEL_NOTHING
#define KLP_POST_PATCH_CALLBACK		KLP_MODEL_NOTHING
#define KLP_PRE_UNPATCH_CALLBACK	KLP_MODEL_NOTHING
#define KLP_POST_UNPATCH_CALLBACK	KLP_MODEL_NOTHING
#define KPATCH_PRE_PATCH_CALLBACK	KLP_MODEL_NOTHING
#define KPATCH_POST_PATCH_CALLBACK	KLP_MODEL_NOTHING
#define KPATCH_PRE_UNPATCH_CALLBACK	KLP_MODEL_NOTHING
#define KPATCH_POST_UNPATCH_CALLBACK	KLP_MODEL_NOTHING
#define KPATCH_LOAD_HOOK		KLP_MODEL_NOTHING
#define KPATCH_UNLOAD_HOOK		KLP_MODEL_NOTHING
#endif

/* Which code a task runs: the names since 6.10 */
#define KLP_TRANSITION_IDLE		-1
#define KLP_TRANSITION_UNPATCHED	0
#define KLP_TRANSITION_PATCHED		1

struct klp_object;
struct klp_patch;
struct klp_state;

struct klp_func {
	const char *old_name;
	void *new_func;
	unsigned long old_sympos;
	void *old_func;
	struct kobject kobj;
	struct list_head node;
	struct list_head stack_node;
	unsigned long old_size, new_size;
	bool nop;
	bool patched;
	bool transition;
#ifndef KLP_MODEL_STATES
	bool immediate;
	unsigned long old_addr;
#endif
};

#ifndef KLP_MODEL_STATES
enum { KLP_UNDEFINED = -1, KLP_UNPATCHED, KLP_PATCHED };

struct klp_reloc {
	unsigned long loc, val, type, sympos;
	const char *name;
	int addend;
	bool external;
};

struct klp_callbacks {
	int (*pre_patch)(struct klp_object *obj);
	void (*post_patch)(struct klp_object *obj);
	void (*pre_unpatch)(struct klp_object *obj);
	void (*post_unpatch)(struct klp_object *obj);
	bool post_unpatch_enabled;
};
#endif

struct klp_state_callbacks {
	int (*setup)(struct klp_patch *patch, struct klp_state *state);
	void (*enable)(struct klp_patch *patch, struct klp_state *state);
	void (*disable)(struct klp_patch *patch, struct klp_state *state);
	void (*remove)(struct klp_patch *patch, struct klp_state *state);
	void (*takeover)(struct klp_patch *patch, struct klp_state *state,
			 struct klp_state *old);
	void (*shadow_dtor)(void *obj, void *shadow_data);
};

struct klp_state {
	unsigned long id;
	unsigned int version;
	void *data;
	const char *name;
	struct klp_state_callbacks callbacks;
	bool is_shadow;
	bool block_disable;
	struct klp_patch *patch;
	struct klp_object *obj;
	struct kobject kobj;
};

struct klp_object {
	const char *name;
	struct klp_func *funcs;
#ifndef KLP_MODEL_STATES
	struct klp_callbacks callbacks;
	struct klp_reloc *relocs;
#endif
	struct klp_state *states;
	struct kobject kobj;
	struct list_head func_list;
	struct list_head node;
	struct module *mod;
	bool dynamic;
	bool patched;
};

struct klp_patch {
	struct module *mod;
	struct klp_object *objs;
	struct klp_state *states;
	bool replace;
#ifndef KLP_MODEL_STATES
	bool immediate;
#endif
	struct list_head list;
	struct kobject kobj;
	struct list_head obj_list;
	bool enabled;
	bool forced;
	struct work_struct free_work;
	struct completion finish;
};

#define klp_for_each_object_static(patch, obj) \
	for (obj = patch->objs; obj->funcs || obj->name; obj++)
#define klp_for_each_object(patch, obj) \
	list_for_each_entry(obj, &patch->obj_list, node)
#define klp_for_each_func_static(obj, func) \
	for (func = obj->funcs; func->old_name || func->new_func; func++)
#define klp_for_each_func(obj, func) \
	list_for_each_entry(func, &obj->func_list, node)

int klp_enable_patch(struct klp_patch *patch);
#ifndef KLP_MODEL_STATES
int klp_disable_patch(struct klp_patch *patch);
int klp_register_patch(struct klp_patch *patch);
int klp_unregister_patch(struct klp_patch *patch);
bool klp_have_reliable_stack(void);
#endif

typedef int (*klp_shadow_ctor_t)(void *obj, void *shadow_data, void *ctor_data);
typedef void (*klp_shadow_dtor_t)(void *obj, void *shadow_data);

void *klp_shadow_get(void *obj, unsigned long id);
#ifdef KLP_MODEL_STATES
void *klp_shadow_alloc(void *obj, unsigned long id, size_t size, gfp_t gfp_flags,
		       klp_shadow_ctor_t ctor, void *ctor_data);
void *klp_shadow_get_or_alloc(void *obj, unsigned long id, size_t size,
			      gfp_t gfp_flags, klp_shadow_ctor_t ctor,
			      void *ctor_data);
void klp_shadow_free(void *obj, unsigned long id, klp_shadow_dtor_t dtor);
void klp_shadow_free_all(unsigned long id, klp_shadow_dtor_t dtor);
#else	/* other arguments before 4.17 */
void *klp_shadow_alloc(void *obj, unsigned long id, ...);
void *klp_shadow_get_or_alloc(void *obj, unsigned long id, ...);
void klp_shadow_free(void *obj, unsigned long id, ...);
void klp_shadow_free_all(unsigned long id, ...);
#endif

struct klp_state *klp_get_state(struct klp_patch *patch, unsigned long id);
struct klp_state *klp_get_prev_state(unsigned long id);

#endif
