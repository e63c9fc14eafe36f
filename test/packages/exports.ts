/**
 * What the published packages export, with the first sentence of each docstring: read from the sources with TypeScript. The page
 * of all exports and the test that none lacks its docstring are made of it.
 */
import { join, relative } from "node:path";
import ts from "typescript";
import { entryPoints, root, type EntryPoint } from "./published.js";

export type ExportKind = "function" | "class" | "interface" | "type" | "constant" | "namespace";

/** A member of an exported interface, type or class. */
export interface MemberRow {
  readonly name: string;
  /** The first sentence of its docstring; empty when it has none. */
  readonly summary: string;
  /** `runtime/src/app/app.ts:12` */
  readonly at: string;
}

/** One export of one entry point. */
export interface ExportRow {
  /** The package: `@esdl/runtime`. */
  readonly package: string;
  /** As one imports it: `@esdl/runtime/sqlite`. */
  readonly entry: string;
  readonly name: string;
  readonly kind: ExportKind;
  /** The first sentence of its docstring, in Markdown; empty when it has none. */
  readonly summary: string;
  /** Where it is declared: `runtime/src/app/app.ts:12`. */
  readonly at: string;
  /** What an interface, an object type or a class writes itself: neither what it inherits, nor members of one value alone. */
  readonly members: readonly MemberRow[];
}

/** Every export of every entry point, by entry point in the packages' order, then by name. */
export function exportRows(entries: readonly EntryPoint[] = entryPoints()): readonly ExportRow[] {
  const program = ts.createProgram({
    rootNames: entries.map(({ source }) => join(root, source)),
    options: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: ["node"],
      // Our packages by their sources: an export that comes from another one is declared in one place.
      paths: Object.fromEntries(
        entryPoints().map(({ specifier, source }) => [specifier, [join(root, source)]]),
      ),
    },
  });
  const checker = program.getTypeChecker();
  return entries.flatMap((entry) => {
    const file = program.getSourceFile(join(root, entry.source));
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined)
      throw new Error(`${entry.source}, which ${entry.specifier} names, is no module`);
    return checker
      .getExportsOfModule(module)
      .map((exported) => rowOf(exported, entry, checker))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

function rowOf(exported: ts.Symbol, entry: EntryPoint, checker: ts.TypeChecker): ExportRow {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const own = summaryOf(symbol, checker);
  return {
    package: entry.package,
    entry: entry.specifier,
    name: exported.name,
    // `export type { Named }`: a class of which there is the type alone.
    kind: symbol.flags & ts.SymbolFlags.Class && isTypeOnly(exported) ? "interface" : kindOf(symbol),
    // A namespace has no place for a docstring but its `export * as`.
    summary: own === "" ? summaryOfStatement(exported) : own,
    at: placeOf(symbol),
    members: membersOf(symbol).map((member) => ({
      name: member.name,
      summary: summaryOf(member, checker),
      at: placeOf(member),
    })),
  };
}

const isTypeOnly = ({ declarations = [] }: ts.Symbol): boolean =>
  declarations.some(ts.isTypeOnlyExportDeclaration);

/** What a symbol is, by the first of its flags; one that is a type and a value at once goes by its value. */
const kinds: readonly (readonly [flags: ts.SymbolFlags, kind: ExportKind])[] = [
  [ts.SymbolFlags.Function, "function"],
  [ts.SymbolFlags.Class, "class"],
  [ts.SymbolFlags.Module, "namespace"],
  [ts.SymbolFlags.Variable, "constant"],
  [ts.SymbolFlags.Interface, "interface"],
  [ts.SymbolFlags.TypeAlias, "type"],
];

function kindOf(symbol: ts.Symbol): ExportKind {
  const kind = kinds.find(([flags]) => symbol.flags & flags)?.[1];
  if (kind === undefined) throw new Error(`${symbol.name} is of no known kind`);
  // A constant that holds a function is one to its callers.
  const { valueDeclaration: declared } = symbol;
  const holds = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return holds && (ts.isArrowFunction(holds) || ts.isFunctionExpression(holds)) ? "function" : kind;
}

/**
 * The members that an interface, a class or a type that is one object writes and that need words of their own. The alternatives of
 * a union are told by its docstring. Not among them are a member that can have one value alone, what a class takes over, and
 * phantoms, which are named by symbols.
 */
function membersOf(symbol: ts.Symbol): readonly ts.Symbol[] {
  return (symbol.declarations ?? []).flatMap((declaration) => {
    if (ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration))
      return named(declaration.members);
    if (ts.isTypeAliasDeclaration(declaration) && ts.isTypeLiteralNode(declaration.type))
      return named(declaration.type.members);
    return [];
  });
}

function named(members: readonly (ts.TypeElement | ts.ClassElement)[]): readonly ts.Symbol[] {
  return members.flatMap((member) => {
    const modifiers = ts.canHaveModifiers(member) ? ts.getCombinedModifierFlags(member) : 0;
    const isHidden = (modifiers & (ts.ModifierFlags.Private | ts.ModifierFlags.Override)) !== 0;
    const says =
      ts.isPropertySignature(member) && member.type !== undefined && ts.isLiteralTypeNode(member.type);
    const { name } = member;
    if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name)) || isHidden || says)
      return [];
    const { symbol } = member as unknown as { readonly symbol: ts.Symbol };
    return [symbol];
  });
}

function placeOf({ declarations = [] }: ts.Symbol): string {
  const [declaration] = declarations;
  if (declaration === undefined) return "";
  const file = declaration.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(declaration.getStart());
  return `${relative(root, file.fileName).replaceAll("\\", "/")}:${String(line + 1)}`;
}

function summaryOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  return firstSentence(ts.displayPartsToString(symbol.getDocumentationComment(checker)));
}

/** What stands above the `export … from …` that an export comes by. */
function summaryOfStatement({ declarations = [] }: ts.Symbol): string {
  const statement = declarations[0] && ts.findAncestor(declarations[0], ts.isExportDeclaration);
  const docs = statement && ts.getJSDocCommentsAndTags(statement).find(ts.isJSDoc);
  return firstSentence(ts.getTextOfJSDocComment(docs?.comment) ?? "");
}

/** Up to the first full stop that ends a sentence, on one line. Lists and samples are no part of it. */
export function firstSentence(doc: string): string {
  const [paragraph = ""] = doc.trim().split(/\n\s*\n|\n\s*[-*|]|\n\s*```/);
  const line = paragraph.replace(/\s+/g, " ");
  return /^.*?[.?!](?=\s+[^a-z\s]|$)/.exec(line)?.[0] ?? line;
}
