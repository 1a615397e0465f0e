/* SPDX-License-Identifier: GPL-2.0 */
/*
 * livepatch.h - the livepatch API as it was before states got callbacks
 *
 * Stands in front of the kernel's own header, see Kbuild.compat.  Livepatches
 * written for any kernel since 4.12 compile and behave as they did there.
 *
 * struct klp_func, klp_object and klp_patch of the source are the kernel's own
 * objects: each member that the kernel has as well is at the same place.  What
 * the kernel has no more, or not yet had, lies where the kernel does not look
 * before klp_enable_patch(), which hands it on.
 */
#ifdef KLP_COMPAT_OFF
#include_next <linux/livepatch.h>
#elif !defined(_KLP_COMPAT_LIVEPATCH_H)
#define _KLP_COMPAT_LIVEPATCH_H

#include <linux/livepatch_external.h>	/* struct klp_callbacks */
#include <linux/livepatch_state.h>	/* in the source's words, not renamed */
#include <linux/slab.h>
#include <linux/string.h>

/* The kernel's words, so that the source's ones are free. */
#define klp_func		klp_core_func
#define klp_object		klp_core_object
#define klp_patch		klp_core_patch
#define klp_enable_patch	klp_core_enable_patch
#define klp_get_state		klp_core_get_state
#include_next <linux/livepatch.h>
#undef klp_func
#undef klp_object
#undef klp_patch
#undef klp_enable_patch
#undef klp_get_state

#if IS_ENABLED(CONFIG_LIVEPATCH)

/*
 * What can't work any more is an error that says what to do: a number is no
 * pointer to a structure of such a name.  gcc-12 would only warn of it.
 */
#pragma GCC diagnostic error "-Wint-conversion"
#define klp_reloc klp_reloc_is_gone_since_4_7__use_klp_build

struct klp_func {
	/* external */
	const char *old_name;
	void *new_func;
	unsigned long old_sympos;

	/* internal */
	union {
		void *old_func;
		struct klp_old_addr_is_gone_since_4_5__set_old_sympos *old_addr;
	};
	struct kobject kobj;
	struct list_head node;
	struct list_head stack_node;
	unsigned long old_size, new_size;
	bool nop;
	bool patched;
	bool transition;

	bool immediate;			/* 4.12 to 4.15, ignored */
};

/*
 * @callbacks lie where the kernel's kobj is and can't be read back after
 * klp_enable_patch().  The bit-field stands for the kernel's states.
 */
struct klp_object {
	/* external */
	const char *name;
	struct klp_func *funcs;
	unsigned long : BITS_PER_LONG;
	struct klp_callbacks callbacks;

	/* internal */
	union {
		u8 klp_compat_gap[offsetof(struct klp_core_object, func_list) -
				  offsetof(struct klp_core_object, kobj) -
				  sizeof(struct klp_callbacks)];
		struct klp_reloc *relocs;
	};
	struct list_head func_list;
	struct list_head node;
	struct module *mod;
	bool dynamic;
	bool patched;
};

struct klp_patch {
	/* external */
	struct module *mod;
	struct klp_object *objs;
	struct klp_state *states;
	bool replace;
	bool immediate;			/* 4.12 to 4.15, ignored */

	/* internal */
	struct list_head list;
	struct kobject kobj;
	u8 klp_compat_gap1[offsetof(struct klp_core_patch, obj_list) -
			   offsetofend(struct klp_core_patch, kobj)];
	struct list_head obj_list;
	u8 klp_compat_gap2[offsetof(struct klp_core_patch, enabled) -
			   offsetofend(struct klp_core_patch, obj_list)];
	bool enabled;
	bool forced;
	struct work_struct free_work;
	struct completion finish;
};

