// SPDX-License-Identifier: GPL-2.0
#include "read.h"
#include "apart.h"
#include "bearable.h"

#include <clang-c/Index.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "model-headers.h"

#define MODEL_DIR "/klp-model/"

/* A declaration of this file, to find it again from its uses. */
struct declared {
	CXCursor canonical;
	struct node *node;
	struct declared *next;
};

enum { NR_BUCKETS = 1024 };

struct reader {
	struct ast *ast;
	CXTranslationUnit tu;
	CXFile file;
	struct declared *decls[NR_BUCKETS];
	struct node *parent, **tail;
};

static char *keep(CXString s)
{
	const char *c = clang_getCString(s);
	char *copy = apart_copy(c ? c : "", c ? strlen(c) : 0);

	clang_disposeString(s);
	return copy;
}

/*
 * The offset of a location in the file that is read. exact becomes false for
 * what a macro made: its text in the file is not the node's own.
 */
static size_t file_offset(struct reader *r, CXSourceLocation loc, bool *exact)
{
	unsigned int offset, expansion;
	CXFile file, expansion_file;

	clang_getFileLocation(loc, &file, NULL, NULL, &offset);
	clang_getExpansionLocation(loc, &expansion_file, NULL, NULL, &expansion);
	if (!file || !clang_File_isEqual(file, r->file) || offset != expansion)
		*exact = false;
	return offset;
}

static void set_type(struct node *n, CXType type)
{
	CXType t = clang_getCanonicalType(type);
	CXCursor decl;

	/* An array is const if its elements are; libclang says so of the array only. */
	n->is_const = clang_isConstQualifiedType(t);
	n->is_array = t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray;
	if (n->is_array)
		t = clang_getCanonicalType(clang_getArrayElementType(t));
	for (; t.kind == CXType_Pointer; n->pointers++)
		t = clang_getCanonicalType(clang_getPointeeType(t));
	if (t.kind != CXType_Record)
		return;
	decl = clang_getTypeDeclaration(t);
	n->record = keep(clang_getCursorSpelling(decl));
}

static bool is_global(CXCursor c)
{
	CXCursor parent = clang_getCursorSemanticParent(c);

	return clang_getCursorKind(parent) == CXCursor_TranslationUnit ||
	       clang_Cursor_getStorageClass(c) == CX_SC_Static;
}

static bool declared_in_header(struct reader *r, CXCursor canonical)
{
	CXString name;
	const char *s;
	CXFile file;
	bool model;

	clang_getFileLocation(clang_getCursorLocation(canonical), &file, NULL, NULL, NULL);
	if (!file || clang_File_isEqual(file, r->file))
		return false;
	name = clang_getFileName(file);
	s = clang_getCString(name);
	model = s && !strncmp(s, MODEL_DIR, strlen(MODEL_DIR));
	clang_disposeString(name);
	return !model;
}

static struct declared **bucket(struct reader *r, CXCursor canonical)
{
	return &r->decls[clang_hashCursor(canonical) % NR_BUCKETS];
}

static struct node *find_decl(struct reader *r, CXCursor canonical)
{
	for (struct declared *d = *bucket(r, canonical); d; d = d->next)
		if (clang_equalCursors(d->canonical, canonical))
			return d->node;
	return NULL;
}

static void declare(struct reader *r, struct node *n, CXCursor c)
{
	CXCursor canonical = clang_getCanonicalCursor(c);
	struct declared **d = bucket(r, canonical), *old = *d;
	struct node *first = find_decl(r, canonical);

	n->definition = clang_isCursorDefinition(c);
	n->global = is_global(c);
	n->is_static = clang_Cursor_getStorageClass(canonical) == CX_SC_Static;
	n->is_extern = clang_Cursor_getStorageClass(c) == CX_SC_Extern && !n->definition;
	n->in_header = declared_in_header(r, canonical);
	n->decl = first ? first : n;
	if (first)
		return;
	*d = apart_alloc(sizeof(**d));
	**d = (struct declared){ canonical, n, old };
}

static void refer(struct reader *r, struct node *n, CXCursor c)
{
	CXCursor target = clang_getCursorReferenced(c);

	enum CXCursorKind kind = clang_getCursorKind(target);

	n->decl = find_decl(r, clang_getCanonicalCursor(target));
	n->function = kind == CXCursor_FunctionDecl;
	n->outside = !n->decl && kind != CXCursor_EnumConstantDecl;
	n->in_header = declared_in_header(r, clang_getCanonicalCursor(target));
}

