/**
 * Where declarations are named, found by the names alone: other files are not analysed for it. What is asked after every
 * keystroke (code lenses) or across all files (call hierarchy) goes by this; what must be exact to the letter, renaming above
 * all, by `navigation/occurrences.ts`.
 */
import {
  type Analysis,
  type AstNode,
  ast,
  AstUtils,
  type DeclaredKind,
  leavesOf,
  type Project,
  type ProjectFile,
  type SymbolOf,
} from "@esdl/language/editing";

export type Declared = SymbolOf<DeclaredKind>;

/** A name as it is written, with what stands before it: `Order`, then `Order.Placed`. */
export interface Written {
  readonly node: ast.QualifiedName | ast.NameExpr | ast.MemberExpr;
  readonly path: readonly string[];
  /** It is all of a dotted name, not one that others follow. */
  readonly isLast: boolean;
  readonly start: number;
  readonly end: number;
}

export interface Reference extends Written {
  /** The file's path in the project. */
  readonly file: string;
}

/** Everything that names a symbol, in the order of the files. */
export function referencesTo(symbol: Declared, project: Project, { names }: Analysis): readonly Reference[] {
  return [...project.files].flatMap(([path, file]) =>
    (writtenIn(file).get(symbol.name) ?? [])
      .filter((written) => meaningOf(written, [symbol.kind], names) === symbol)
      .map((written) => ({ ...written, file: path })),
  );
}

const known = new WeakMap<AstNode, ReadonlyMap<string, readonly Written[]>>();

/** What may name a declaration, by its last part. A tree is never changed, so it is looked through once. */
export function writtenIn({ root }: ProjectFile): ReadonlyMap<string, readonly Written[]> {
  let found = known.get(root);
  if (found === undefined) known.set(root, (found = look(root)));
  return found;
}

function look(root: AstNode): ReadonlyMap<string, readonly Written[]> {
  const found = new Map<string, Written[]>();
  for (const { node, reference, start, end } of leavesOf(root)) {
    if (reference === undefined) continue;
    const path = pathTo(node, reference);
    if (path === undefined || !(ast.isQualifiedName(node) || ast.isNameExpr(node) || ast.isMemberExpr(node)))
      continue;
    const isLast = !ast.isQualifiedName(node) || node.segments.at(-1) === reference;
    const name = reference.$refText;
    const list = found.get(name) ?? [];
    list.push({ node, path, isLast, start, end });
    found.set(name, list);
  }
  return found;
}

/** The names up to one: those of `Order.Placed` for `Placed`. Undefined where what stands before it is no name. */
function pathTo(node: AstNode, last: object): readonly string[] | undefined {
  if (ast.isQualifiedName(node))
    return node.segments
      .slice(0, node.segments.findIndex((segment) => segment === last) + 1)
      .map(({ $refText }) => $refText);
  if (ast.isNameExpr(node)) return [node.target.$refText];
  if (!ast.isMemberExpr(node) || node.operator !== ".") return undefined;
  const { receiver } = node;
  const before =
    ast.isNameExpr(receiver) || ast.isMemberExpr(receiver) ? pathTo(receiver, receiver) : undefined;
  return before && [...before, node.member.$refText];
}

/** What may be named in expressions: what is called, and what goes on with a dot. */
const inExpressions: Readonly<Partial<Record<DeclaredKind, "callee" | "receiver">>> = {
  function: "callee",
  brand: "callee",
  value: "callee",
  entity: "callee",
  enum: "receiver",
  aggregate: "receiver",
};

/** What a written name means, of some kinds; undefined where it means nothing, or something else. */
export function meaningOf(
  written: Written,
  kinds: readonly DeclaredKind[],
  names: Analysis["names"],
): Declared | undefined {
  const { node, path, isLast } = written;
  if (!ast.isQualifiedName(node)) {
    const fitting = kinds.filter((kind) => node.$containerProperty === inExpressions[kind]);
    if (fitting.length === 0 || isLocal(node, path[0] ?? "")) return undefined;
    return names.find(path, fitting, names.placeOf(node));
  }
  // Roles are told apart by their place: `role Device` may stand beside `aggregate Device`.
  const isRole = node.$containerProperty === "role";
  const fitting = kinds.filter((kind) => (kind === "role") === isRole && (isLast || kind === "aggregate"));
  return fitting.length === 0 ? undefined : names.find(path, fitting, placeOf(node, names));
}

/** In a scenario, names are those of its subject, or of the stream that they stand in. */
function placeOf(
  node: ast.QualifiedName,
  names: Analysis["names"],
): ReturnType<Analysis["names"]["placeOf"]> {
  const place = names.placeOf(node);
  const stream =
    AstUtils.getContainerOfType(node, ast.isGivenStream)?.aggregate ??
    AstUtils.getContainerOfType(node, ast.isExpectedStream)?.subject.target ??
    AstUtils.getContainerOfType(node, ast.isScenarioDecl)?.subject;
  const aggregate =
    stream === undefined || stream === node
      ? undefined
      : names.find(
          stream.segments.map(({ $refText }) => $refText),
          ["aggregate"],
          place,
        );
  return aggregate === undefined ? place : { ...place, aggregate };
}

/** Whether a local of that name hides the declaration. */
function isLocal(node: AstNode, name: string): boolean {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) {
    if (ast.isLambdaExpr(at) && at.params.some((param) => param.name === name)) return true;
    if ((ast.isForStatement(at) || ast.isHandler(at)) && at.loop?.name === name) return true;
    if (ast.isBlock(at) && at.statements.some((one) => ast.isLetStatement(one) && one.name === name))
      return true;
    if (
      (ast.isFunctionDecl(at) || ast.isCommandDecl(at) || ast.isQueryDecl(at)) &&
      at.params.some((param) => param.name === name)
    )
      return true;
  }
  return false;
}