#define klp_compat_same_size(name) \
	static_assert(sizeof(struct klp_##name) == \
		      sizeof(struct klp_core_##name))
#define klp_compat_same_place(name, member) \
	static_assert(offsetof(struct klp_##name, member) == \
		      offsetof(struct klp_core_##name, member))

klp_compat_same_size(func);
klp_compat_same_place(func, old_name);
klp_compat_same_place(func, new_func);
klp_compat_same_place(func, old_sympos);
klp_compat_same_place(func, old_func);
klp_compat_same_place(func, stack_node);
klp_compat_same_place(func, new_size);
klp_compat_same_place(func, transition);

klp_compat_same_size(object);
klp_compat_same_place(object, name);
klp_compat_same_place(object, funcs);
klp_compat_same_place(object, func_list);
klp_compat_same_place(object, node);
klp_compat_same_place(object, mod);
klp_compat_same_place(object, patched);
static_assert(offsetof(struct klp_object, callbacks) ==
	      offsetof(struct klp_core_object, kobj));

/*
 * A kernel that has replace_set in place of replace, as proposed in 2026, stops
 * here: what an old "replace = true" means there needs a rule, not a guess.
 */
klp_compat_same_size(patch);
klp_compat_same_place(patch, mod);
klp_compat_same_place(patch, objs);
klp_compat_same_place(patch, states);
klp_compat_same_place(patch, replace);
klp_compat_same_place(patch, list);
klp_compat_same_place(patch, kobj);
klp_compat_same_place(patch, obj_list);
klp_compat_same_place(patch, forced);
klp_compat_same_place(patch, finish);

struct klp_state *klp_get_state(struct klp_patch *patch, unsigned long id);

/* Objects with states only did not exist, what is behind states may be junk. */
#undef klp_for_each_object_static
#define klp_for_each_object_static(patch, obj) \
	for (obj = (patch)->objs; obj->funcs || obj->name; obj++)

/*
 * Each module that enables a livepatch is marked as one, which was not needed
 * before 4.7.  MODULE_INFO(livepatch, "Y") of the source does the same, else
 * modinfo would show the line twice.
 */
#define klp_compat_mark_module(...)			\
	asm(".ifndef .Lklp_compat\n\t"			\
	    ".set .Lklp_compat, 1\n\t"			\
	    ".pushsection .modinfo, \"a\"\n\t"		\
	    ".asciz \"livepatch=Y\"\n\t"		\
	    ".asciz \"klp_compat=Y\"\n\t"		\
	    ".popsection\n\t"				\
	    ".endif")
#define klp_compat_other_modinfo(tag, info) \
	static const char __UNIQUE_ID(modinfo)[] \
		__used __section(".modinfo") __aligned(1) \
		= __stringify(tag) "=" info
#define klp_compat_tag_livepatch 0,
#define klp_compat_modinfo(arg1_or_junk) \
	__take_second_arg(arg1_or_junk klp_compat_mark_module, \
			  klp_compat_other_modinfo)
#undef MODULE_INFO
#define MODULE_INFO(tag, info) \
	klp_compat_modinfo(klp_compat_tag_##tag)(tag, info)

/*
 * Callbacks of an object are callbacks of a state without an id that follows
 * the object.  The kernel calls them where it called the object's.
 */
struct klp_compat_implicit {
	struct klp_state state;		/* first, the kernel frees it */
	struct klp_callbacks callbacks;
};

static inline struct klp_callbacks *
klp_compat_callbacks(struct klp_state *state)
{
	return &container_of(state, struct klp_compat_implicit,
			     state)->callbacks;
}

static inline int klp_compat_pre_patch(struct klp_patch *patch,
				       struct klp_state *state)
{
	return klp_compat_callbacks(state)->pre_patch(state->obj);
}

static inline void klp_compat_post_patch(struct klp_patch *patch,
					 struct klp_state *state)
{
	klp_compat_callbacks(state)->post_patch(state->obj);
}

static inline void klp_compat_pre_unpatch(struct klp_patch *patch,
					  struct klp_state *state)
{
	klp_compat_callbacks(state)->pre_unpatch(state->obj);
}

static inline void klp_compat_post_unpatch(struct klp_patch *patch,
					   struct klp_state *state)
{
	klp_compat_callbacks(state)->post_unpatch(state->obj);
}

static inline int klp_compat_attach(struct klp_object *obj,
				    const struct klp_callbacks *callbacks)
{
	struct klp_core_object *core = (struct klp_core_object *)obj;
	struct klp_compat_implicit *implicit;

	if (!callbacks->pre_patch && !callbacks->post_patch &&
	    !callbacks->pre_unpatch && !callbacks->post_unpatch)
		return 0;

	implicit = kzalloc(sizeof(*implicit), GFP_KERNEL);
	if (!implicit)
		return -ENOMEM;

	implicit->callbacks = *callbacks;
	if (callbacks->pre_patch)
		implicit->state.callbacks.setup = klp_compat_pre_patch;
	if (callbacks->post_patch)
		implicit->state.callbacks.enable = klp_compat_post_patch;
	if (callbacks->pre_unpatch)
		implicit->state.callbacks.disable = klp_compat_pre_unpatch;
	if (callbacks->post_unpatch)
		implicit->state.callbacks.remove = klp_compat_post_unpatch;
	core->implicit = &implicit->state;

	return 0;
}

/* Leaves in the object what the kernel expects in one that it has never seen. */
static inline void klp_compat_clear(struct klp_object *obj)
{
	struct klp_core_object *core = (struct klp_core_object *)obj;

	core->states = NULL;
	core->implicit = NULL;
	memset(&core->kobj, 0, sizeof(core->kobj));
}

/* Moves the callbacks of @n objects out of the kernel's way. */
static inline struct klp_callbacks *
klp_compat_save(struct klp_object *objs, size_t n)
{
	struct klp_callbacks *saved;
	size_t i;

	saved = kmalloc_array(n, sizeof(*saved), GFP_KERNEL);
	for (i = 0; saved && i < n; i++) {
		saved[i] = objs[i].callbacks;
		klp_compat_clear(&objs[i]);
	}

	return saved;
}

/*
 * After a failure everything is as it was before.  The kernel has freed and
 * forgotten the implicit states that it had taken, but left used kobjects.
 */
static inline void klp_compat_restore(struct klp_patch *patch, size_t n,
				      const struct klp_callbacks *saved)
{
	struct klp_object *obj;
	struct klp_func *func;
	size_t i;

	klp_for_each_object_static(patch, obj) {
		kfree(((struct klp_core_object *)obj)->implicit);
		klp_for_each_func_static(obj, func)
			memset(&func->kobj, 0, sizeof(func->kobj));
	}
	for (i = 0; i < n; i++) {
		klp_compat_clear(&patch->objs[i]);
		patch->objs[i].callbacks = saved[i];
	}
	memset(&patch->kobj, 0, sizeof(patch->kobj));
}

static inline int klp_compat_enable(struct klp_patch *patch,
				    const struct klp_callbacks *saved)
{
	struct klp_object *obj;
	int ret;

	klp_for_each_object_static(patch, obj) {
		ret = klp_compat_attach(obj, &saved[obj - patch->objs]);
		if (ret)
			return ret;
	}

	return klp_core_enable_patch((struct klp_core_patch *)patch);
}

/**
 * klp_enable_patch() - enable the livepatch
 * @patch:	patch to be enabled
 *
 * Does what the kernel's own function does, for objects with callbacks.  When
 * it fails they are as they were before, so that it can be tried again.
 *
 * Return: 0 on success, otherwise error
 */
static inline int klp_enable_patch(struct klp_patch *patch)
{
	struct klp_callbacks *saved;
	struct klp_object *obj;
	size_t n = 1;	/* the last entry, too: it might have been allocated */
	int ret;

	klp_compat_mark_module();

	if (!patch || !patch->objs)
		return -EINVAL;
	if (patch->kobj.state_in_sysfs)
		return -EBUSY;

	klp_for_each_object_static(patch, obj)
		n++;
	saved = klp_compat_save(patch->objs, n);
	if (!saved)
		return -ENOMEM;

	ret = klp_compat_enable(patch, saved);
	if (ret)
		klp_compat_restore(patch, n, saved);
	kfree(saved);

	return ret;
}

/*
 * Gone in 5.1: a livepatch was registered, then enabled, and could be disabled
 * and enabled again.  Enabling does all of it now, and sysfs disables.
 */
static inline int klp_register_patch(struct klp_patch *patch)
{
	klp_compat_mark_module();

	return patch && patch->mod && patch->objs ? 0 : -EINVAL;
}

static inline int klp_disable_patch(struct klp_patch *patch)
{
	return patch->enabled ? -EBUSY : 0;
}

static inline int klp_unregister_patch(struct klp_patch *patch)
{
	return patch->enabled ? -EBUSY : 0;
}

/* Renamed in 6.10 */
#ifdef KLP_TRANSITION_IDLE
#define KLP_UNDEFINED			KLP_TRANSITION_IDLE
#define KLP_UNPATCHED			KLP_TRANSITION_UNPATCHED
#define KLP_PATCHED			KLP_TRANSITION_PATCHED
#else
#define KLP_TRANSITION_IDLE		KLP_UNDEFINED
#define KLP_TRANSITION_UNPATCHED	KLP_UNPATCHED
#define KLP_TRANSITION_PATCHED		KLP_PATCHED
#endif

/*
 * Since 4.17 shadow variables have a constructor instead of data to copy, and
 * a destructor.  The number of arguments tells which form it is.
 */
struct klp_compat_shadow_data {
	const void *data;
	size_t size;
};

static inline int klp_compat_shadow_ctor(void *obj, void *shadow_data,
					 void *ctor_data)
{
	const struct klp_compat_shadow_data *from = ctor_data;

	if (from->data)
		memcpy(shadow_data, from->data, from->size);
	return 0;
}

static inline void *klp_compat_shadow_alloc(void *obj, unsigned long id,
					    void *data, size_t size,
					    gfp_t gfp_flags)
{
	struct klp_compat_shadow_data from = { data, size };

	return klp_shadow_alloc(obj, id, size, gfp_flags,
				klp_compat_shadow_ctor, &from);
}

static inline void *klp_compat_shadow_get_or_alloc(void *obj, unsigned long id,
						   void *data, size_t size,
						   gfp_t gfp_flags)
{
	struct klp_compat_shadow_data from = { data, size };

	return klp_shadow_get_or_alloc(obj, id, size, gfp_flags,
				       klp_compat_shadow_ctor, &from);
}

#define klp_compat_7th(_1, _2, _3, _4, _5, _6, _7, ...) _7

#define klp_shadow_alloc(...) \
	klp_compat_7th(__VA_ARGS__, klp_shadow_alloc, \
		       klp_compat_shadow_alloc,)(__VA_ARGS__)
#define klp_shadow_get_or_alloc(...) \
	klp_compat_7th(__VA_ARGS__, klp_shadow_get_or_alloc, \
		       klp_compat_shadow_get_or_alloc,)(__VA_ARGS__)
#define klp_shadow_free(obj, id, ...) \
	klp_shadow_free(obj, id, __take_second_arg(0, ##__VA_ARGS__, NULL))
#define klp_shadow_free_all(id, ...) \
	klp_shadow_free_all(id, __take_second_arg(0, ##__VA_ARGS__, NULL))

#endif /* CONFIG_LIVEPATCH */
#endif /* _KLP_COMPAT_LIVEPATCH_H */