/* Only initializers and arguments of calls are asked for their value. */
static bool wants_value(const struct node *n)
{
	const struct node *p = n->parent;

	return p && (p->kind == NODE_LIST || p->kind == NODE_DESIGNATED ||
		     (p->kind == NODE_CALL && p->child != n));
}

static void evaluate(struct node *n, CXCursor c)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(c));
	CXEvalResult value;

	if (type.kind < CXType_Bool || type.kind > CXType_Int128)
		return;
	value = clang_Cursor_Evaluate(c);
	if (!value)
		return;
	if (clang_EvalResult_getKind(value) == CXEval_Int) {
		n->has_value = true;
		n->value = clang_EvalResult_getAsLongLong(value);
	}
	clang_EvalResult_dispose(value);
}

static void set_pointee(struct node *n, CXCursor c)
{
	CXType type = clang_getPointeeType(clang_getCursorType(c));

	if (n->parent->kind != NODE_CALL || type.kind == CXType_Invalid)
		return;
	n->type = keep(clang_getTypeSpelling(type));
	n->type_size = clang_Type_getSizeOf(type);
}

static enum node_kind unexposed_kind(CXCursor c);

static enum node_kind node_kind(CXCursor c)
{
	switch (clang_getCursorKind(c)) {
	case CXCursor_FunctionDecl:		return NODE_FUNCTION;
	case CXCursor_ParmDecl:			return NODE_PARAM;
	case CXCursor_VarDecl:			return NODE_VAR;
	case CXCursor_TypeRef:			return NODE_TYPE;
	case CXCursor_CompoundStmt:		return NODE_BLOCK;
	case CXCursor_DeclStmt:			return NODE_DECL;
	case CXCursor_IfStmt:			return NODE_IF;
	case CXCursor_ForStmt:
	case CXCursor_WhileStmt:
	case CXCursor_DoStmt:
	case CXCursor_SwitchStmt:		return NODE_LOOP;
	case CXCursor_ReturnStmt:
	case CXCursor_GotoStmt:
	case CXCursor_IndirectGotoStmt:
	case CXCursor_BreakStmt:
	case CXCursor_ContinueStmt:		return NODE_JUMP;
	case CXCursor_CallExpr:			return NODE_CALL;
	case CXCursor_DeclRefExpr:		return NODE_REF;
	case CXCursor_MemberRefExpr:		return NODE_MEMBER;
	case CXCursor_MemberRef:		return NODE_FIELD;
	case CXCursor_InitListExpr:		return NODE_LIST;
	case CXCursor_BinaryOperator:		return NODE_BINARY;
	case CXCursor_CompoundAssignOperator:	return NODE_ASSIGN;
	case CXCursor_UnaryOperator:		return NODE_UNARY;
	case CXCursor_UnaryExpr:		return NODE_SIZEOF;
	case CXCursor_CStyleCastExpr:		return NODE_CAST;
	case CXCursor_CompoundLiteralExpr:	return NODE_LITERAL;
	case CXCursor_ParenExpr:		return NODE_PAREN;
	case CXCursor_StringLiteral:		return NODE_STRING;
	case CXCursor_UnexposedExpr:		return unexposed_kind(c);
	default:				return NODE_OTHER;
	}
}

static enum CXChildVisitResult first_child(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	*(CXCursor *)data = c;
	return CXChildVisit_Break;
}

/* libclang has no kind for a designated initializer: its first child tells. */
static enum node_kind unexposed_kind(CXCursor c)
{
	CXCursor child = clang_getNullCursor();

	clang_visitChildren(c, first_child, &child);
	if (clang_getCursorKind(child) == CXCursor_MemberRef)
		return NODE_DESIGNATED;
	return NODE_OTHER;
}

static struct node *new_node(struct reader *r, CXCursor c)
{
	struct node *n = apart_alloc(sizeof(*n));
	CXSourceRange range = clang_getCursorExtent(c);

	n->kind = node_kind(c);
	n->parent = r->parent;
	n->exact = true;
	n->span.begin = file_offset(r, clang_getRangeStart(range), &n->exact);
	n->span.end = file_offset(r, clang_getRangeEnd(range), &n->exact);
	if (n->span.end < n->span.begin) {
		n->span.end = n->span.begin;
		n->exact = false;
	}
	n->name = keep(clang_getCursorSpelling(c));
	set_type(n, clang_getCursorType(c));

