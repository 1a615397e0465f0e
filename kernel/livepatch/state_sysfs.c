// SPDX-License-Identifier: GPL-2.0
/*
 * state_sysfs.c - states in /sys/kernel/livepatch/<patch>/states/<id>/
 *
 * The files are removed with klp_mutex held and must not take it.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kobject.h>
#include <linux/livepatch.h>
#include <linux/sysfs.h>
#include "rule.h"
#include "state.h"
#include "state_sysfs.h"

static struct klp_state *klp_kobj_to_state(struct kobject *kobj)
{
	return container_of(kobj, struct klp_state, kobj);
}

static ssize_t name_show(struct kobject *kobj, struct kobj_attribute *attr,
			 char *buf)
{
	const char *name = klp_kobj_to_state(kobj)->name;

	return sysfs_emit(buf, "%s\n", name ? name : "");
}

static ssize_t object_show(struct kobject *kobj, struct kobj_attribute *attr,
			   char *buf)
{
	const struct klp_object *obj = klp_kobj_to_state(kobj)->obj;

	if (!obj)
		return sysfs_emit(buf, "\n");
	return sysfs_emit(buf, "%s\n", obj->name ? obj->name : "vmlinux");
}

static ssize_t status_show(struct kobject *kobj, struct kobj_attribute *attr,
			   char *buf)
{
	static const char * const names[] = {
		[KLP_ABSENT]	= "absent",
		[KLP_SET_UP]	= "setup",
		[KLP_ENABLED]	= "enabled",
	};
	const struct klp_held *held = klp_kobj_to_state(kobj)->held;

	return sysfs_emit(buf, "%s\n", names[READ_ONCE(held->status)]);
}

static struct kobj_attribute name_kobj_attr = __ATTR_RO(name);
static struct kobj_attribute object_kobj_attr = __ATTR_RO(object);
static struct kobj_attribute status_kobj_attr = __ATTR_RO(status);
static struct attribute *klp_state_attrs[] = {
	&name_kobj_attr.attr,
	&object_kobj_attr.attr,
	&status_kobj_attr.attr,
	NULL
};
ATTRIBUTE_GROUPS(klp_state);

/* The livepatch waits for its own kobject, which this one keeps until here. */
static void klp_kobj_release_state(struct kobject *kobj)
{
}

static const struct kobj_type klp_ktype_state = {
	.release = klp_kobj_release_state,
	.sysfs_ops = &kobj_sysfs_ops,
	.default_groups = klp_state_groups,
};

/**
 * klp_add_state_kobjs() - show the states of a livepatch
 * @patch:	livepatch that holds them already
 *
 * klp_del_state_kobjs() takes back also what a failure leaves.
 *
 * Return: 0 on success, otherwise error
 */
int klp_add_state_kobjs(struct klp_patch *patch)
{
	struct klp_state *state;
	int ret;

	if (list_empty(&patch->state_list))
		return 0;

	patch->states_kobj = kobject_create_and_add("states", &patch->kobj);
	if (!patch->states_kobj)
		return -ENOMEM;

	klp_for_each_state(patch, state) {
		memset(&state->kobj, 0, sizeof(state->kobj));
		ret = kobject_init_and_add(&state->kobj, &klp_ktype_state,
					   patch->states_kobj, "%lu",
					   state->id);
		if (ret) {
			kobject_put(&state->kobj);
			return ret;
		}
	}

	return 0;
}

/**
 * klp_del_state_kobjs() - stop showing the states of a livepatch
 * @patch:	livepatch that is going to let them go
 *
 * Nobody reads the files any longer when it returns.
 */
void klp_del_state_kobjs(struct klp_patch *patch)
{
	struct klp_state *state;

	if (!patch->states_kobj)
		return;

	klp_for_each_state(patch, state) {
		if (!state->kobj.state_in_sysfs)
			break;
		kobject_del(&state->kobj);
		kobject_put(&state->kobj);
	}
	kobject_put(patch->states_kobj);
	patch->states_kobj = NULL;
}
