# SPDX-License-Identifier: GPL-2.0
# The functions that are patched
s/seq_putc(m, '\\n');/seq_puts(m, " patched\\n");/
s/^	seq_printf(m, linux_proc_banner/	seq_puts(m, "patched ");\n&/
s/sysfs_emit(buf, "%d\\n", foo)/sysfs_emit(buf, "patched %d\\n", foo)/