	if (n->kind == NODE_FUNCTION || n->kind == NODE_VAR || n->kind == NODE_PARAM)
		declare(r, n, c);
	else if (n->kind == NODE_REF)
		refer(r, n, c);
	if (wants_value(n)) {
		evaluate(n, c);
		set_pointee(n, c);
	}
	return n;
}

/* Implicit casts and the like: one child with the same text. */
static bool transparent(const struct node *n)
{
	const struct node *c = n->child;

	return n->kind == NODE_OTHER && c && !c->next &&
	       c->span.begin == n->span.begin && c->span.end == n->span.end;
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data);

static void visit_below(struct reader *r, struct node *n, CXCursor c)
{
	struct node *parent = r->parent, **tail = r->tail;

	r->parent = n;
	r->tail = &n->child;
	clang_visitChildren(c, visit, r);
	r->parent = parent;
	r->tail = tail;
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
	struct reader *r = data;
	struct node *n;
	CXFile file;

	(void)parent;
	clang_getFileLocation(clang_getCursorLocation(c), &file, NULL, NULL, NULL);
	if (!file || !clang_File_isEqual(file, r->file))
		return CXChildVisit_Continue;
	if (clang_isPreprocessing(clang_getCursorKind(c)))
		return CXChildVisit_Continue;

	n = new_node(r, c);
	visit_below(r, n, c);
	if (transparent(n)) {
		n->child->has_value |= n->has_value;
		if (n->has_value)
			n->child->value = n->value;
		n = n->child;
		n->parent = r->parent;
	}
	*r->tail = n;
	r->tail = &n->next;
	return CXChildVisit_Continue;
}

/* The operator is not in the C API before 17: it is the text between operands. */
static void look_at_binary(struct node *n, const char *text)
{
	const struct node *left = n->child, *right = left->next;

	if (left->span.end > right->span.begin)
		n->exact = false;	/* a macro made it, operator and all */
	for (size_t i = left->span.end; i < right->span.begin; i++)
		if (text[i] == '=' && text[i + 1] != '=' && !strchr("=!<>", text[i - 1]))
			n->kind = NODE_ASSIGN;
}

static void find_operators(struct node *n, const char *text)
{
	for (struct node *c = n->child; c; c = c->next) {
		find_operators(c, text);
		if (c->kind == NODE_BINARY && c->child && c->child->next)
			look_at_binary(c, text);
		else if (c->kind == NODE_UNARY && c->child &&
			 c->child->span.begin == c->span.begin &&
			 c->child->span.end == c->span.end)
			c->exact = false;
	}
}

static void read_skipped(struct reader *r)
{
	CXSourceRangeList *list = clang_getSkippedRanges(r->tu, r->file);
	struct ast *ast = r->ast;
	bool exact;

	ast->skipped = apart_alloc((list ? list->count : 0) * sizeof(*ast->skipped));
	for (unsigned int i = 0; list && i < list->count; i++)
		ast->skipped[ast->nr_skipped++] = (struct span){
			file_offset(r, clang_getRangeStart(list->ranges[i]), &exact),
			file_offset(r, clang_getRangeEnd(list->ranges[i]), &exact),
		};
	clang_disposeSourceRangeList(list);
}

static void read_problem(struct reader *r, CXDiagnostic d)
{
	CXSourceLocation loc = clang_getDiagnosticLocation(d);
	struct ast *ast = r->ast;
	unsigned int offset;
	CXFile file;

	clang_getFileLocation(loc, &file, NULL, NULL, &offset);
	if (file && clang_File_isEqual(file, r->file))
		ast->problems[ast->nr_problems++] = (struct problem){
			offset, keep(clang_getDiagnosticSpelling(d)) };
}

static void read_problems(struct reader *r)
{
	unsigned int nr = clang_getNumDiagnostics(r->tu);

	r->ast->problems = apart_alloc(nr * sizeof(*r->ast->problems));
	for (unsigned int i = 0; i < nr; i++) {
		CXDiagnostic d = clang_getDiagnostic(r->tu, i);

		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Warning)
			read_problem(r, d);
		clang_disposeDiagnostic(d);
	}
}

