// SPDX-License-Identifier: GPL-2.0
/// States that a source patch declares go into the livepatch.
// Files: tools/objtool/klp-diff.c
// Needs: klp_object_ext

@is_state@
typedef bool;
@@
 mark_included_function(...)
 { ... }
+
+static bool is_state_sym(struct symbol *sym)
+{
+	return is_object_sym(sym) && strstarts(sym->sec->name, KLP_STATES_SEC);
+}

@mark@
iterator name for_each_sym;
identifier patched_sym;
expression E;
@@
 mark_changed_functions(struct elfs *e)
 {
 <...
 for_each_sym(e->patched, patched_sym) {
+	/* Nothing refers to states, and they are a change by themselves. */
+	if (is_state_sym(patched_sym)) {
+		patched_sym->included = 1;
+		changed = true;
+	}
+
 	if (!is_func_sym(patched_sym) || patched_sym->dont_correlate)
 		continue;
 	...
 }
 ...>
 }

@create@
@@
+/* klp_object_ext.states: the states of the object, ended by an empty one */
+static int create_klp_states(struct elfs *e, struct section *obj_sec)
+{
+	struct section *sec = find_section_by_name(e->out, KLP_STATES_SEC);
+	unsigned long offset = offsetof(struct klp_object_ext, states);
+	struct symbol *first;
+
+	if (!sec)
+		return 0;
+
+	first = find_symbol_by_offset(sec, 0);
+	if (!elf_add_data(e->out, sec, NULL, first->len))
+		return -1;
+
+	if (!elf_create_reloc(e->out, obj_sec, offset, first, 0, R_ABS64))
+		return -1;
+
+	return 0;
+}
+
 create_klp_sections(...)
 { ... }

@sections@
@@
 create_klp_sections(struct elfs *e)
 {
 ...
 if (!elf_create_reloc(e->out, obj_sec, offsetof(struct klp_object_ext, funcs), funcs_sym, 0, R_ABS64))
 	return -1;
+
+	if (create_klp_states(e, obj_sec))
+		return -1;
 ...
 }
