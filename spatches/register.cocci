// SPDX-License-Identifier: GPL-2.0
/// Before 5.1 a livepatch was registered, then enabled, and unregistered by its
/// exit function: klp_enable_patch() alone is left of it.
///
//# Known is the common sequence in module_init's and module_exit's functions:
//# register and return the error, enable and unregister on error. A livepatch
//# that disables itself while it runs is for a person: only sysfs does it now.
//# The exit function stays, even if empty: without one a module can't be removed.
//
// Confidence: High
// Options: --no-includes
// Requires: klp_enable_patch() of 5.1 or newer
// Keywords: livepatch, klp_register_patch, klp_unregister_patch

virtual patch
virtual context

@registering@
declarer name module_init;
identifier enter;
@@
 module_init(enter);

@unregistering@
declarer name module_exit;
identifier leave;
@@
 module_exit(leave);

@registered@
identifier registering.enter, ret;
expression lp;
@@
 enter(void)
 {
 ...
 ret = klp_register_patch(lp);
 if (ret)
	return ret;
 ...
 ret = klp_enable_patch(lp);
 if (ret) {
(
	WARN_ON(klp_unregister_patch(lp));
|
	klp_unregister_patch(lp);
)
	return ret;
 }
 return 0;
 }

@depends on context && registered@
@@
(
* klp_register_patch(...)
|
* klp_unregister_patch(...)
|
* klp_disable_patch(...)
)

@depends on patch@
identifier registering.enter, registered.ret;
expression registered.lp;
@@
 enter(void)
 {
 ...
-ret = klp_register_patch(lp);
-if (ret)
-	return ret;
 ...
-ret = klp_enable_patch(lp);
-if (ret) {
(
-	WARN_ON(klp_unregister_patch(lp));
|
-	klp_unregister_patch(lp);
)
-	return ret;
-}
-return 0;
+return klp_enable_patch(lp);
 }

@depends on patch@
identifier registering.enter, registered.ret;
@@
 enter(void)
 {
 ... when != ret
-int ret;
 ... when != ret
 }

@depends on patch && registered@
identifier unregistering.leave;
expression registered.lp;
@@
 leave(void)
 {
 <...
(
-WARN_ON(klp_unregister_patch(lp));
|
-klp_unregister_patch(lp);
|
-WARN_ON(klp_disable_patch(lp));
|
-klp_disable_patch(lp);
)
 ...>
 }