/* Every CONFIG_ that the source names counts as on. */
static char *config_header(const char *text, const struct tokens *tokens)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < tokens->nr; i++) {
		const struct token *t = &tokens->v[i];

		if (t->kind != TOKEN_NAME || t->length < 8 ||
		    memcmp(text + t->offset, "CONFIG_", 7))
			continue;
		buf_addf(&b, "#undef %.*s\n#define %.*s 1\n",
			 (int)t->length, text + t->offset,
			 (int)t->length, text + t->offset);
	}
	return buf_detach(&b);
}

static bool is_any(const struct token *t, const char *text, const char *chars)
{
	return t && t->kind == TOKEN_PUNCT && strchr(chars, text[t->offset]);
}

/* Does a placeholder stand for a value? Else it is a name, or whole lines. */
static bool is_value(const struct tokens *tokens, size_t i, const char *text)
{
	const struct token *t = &tokens->v[i], *before = i ? t - 1 : NULL;
	const struct token *behind = i + 1 < tokens->nr ? t + 1 : NULL;

	if (text[t->offset] != '@' || text[t->offset + t->length - 1] != '@')
		return false;
	if (t->directive)
		return i > 2 && token_is(t - 2, text, "define");
	return (is_any(before, text, "=(,[{?:+-*|&<>") || (before && token_is(before, text, "return"))) &&
	       is_any(behind, text, ",;)]}?:+-*|&<>");
}

/* Is there nothing else on a placeholder's line? */
static bool is_line(const struct token *t, const char *text, size_t len)
{
	size_t begin = t->offset, end = t->offset + t->length;

	while (begin && strchr(" \t", text[begin - 1]))
		begin--;
	while (end < len && strchr(" \t\r", text[end]))
		end++;
	return (!begin || text[begin - 1] == '\n') && (end == len || text[end] == '\n');
}

/* A template's text with something that parses, and is as long, in place of @@NAME@@. */
static char *fill_template(const char *text, size_t len, const struct tokens *tokens)
{
	char *copy = xstrndup(text, len);

	for (size_t i = 0; i < tokens->nr; i++) {
		const struct token *t = &tokens->v[i];
		char *at = copy + t->offset;

		if (!has_placeholder(t, text))
			continue;
		if (is_line(t, text, len)) {
			memset(at, ' ', t->length);
		} else if (is_value(tokens, i, text)) {
			memset(at, '0', t->length);
			at[1] = 'x';
			at[t->length - 1] = '1';
		} else {
			for (size_t k = 0; k < t->length; k++)
				if (at[k] == '@')
					at[k] = '_';
		}
	}
	return copy;
}

static const char *const clang_args[] = {
	"-xc", "-std=gnu11", "-nostdinc", "-ferror-limit=0", "-fms-extensions",
	"-funsigned-char", "-fno-builtin", "-D__KERNEL__", "-DMODULE",
	"-include", MODEL_DIR "config.h",
	"-include", MODEL_DIR "kernel.h",
	"-include", MODEL_DIR "livepatch.h",
	"-Wno-everything", "-Wno-error=implicit-function-declaration",
	"-Wno-error=int-conversion", "-Wunused-function", "-Wunused-variable",
	"-Werror=incompatible-pointer-types",
	"-Werror=incompatible-function-pointer-types",
	"-Wno-incompatible-pointer-types-discards-qualifiers",
	"-DKLP_MODEL_STATES",	/* last: only for MODEL_STATES */
};

/* What libclang is asked. All of it is where both processes see it. */
struct request {
	const char *path, *text;
	const char **args;
	int nr_args;
	struct CXUnsavedFile *files;
	unsigned int nr_files;
	struct ast ast;		/* the answer: one of these */
	char *why;
};

static struct request *new_request(const char *path, const char *text, size_t len,
				   const char *const *args, size_t nr_args, size_t nr_others)
{
	struct request *q = apart_alloc(sizeof(*q));

	q->path = apart_copy(path, strlen(path));
	q->text = apart_copy(text, len);
	q->args = apart_alloc(nr_args * sizeof(*q->args));
	while (q->nr_args < (int)nr_args) {
		q->args[q->nr_args] = apart_copy(args[q->nr_args], strlen(args[q->nr_args]));
		q->nr_args++;
	}
	q->files = apart_alloc((nr_others + 1) * sizeof(*q->files));
	q->files[q->nr_files++] = (struct CXUnsavedFile){ q->path, q->text, len };
	return q;
}

