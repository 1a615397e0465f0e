// SPDX-License-Identifier: GPL-2.0
/// Undo relocations in full when the module that they are for is refused.
// Needs: klp_clear_object_relocs
// Files: kernel/livepatch/core.c

@write@
expression list args;
identifier patch, obj, apply, i, sec, info;
symbol ret;
expression flags;
@@
 klp_write_object_relocs(struct klp_patch *patch, struct klp_object *obj,
			 bool apply)
 {
 ...
 struct klp_modinfo *info = ...;
 for (i = 1; ...; i++) {
 	Elf_Shdr *sec = ...;
 	if (!(sec->sh_flags & flags))
 		continue;
 	ret = klp_write_section_relocs(args, apply);
 	if (ret)
-		return ret;
+		goto undo;
 }
 return 0;
+
+undo:
+	/* The failed section has not been written. */
+	while (apply && --i > 0) {
+		Elf_Shdr *sec = info->sechdrs + i;
+
+		if (sec->sh_flags & flags)
+			klp_write_section_relocs(patch->mod, info->sechdrs,
+                                                 info->secstrings,
+                                                 patch->mod->core_kallsyms.strtab,
+                                                 info->symndx, i, obj->name,
+                                                 false);
+	}
+	return ret;
 }

@init@
identifier patch, obj;
@@
 klp_init_object_loaded(struct klp_patch *patch, struct klp_object *obj)
 {
 <...
 return 0;
+
+undo:
+	if (klp_is_module(obj))
+		klp_clear_object_relocs(patch, obj);
+	return ret;
 ...>
 }

@loop@
identifier obj, func;
symbol ret;
iterator name klp_for_each_func;
@@
 klp_init_object_loaded(...)
 {
 ...
 klp_for_each_func(obj, func) {
 	<...
(
-	return ret;
+	goto undo;
|
-	return -ENOENT;
+	ret = -ENOENT;
+	goto undo;
)
 	...>
 }
 ...
 }

@clear@
@@
 klp_module_coming(...)
 {
 <...
 err_loaded:
+klp_clear_object_relocs(patch, obj);
 ...>
 }
