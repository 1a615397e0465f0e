/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A model of the kernel that livepatches are parsed against: enough for their
 * tables, callbacks, init and exit functions. What patched functions use
 * beyond it stays undeclared; that costs diagnostics which nobody reads.
 */
#ifndef KLP_MODEL_KERNEL_H
#define KLP_MODEL_KERNEL_H

/* Attributes: an unknown one before a declarator hides the function. */
#define __init
#define __exit
#define __initdata
#define __exitdata
#define __initconst
#define __initdata_or_module
#define __initconst_or_module
#define __init_or_module
#define __ref
#define __refdata
#define __refconst
#define __meminit
#define __memexit
#define __devinit
#define __devexit
#define __cpuinit
#define __net_init
#define __net_exit
#define __user
#define __kernel
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __nocast
#define __private
#define __safe
#define __bitwise
#define __always_unused
#define __maybe_unused
#define __used
#define __must_check
#define __cold
#define __hot
#define __pure
#define __attribute_const__
#define __weak
#define __visible
#define __externally_visible
#define __noreturn
#define __malloc
#define __packed
#define __deprecated
#define __designated_init
#define __read_mostly
#define __ro_after_init
#define __cacheline_aligned
#define __cacheline_aligned_in_smp
#define ____cacheline_aligned
#define ____cacheline_aligned_in_smp
#define __latent_entropy
#define __randomize_layout
#define __no_randomize_layout
#define __nonstring
#define __noclone
#define __noscs
#define __nocfi
#define __kcsan_or_inline
#define __no_kcsan
#define __no_kasan_or_inline
#define __no_sanitize_address
#define __no_sanitize_thread
#define __no_sanitize_undefined
#define __no_sanitize_memory
#define __no_sanitize_or_inline
#define __no_sanitize_coverage
#define __disable_sanitizer_instrumentation
#define __no_profile
#define __no_stack_protector
#define __nostackprotector
#define __no_fgcse
#define __no_inline
#define __noretpoline
#define __noinitretpoline
#define __irq_entry
#define __softirq_entry
#define __exception_irq_entry
#define __lockfunc
#define __sched
#define __kprobes
#define __cpuidle
#define __entry_text
#define __flatten
#define __gnu_inline
#define __naked
#define __noendbr
#define __bpf_kfunc
#define __function_aligned
#define __mcount_loc
#define noinline
#define noinline_for_stack
#define notrace
#define noinstr
#define asmlinkage
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __cond_acquires(x)
#define __cond_releases(x)
#define __printf(a, b)
#define __scanf(a, b)
#define __aligned(x)
#define __section(x)
#define __alias(x)
#define __alloc_size(...)
#define __assume_aligned(...)
#define __nonnull(...)
#define __cleanup(x)
#define __copy(x)
#define __mode(x)
#define __counted_by(x)
#define __optimize(x)
#define __compiletime_error(x)
#define __compiletime_warning(x)
#define __diagnose_as(...)
#define __always_inline inline
#define nokprobe_inline inline
#define fallthrough

#define NULL ((void *)0)
#define true 1
#define false 0
typedef _Bool bool;
typedef unsigned char u8, __u8, uint8_t;
typedef unsigned short u16, __u16, uint16_t, umode_t;
typedef unsigned int u32, __u32, uint32_t, gfp_t, fmode_t, uint, __be32, __le32;
typedef unsigned long long u64, __u64, uint64_t, __be64, __le64, sector_t;
typedef unsigned short __be16, __le16;
typedef signed char s8, int8_t;
typedef short s16, int16_t;
typedef int s32, int32_t, pid_t;
typedef long long s64, int64_t, loff_t, ktime_t;
typedef unsigned long size_t, uintptr_t, ulong;
typedef long ssize_t, ptrdiff_t, intptr_t;
typedef struct { int counter; } atomic_t, atomic_long_t, refcount_t;
typedef struct { int lock; } spinlock_t, raw_spinlock_t, rwlock_t;
typedef struct { int head; } wait_queue_head_t;

struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next, **pprev; };
struct hlist_head { struct hlist_node *first; };
struct rcu_head { struct rcu_head *next; void (*func)(struct rcu_head *head); };
struct kobject { const char *name; };
struct kref { refcount_t refcount; };
struct completion { unsigned int done; };
struct mutex { int owner; };
struct work_struct { void (*func)(struct work_struct *work); };
struct delayed_work { struct work_struct work; };
struct timer_list { void (*function)(struct timer_list *timer); };
struct notifier_block {
	int (*notifier_call)(struct notifier_block *nb, unsigned long action,
			     void *data);
	struct notifier_block *next;
	int priority;
};
struct task_struct;
struct kmem_cache;

enum module_state {
	MODULE_STATE_LIVE,
	MODULE_STATE_COMING,
	MODULE_STATE_GOING,
	MODULE_STATE_UNFORMED,
};
struct module {
	enum module_state state;
	struct list_head list;
	char name[56];
};
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#define KBUILD_MODNAME "livepatch"

/* The reader finds the init and exit function by these variables' names. */
#define module_init(fn) int (*const klp_model_init)(void) = fn
#define module_exit(fn) void (*const klp_model_exit)(void) = fn
#define late_initcall(fn) module_init(fn)
#define MODULE_LICENSE(x) struct klp_model_unused
#define MODULE_INFO(tag, x) struct klp_model_unused
#define MODULE_AUTHOR(x) struct klp_model_unused
#define MODULE_DESCRIPTION(x) struct klp_model_unused
#define MODULE_VERSION(x) struct klp_model_unused
#define MODULE_ALIAS(x) struct klp_model_unused
#define MODULE_PARM_DESC(p, x) struct klp_model_unused
#define MODULE_IMPORT_NS(x) struct klp_model_unused
/* The kernel has a parameter's address. */
#define module_param(name, type, perm) module_param_named(name, name, type, perm)
#define module_param_named(name, value, type, perm) \
	const void *const klp_model_param_ ## name = &(value)
#define EXPORT_SYMBOL(x) struct klp_model_unused
#define EXPORT_SYMBOL_GPL(x) struct klp_model_unused

#define IS_ENABLED(x) 1
#define IS_MODULE(x) 1
#define IS_BUILTIN(x) 1
#define IS_REACHABLE(x) 1
#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + (c))
#define LINUX_VERSION_CODE KERNEL_VERSION(255, 0, 0)

#define EPERM 1
#define ENOENT 2
#define EIO 5
#define ENXIO 6
#define EAGAIN 11
#define ENOMEM 12
#define EACCES 13
#define EFAULT 14
#define EBUSY 16
#define EEXIST 17
#define ENODEV 19
#define EINVAL 22
#define ENOSPC 28
#define ERANGE 34
#define ENOSYS 38
#define EOPNOTSUPP 95
#define ETIMEDOUT 110

#define GFP_KERNEL 0xcc0u
#define GFP_ATOMIC 0x820u
#define GFP_NOWAIT 0x800u
#define __GFP_ZERO 0x100u
#define __GFP_NOWARN 0x2000u

void *kmalloc(size_t size, gfp_t flags);
void *kzalloc(size_t size, gfp_t flags);
void *kcalloc(size_t n, size_t size, gfp_t flags);
void *kmalloc_array(size_t n, size_t size, gfp_t flags);
void *kmemdup(const void *src, size_t len, gfp_t flags);
void kfree(const void *p);
void kvfree(const void *p);
void *vmalloc(unsigned long size);
void vfree(const void *p);
void *memset(void *s, int c, size_t n);
void *memcpy(void *d, const void *s, size_t n);
int memcmp(const void *a, const void *b, size_t n);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
size_t strlen(const char *s);
int snprintf(char *buf, size_t size, const char *fmt, ...);