static void add_file(struct request *q, const char *path, const char *text, size_t len)
{
	q->files[q->nr_files++] = (struct CXUnsavedFile){
		apart_copy(path, strlen(path)), apart_copy(text, len), len };
}

static enum CXErrorCode parse(CXIndex index, const struct request *q, unsigned int flags,
			      CXTranslationUnit *tu)
{
	return clang_parseTranslationUnit2(index, q->path, q->args, q->nr_args, q->files,
					   q->nr_files, flags, tu);
}

static int read_tree(struct reader *r, const struct request *q)
{
	r->file = clang_getFile(r->tu, q->path);
	if (!r->file)
		return -EIO;

	r->ast->root = apart_alloc(sizeof(struct node));
	visit_below(r, r->ast->root, clang_getTranslationUnitCursor(r->tu));
	find_operators(r->ast->root, q->text);
	read_skipped(r);
	read_problems(r);
	return 0;
}

static int parse_tree(void *request)
{
	struct request *q = request;
	struct reader r = { .ast = &q->ast };
	CXIndex index = clang_createIndex(0, 0);
	int err = -EIO;

	if (parse(index, q, CXTranslationUnit_DetailedPreprocessingRecord |
		  CXTranslationUnit_KeepGoing, &r.tu) == CXError_Success)
		err = read_tree(&r, q);

	if (r.tu)
		clang_disposeTranslationUnit(r.tu);
	clang_disposeIndex(index);
	return err;
}

static struct request *tree_request(const char *path, const char *text, size_t len,
				    const struct tokens *tokens, enum model_api api,
				    const struct overlays *others)
{
	char *config = config_header(text, tokens);
	char *filled = fill_template(text, len, tokens);
	size_t nr_args = sizeof(clang_args) / sizeof(*clang_args) - (api != MODEL_STATES);
	size_t nr_others = others ? others->nr : 0;
	struct request *q = new_request(path, filled, len, clang_args, nr_args,
					nr_model_headers + 1 + nr_others);

	for (size_t i = 0; i < nr_model_headers; i++) {
		char *name = xasprintf("%s%s", MODEL_DIR, model_headers[i].name);

		add_file(q, name, model_headers[i].text, model_headers[i].len);
		free(name);
	}
	add_file(q, MODEL_DIR "config.h", config, strlen(config));
	for (size_t i = 0; i < nr_others; i++)
		add_file(q, others->v[i].path, others->v[i].text, others->v[i].len);
	free(config);
	free(filled);
	return q;
}

int read_c(struct ast *ast, const char *path, const char *text, size_t len,
	   const struct tokens *tokens, enum model_api api, const struct overlays *others)
{
	struct request *q;
	size_t offset;
	int err;

	*ast = (struct ast){ 0 };
	if (why_unbearable(tokens, text, &offset))
		return -E2BIG;
	apart_hold();
	q = tree_request(path, text, len, tokens, api, others);
	err = apart(parse_tree, q);
	if (err)
		apart_drop();
	else
		*ast = q->ast;
	return err;
}

void ast_release(struct ast *ast)
{
	if (ast->root)
		apart_drop();
	*ast = (struct ast){ 0 };
}

static int parse_for_errors(void *request)
{
	struct request *q = request;
	CXIndex index = clang_createIndex(0, 0);
	CXTranslationUnit tu;

	if (parse(index, q, CXTranslationUnit_None, &tu) != CXError_Success)
		return -EIO;
	for (unsigned int i = 0; i < clang_getNumDiagnostics(tu) && !q->why; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);

		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error)
			q->why = keep(clang_formatDiagnostic(d,
				CXDiagnostic_DisplaySourceLocation | CXDiagnostic_DisplayColumn));
		clang_disposeDiagnostic(d);
	}
	clang_disposeTranslationUnit(tu);
	clang_disposeIndex(index);
	return 0;
}

char *compile_c(const char *path, const char *text, size_t len, const char *const *args,
		size_t nr_args)
{
	struct request *q;
	char *why;

	apart_hold();
	q = new_request(path, text, len, args, nr_args, 0);
	if (apart(parse_for_errors, q))
		why = xasprintf("%s: libclang could not parse it", path);
	else
		why = q->why ? xstrdup(q->why) : NULL;
	apart_drop();
	return why;
}
