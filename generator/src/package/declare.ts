/**
 * Declarations from TypeScript by cutting out what runs, with the layout of the source. Knows the syntax that our emitter uses
 * and in which every export says its type; for all else it throws `Unsupported`.
 */
import type ts from "typescript";
import type { Edit } from "./edits.js";
import { isExported, withoutStatement } from "./erase.js";
import { Unsupported } from "./unsupported.js";

type TypeScript = typeof ts;

/** The cuts that make a file a declaration file. */
export function declarationsOnly(ts: TypeScript, file: ts.SourceFile): readonly Edit[] {
  const edits: Edit[] = [];
  const imports: (readonly [ts.ImportDeclaration, number])[] = [];
  const cutNames: string[] = [];
  const kept: string[] = [];
  let needsMark = true;
  let hidden = false;

  function declareParameter({
    name,
    type,
    initializer,
    questionToken,
    modifiers,
  }: ts.ParameterDeclaration): void {
    if (modifiers !== undefined) throw new Unsupported();
    if (initializer === undefined && type !== undefined) return;
    if (initializer === undefined || !ts.isIdentifier(name) || questionToken !== undefined)
      throw new Unsupported();
    if (type === undefined) {
      // Of all literals, only a number is a default in what we emit.
      if (!ts.isNumericLiteral(initializer)) throw new Unsupported();
      edits.push({ start: name.end, end: initializer.end, text: "?: number" });
      return;
    }
    edits.push(
      { start: name.end, end: name.end, text: "?" },
      { start: type.end, end: initializer.end, text: "" },
    );
  }

  function declareFunction(statement: ts.FunctionDeclaration): void {
    const { type, body, modifiers, asteriskToken } = statement;
    // Overloads need their implementation cut, and a default its own words.
    if (type === undefined || body === undefined || modifiers?.length !== 1 || asteriskToken !== undefined)
      throw new Unsupported();
    statement.parameters.forEach(declareParameter);
    edits.push({ start: modifiers.end, end: modifiers.end, text: " declare" });
    edits.push({ start: type.end, end: body.end, text: ";" });
    kept.push(file.text.slice(statement.pos, type.end));
  }

  function declareVariables(statement: ts.VariableStatement): void {
    const { modifiers, declarationList } = statement;
    if (modifiers?.length !== 1) throw new Unsupported();
    edits.push({ start: modifiers.end, end: modifiers.end, text: " declare" });
    for (const { name, type, initializer } of declarationList.declarations) {
      if (!ts.isIdentifier(name)) throw new Unsupported();
      const isConst = (declarationList.flags & ts.NodeFlags.Const) !== 0;
      if (type !== undefined) {
        kept.push(type.getFullText(file));
        if (initializer !== undefined) edits.push({ start: type.end, end: initializer.end, text: "" });
      } else if (!isConst || initializer === undefined) {
        throw new Unsupported();
      } else if (!ts.isStringLiteral(initializer)) {
        edits.push({
          start: name.end,
          end: initializer.end,
          text: `: ${constantType(ts, file, initializer)}`,
        });
      }
    }
  }

  for (const [index, statement] of file.statements.entries()) {
    const exported = isExported(ts, statement);
    if (ts.isImportDeclaration(statement)) {
      imports.push([statement, index]);
    } else if (ts.isExportDeclaration(statement)) {
      needsMark = false;
      kept.push(statement.getText(file));
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      if (exported) needsMark = false;
      else hidden = true;
      kept.push(statement.getText(file));
    } else if (ts.isFunctionDeclaration(statement) && exported) {
      needsMark = false;
      declareFunction(statement);
    } else if (ts.isVariableStatement(statement) && exported) {
      needsMark = false;
      declareVariables(statement);
    } else if (ts.isFunctionDeclaration(statement) || ts.isVariableStatement(statement)) {
      cutNames.push(...namesOf(ts, statement));
      edits.push(withoutStatement(file, index));
    } else {
      throw new Unsupported();
    }
  }
  const text = kept.join("\n");
  const words = new Set(text.match(/[A-Za-z_$][\w$]*/gu));
  // What is not exported may still be asked for its type.
  const asked = new Set(Array.from(text.matchAll(/\btypeof\s+([\w$]+)/gu), ([, name]) => name));
  if (cutNames.some((name) => asked.has(name))) throw new Unsupported();
  for (const [statement, index] of imports) edits.push(...pruned(ts, file, statement, index, words));
  const { length } = file.text;
  if (needsMark || hidden) edits.push({ start: length, end: length, text: "export {};\n" });
  return edits;
}

/** The type of `["open", "closed"] as const`. */
function constantType(ts: TypeScript, file: ts.SourceFile, initializer: ts.Expression): string {
  if (!ts.isAsExpression(initializer) || initializer.type.getText(file) !== "const") throw new Unsupported();
  const list = initializer.expression;
  if (!ts.isArrayLiteralExpression(list) || !list.elements.every(ts.isStringLiteral)) throw new Unsupported();
  return `readonly ${list.getText(file)}`;
}

function namesOf(
  ts: TypeScript,
  statement: ts.FunctionDeclaration | ts.VariableStatement,
): readonly string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name === undefined ? [] : [statement.name.text];
  return statement.declarationList.declarations.map(({ name }) => {
    if (!ts.isIdentifier(name)) throw new Unsupported();
    return name.text;
  });
}

/** An import without the names that nothing is left to use. */
function pruned(
  ts: TypeScript,
  file: ts.SourceFile,
  statement: ts.ImportDeclaration,
  index: number,
  words: ReadonlySet<string>,
): readonly Edit[] {
  const clause = statement.importClause;
  // An import for its effects has no place in a declaration.
  const bindings = clause?.namedBindings;
  const gone = withoutStatement(file, index);
  const byDefault = clause?.name;
  if (byDefault !== undefined && words.has(byDefault.text)) throw new Unsupported();
  if (bindings === undefined) return [gone];
  if (ts.isNamespaceImport(bindings)) {
    if (byDefault !== undefined) throw new Unsupported();
    return words.has(bindings.name.text) ? [] : [gone];
  }
  const used = bindings.elements.filter(({ name }) => words.has(name.text));
  if (used.length === 0) return [gone];
  const names = used.map((element) => element.getText(file)).join(", ");
  if (byDefault !== undefined)
    return [{ start: byDefault.getStart(file), end: bindings.end, text: `{ ${names} }` }];
  if (used.length === bindings.elements.length) return [];
  return [{ start: bindings.getStart(file), end: bindings.end, text: `{ ${names} }` }];
}
