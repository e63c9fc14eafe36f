/**
 * JavaScript from TypeScript by cutting out the types, with the layout of the source. Knows the syntax that our emitter uses;
 * for all other syntax it throws `Unsupported`.
 */
import type ts from "typescript";
import type { Edit } from "./edits.js";
import { Unsupported } from "./unsupported.js";

type TypeScript = typeof ts;

/** The cuts that make a file JavaScript, `export {}` added where nothing else makes it a module. */
export function eraseTypes(ts: TypeScript, file: ts.SourceFile): readonly Edit[] {
  const edits: Edit[] = [];
  const { text } = file;
  const cut = (start: number, end: number): void => void edits.push({ start, end, text: "" });

  /** The end of the bracket that closes a list which ends at `from`. */
  function closing(from: number, bracket: string): number {
    const at = text.indexOf(bracket, from);
    if (at < 0 || text.slice(from, at).trim() !== "") throw new Unsupported();
    return at + 1;
  }

  function cutBrackets(list: ts.NodeArray<ts.Node> | undefined): void {
    if (list !== undefined) cut(list.pos - 1, closing(list.end, ">"));
  }

  /** The type and the `?` or `!` before it. */
  function cutAnnotation(name: ts.Node, type: ts.Node | undefined, mark: ts.Node | undefined): void {
    const last = type ?? mark;
    if (last !== undefined) cut(name.end, last.end);
  }

  function visitFunction(
    node: ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration,
  ): void {
    cutBrackets(node.typeParameters);
    node.parameters.forEach(visit);
    // A parameter without parentheses has nothing to cut after it.
    if (node.type !== undefined) cut(closing(node.parameters.end, ")"), node.type.end);
    if (node.body !== undefined) visit(node.body);
  }

  function visitSpecifiers(list: ts.NamedImports | ts.NamedExports): void {
    const values = list.elements.filter((element) => !element.isTypeOnly);
    if (values.length === list.elements.length) return;
    const names = values.map((element) => element.getText(file));
    edits.push({
      start: list.getStart(file),
      end: list.end,
      text: names.length === 0 ? "{}" : `{ ${names.join(", ")} }`,
    });
  }

  function visit(node: ts.Node): void {
    if (ts.isVariableDeclaration(node)) {
      cutAnnotation(node.name, node.type, node.exclamationToken);
      visit(node.name);
      if (node.initializer !== undefined) visit(node.initializer);
    } else if (ts.isParameter(node)) {
      if (node.modifiers !== undefined || node.name.getText(file) === "this") throw new Unsupported();
      cutAnnotation(node.name, node.type, node.questionToken);
      visit(node.name);
      if (node.initializer !== undefined) visit(node.initializer);
    } else if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
      visitFunction(node);
    } else if (ts.isMethodDeclaration(node)) {
      // Of an object: classes are not known here.
      if (node.questionToken !== undefined) throw new Unsupported();
      visit(node.name);
      visitFunction(node);
    } else if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node)) {
      visit(node.expression);
      cut(node.expression.end, node.end);
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      visit(node.expression);
      cutBrackets(node.typeArguments);
      node.arguments?.forEach(visit);
    } else if (unknownTo(ts, node)) {
      throw new Unsupported();
    } else {
      ts.forEachChild(node, visit);
    }
  }

  let isModule = false;
  for (const [index, statement] of file.statements.entries()) {
    if (isTypeOnly(ts, statement)) {
      edits.push(withoutStatement(file, index));
      continue;
    }
    isModule ||=
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) || isExported(ts, statement);
    const list = ts.isImportDeclaration(statement)
      ? statement.importClause?.namedBindings
      : ts.isExportDeclaration(statement)
        ? statement.exportClause
        : undefined;
    if (list !== undefined && (ts.isNamedImports(list) || ts.isNamedExports(list))) visitSpecifiers(list);
    else if (!ts.isImportDeclaration(statement)) visit(statement);
  }
  if (!isModule) edits.push({ start: text.length, end: text.length, text: "export {};\n" });
  return edits;
}

/** Cuts a statement with its comments; at the head of a file, the comments stay and the empty lines after it go. */
export function withoutStatement(file: ts.SourceFile, index: number): Edit {
  const [start, end] = [file.statements[index]?.pos ?? 0, file.statements[index]?.end ?? 0];
  if (index > 0) return { start, end, text: "" };
  const [lines = ""] = /^\s*\n/u.exec(file.text.slice(end)) ?? [];
  return { start: file.statements[0]?.getStart(file) ?? 0, end: end + lines.length, text: "" };
}

export function isExported(ts: TypeScript, statement: ts.Statement): boolean {
  return hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
}

function hasModifier(ts: TypeScript, statement: ts.Statement, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((one) => one.kind === kind) === true
  );
}

/** Statements of which nothing is left at run time. */
function isTypeOnly(ts: TypeScript, statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isImportDeclaration(statement))
    return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  if (ts.isFunctionDeclaration(statement) && statement.body === undefined) return true;
  return hasModifier(ts, statement, ts.SyntaxKind.DeclareKeyword);
}

/** Syntax with types in it, or with a meaning at run time, that is not treated above. */
function unknownTo(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isClassLike(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isImportEqualsDeclaration(node) ||
    ts.isExportAssignment(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isExpressionWithTypeArguments(node) ||
    ts.isAccessor(node) ||
    ts.isJsxElement(node)
  );
}
