/** Declarations as names: how each is written where the caret is. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast, type DeclaredKind, type ModelSymbol, type SymbolOf } from "@esdl/language/editing";
import { parametersOf } from "../describe/signature.js";
import type { Proposal, Rank } from "./proposal.js";
import { type Spot, textsOf } from "./spot.js";
import { usesEdit } from "./uses.js";

type Declared = SymbolOf<DeclaredKind>;

export interface Wanted<K extends DeclaredKind> {
  readonly kinds: readonly K[];
  readonly only?: (symbol: SymbolOf<K>) => boolean;
  readonly rank?: (symbol: SymbolOf<K>) => Rank;
  /** Public ones of contexts that are not used yet, with the edit that uses them. */
  readonly elsewhere?: boolean;
  /** What is put in instead of the name alone; `name` is what is written of it here. */
  readonly insert?: (symbol: SymbolOf<K>, name: string) => { insert: string; snippet?: boolean };
}

/** All names of the wanted kinds; behind a dot, those that go on with what stands before it. */
export function symbolsAt<const K extends DeclaredKind>(
  spot: Spot,
  wanted: Wanted<K>,
  before: readonly string[] = prefixOf(spot),
): readonly Proposal[] {
  const { analysis, expected } = spot;
  const qualifies = expected.after === ".";
  const found: Proposal[] = [];
  for (const symbol of allSymbols(spot)) {
    if (!isOneOf(symbol, wanted.kinds) || wanted.only?.(symbol) === false) continue;
    const written = writings(symbol, wanted.kinds, spot).filter((path) => startsWith(path, before));
    const [first] = written;
    if (first !== undefined && (!qualifies || symbol.kind === "enum"))
      found.push(proposalOf(symbol, first.slice(before.length), spot, wanted));
    const isReached = before.length === 0 || first?.length === before.length + 1;
    for (const path of written) {
      const next = path[before.length];
      if (next !== undefined && path.length > before.length + 1 && (qualifies || !isReached))
        found.push(qualifierOf(next, spot));
    }
    if (first === undefined && !qualifies && wanted.elsewhere === true && before.length === 0)
      found.push(...unusedOf(symbol, wanted, spot));
  }
  if (qualifies && before.length === 0)
    for (const { context } of analysis.names.contexts.get(spot.from.context)?.uses ?? [])
      found.push(qualifierOf(context, spot));
  return found;
}

function* allSymbols({ analysis: { names } }: Spot): Generator<Declared> {
  yield* names.symbols.values();
  yield* names.roles.values();
}

const isOneOf = <K extends DeclaredKind>(symbol: Declared, kinds: readonly K[]): symbol is SymbolOf<K> =>
  kinds.some((kind) => kind === symbol.kind);

const startsWith = (path: readonly string[], before: readonly string[]): boolean =>
  path.length > before.length && before.every((part, index) => path[index] === part);

/** What stands before the caret of a dotted name. */
function prefixOf({ place }: Spot): readonly string[] {
  const { node, leaf } = place;
  if (!ast.isQualifiedName(node) || leaf === undefined) return [];
  const index = node.segments.findIndex((segment) => segment === leaf.reference);
  return textsOf(node).slice(0, Math.max(index, 0));
}

/** The ways to write a symbol that mean it here, shortest first. */
export function writings(
  symbol: Declared,
  kinds: readonly DeclaredKind[],
  { analysis: { names }, from }: Spot,
): readonly (readonly string[])[] {
  return pathsOf(symbol).filter((path) => names.find(path, kinds, from) === symbol);
}

function pathsOf(symbol: Declared): readonly (readonly string[])[] {
  const { name, context, aggregate } = symbol;
  if (aggregate === undefined) return [[name], [context, name]];
  const owner = aggregate.slice(aggregate.lastIndexOf(".") + 1);
  return [[name], [owner, name], [context, name], [context, owner, name]];
}

function unusedOf<K extends DeclaredKind>(
  symbol: SymbolOf<K>,
  wanted: Wanted<K>,
  spot: Spot,
): readonly Proposal[] {
  const { names } = spot.analysis;
  const { context } = symbol;
  if (!symbol.public || context === spot.from.context || isUsed(context, spot.from.context, spot)) return [];
  // A circle of contexts would be wrong.
  if (isUsed(spot.from.context, context, spot)) return [];
  const edits = usesEdit(spot, context);
  if (edits === undefined) return [];
  const isClear = names.find([symbol.name], wanted.kinds, { context }) === symbol;
  const path = pathsOf(symbol).find((each) => each[0] === context && (each.length === 3 || isClear));
  if (path === undefined) return [];
  return [{ ...proposalOf(symbol, path, spot, wanted), rank: "elsewhere", type: `uses ${context}`, edits }];
}

/** Whether a context uses another, directly or through others. */
function isUsed(used: string, by: string, { analysis: { names } }: Spot): boolean {
  const seen = new Set([by]);
  for (const context of seen)
    for (const use of names.contexts.get(context)?.uses ?? []) seen.add(use.context);
  return seen.has(used) && used !== by;
}

const kinds: Readonly<Record<ModelSymbol["kind"], CompletionItemKind>> = {
  brand: CompletionItemKind.TypeParameter,
  enum: CompletionItemKind.Enum,
  value: CompletionItemKind.Struct,
  entity: CompletionItemKind.Struct,
  role: CompletionItemKind.Constant,
  function: CompletionItemKind.Function,
  externalCommand: CompletionItemKind.Method,
  aggregate: CompletionItemKind.Class,
  event: CompletionItemKind.Event,
  command: CompletionItemKind.Method,
  rejection: CompletionItemKind.Constant,
  projection: CompletionItemKind.Interface,
  saga: CompletionItemKind.Interface,
  policy: CompletionItemKind.Interface,
  builtInRejection: CompletionItemKind.Constant,
};

/** What a symbol is called in a list: `event of Order`. */
const whereOf = ({ kind, context, aggregate }: Declared, from: string): string => {
  const owner = aggregate ?? (context === from ? undefined : context);
  const inside = owner?.startsWith(`${from}.`) === true ? owner.slice(from.length + 1) : owner;
  const what = kindWords[kind] ?? kind;
  return inside === undefined ? what : `${what} of ${inside}`;
};

const kindWords: Readonly<Partial<Record<DeclaredKind, string>>> = {
  brand: "type",
  externalCommand: "external command",
};

function proposalOf<K extends DeclaredKind>(
  symbol: SymbolOf<K>,
  path: readonly string[],
  spot: Spot,
  wanted: Wanted<K>,
): Proposal {
  const label = path.join(".");
  const isRetired = symbol.kind === "event" && symbol.node.retired;
  const signature = parametersOf(symbol, spot.analysis, spot.from.context);
  return {
    label,
    kind: kinds[symbol.kind],
    rank: wanted.rank?.(symbol) ?? "declared",
    type: whereOf(symbol, spot.from.context),
    data: { path: spot.request.path, kind: symbol.kind, ref: symbol.ref },
    // Who looks for a name types it, wherever it is declared.
    ...(path.length > 1 ? { filter: `${symbol.name} ${label}` } : {}),
    ...(signature === undefined ? {} : { signature }),
    ...(isRetired ? { isDeprecated: true } : {}),
    ...wanted.insert?.(symbol, label),
  };
}

const qualifierOf = (name: string, { analysis: { names } }: Spot): Proposal => ({
  label: name,
  kind: names.contexts.has(name) ? CompletionItemKind.Module : CompletionItemKind.Class,
  rank: "declared",
});
