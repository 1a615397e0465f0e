// SPDX-License-Identifier: GPL-2.0
/// Since 4.7 a livepatch tells the kernel by MODULE_INFO() that it is one.
///
//# It goes behind MODULE_LICENSE(), if that is in the file with the call of
//# klp_enable_patch().
//
// Confidence: High
// Options: --no-includes
// Requires: a kernel of 4.7 or newer
// Keywords: livepatch, MODULE_INFO

virtual patch
virtual context

@marked@
declarer name MODULE_INFO;
symbol livepatch;
@@
 MODULE_INFO(livepatch, "Y");

@enables@
@@
 klp_enable_patch(...)

@depends on context && enables && !marked@
declarer name MODULE_LICENSE;
expression license;
@@
* MODULE_LICENSE(license);

@depends on patch && enables && !marked@
declarer name MODULE_LICENSE;
expression license;
symbol livepatch;
@@
 MODULE_LICENSE(license);
+MODULE_INFO(livepatch, "Y");