int _printk(const char *fmt, ...);
#define printk _printk
#define KERN_ERR ""
#define KERN_WARNING ""
#define KERN_NOTICE ""
#define KERN_INFO ""
#define KERN_DEBUG ""
#define pr_err(...) _printk(__VA_ARGS__)
#define pr_warn(...) _printk(__VA_ARGS__)
#define pr_notice(...) _printk(__VA_ARGS__)
#define pr_info(...) _printk(__VA_ARGS__)
#define pr_debug(...) _printk(__VA_ARGS__)
#define pr_cont(...) _printk(__VA_ARGS__)
#define pr_err_once(...) _printk(__VA_ARGS__)
#define pr_warn_once(...) _printk(__VA_ARGS__)
#define pr_info_once(...) _printk(__VA_ARGS__)
extern int console_loglevel;
#define CONSOLE_LOGLEVEL_MOTORMOUTH 15

void mutex_lock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
#define DEFINE_MUTEX(name) struct mutex name = { 0 }
#define DEFINE_SPINLOCK(name) spinlock_t name = { 0 }
#define DEFINE_RAW_SPINLOCK(name) raw_spinlock_t name = { 0 }
#define DEFINE_RWLOCK(name) rwlock_t name = { 0 }
#define DECLARE_COMPLETION(name) struct completion name = { 0 }
#define DECLARE_WAIT_QUEUE_HEAD(name) wait_queue_head_t name = { 0 }
#define DECLARE_WORK(name, fn) struct work_struct name = { fn }
#define DECLARE_DELAYED_WORK(name, fn) struct delayed_work name = { { fn } }
#define DEFINE_TIMER(name, fn) struct timer_list name = { fn }
#define DEFINE_PER_CPU(type, name) __typeof__(type) name
#define DECLARE_PER_CPU(type, name) extern __typeof__(type) name
#define per_cpu(name, cpu) (name)
#define this_cpu_read(name) (name)
#define this_cpu_write(name, value) ((name) = (value))
#define this_cpu_inc(name) ((name)++)
#define this_cpu_dec(name) ((name)--)
struct static_key { int enabled; };
struct static_key_true { struct static_key key; };
struct static_key_false { struct static_key key; };
#define DEFINE_STATIC_KEY_TRUE(name) struct static_key_true name = { { 1 } }
#define DEFINE_STATIC_KEY_FALSE(name) struct static_key_false name = { { 0 } }
#define DECLARE_STATIC_KEY_TRUE(name) extern struct static_key_true name
#define DECLARE_STATIC_KEY_FALSE(name) extern struct static_key_false name
#define DECLARE_BITMAP(name, bits) unsigned long name[((bits) + 63) / 64]
#define HLIST_HEAD(name) struct hlist_head name = { 0 }
#define DEFINE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)]
#define LIST_HEAD(name) struct list_head name = { &(name), &(name) }
#define ATOMIC_INIT(i) { (i) }

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define offsetof(t, m) __builtin_offsetof(t, m)
#define container_of(p, t, m) ((t *)((char *)(p) - offsetof(t, m)))
#define likely(x) (x)
#define unlikely(x) (x)
#define READ_ONCE(x) (x)
#define WRITE_ONCE(x, v) ((x) = (v))
#define BIT(n) (1UL << (n))
#define WARN_ON(x) (x)
#define WARN_ON_ONCE(x) (x)
#define BUG_ON(x) ((void)(x))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
int IS_ERR(const void *p);
int IS_ERR_OR_NULL(const void *p);
long PTR_ERR(const void *p);
void *ERR_PTR(long error);
#define PTR_ERR_OR_ZERO(p) ((int)(IS_ERR(p) ? PTR_ERR(p) : 0))
#define list_entry(p, t, m) container_of(p, t, m)
#define list_for_each_entry(pos, head, member) \
	for (pos = list_entry((head)->next, __typeof__(*pos), member); \
	     &pos->member != (head); \
	     pos = list_entry(pos->member.next, __typeof__(*pos), member))

extern unsigned long jiffies;
#define HZ 250
unsigned long msecs_to_jiffies(unsigned int m);
struct task_struct *get_current(void);
#define current get_current()

#endif
