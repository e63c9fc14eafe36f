/**
 * What one context shows to others: what is marked `public`, and what its public parts mention: the types of their fields,
 * the types inside those, and the aggregate they belong to.
 */
import { type AstNode, AstUtils } from "langium";
import { isNamedType, type ProjectionMember } from "../generated/ast.js";
import type { ModelSymbol, Place, SymbolOf } from "./api.js";
import { typeKinds } from "./api.js";
import type { DeclaredSymbol, Scope, Tables } from "./collect.js";
import type { Lookup } from "./lookup.js";

/** Whether `symbol` can be seen from outside its context. Computed once per context. */
export function createVisibility(lookup: Lookup): (symbol: ModelSymbol) => boolean {
  const shown = new Map<string, ReadonlySet<ModelSymbol>>();
  return (symbol) => {
    if (symbol.kind === "builtInRejection" || symbol.public) return true;
    let known = shown.get(symbol.context);
    if (known === undefined) {
      known = shownBy(symbol.context, lookup);
      shown.set(symbol.context, known);
    }
    return known.has(symbol);
  };
}

function shownBy(context: string, lookup: Lookup): ReadonlySet<ModelSymbol> {
  const { tables } = lookup;
  const scope = tables.scopes.get(context);
  const shown = new Set<ModelSymbol>();
  const show = (symbol: DeclaredSymbol): void => {
    if (shown.has(symbol) || symbol.context !== context) return;
    shown.add(symbol);
    for (const type of typesOf(symbol, lookup)) show(type);
  };

  for (const symbol of publicOf(scope, tables)) {
    show(symbol);
    const aggregate = symbol.aggregate === undefined ? undefined : tables.symbols.get(symbol.aggregate);
    if (aggregate === undefined) continue;
    show(aggregate);
    // Whoever may send a command may name what it is rejected with.
    if (symbol.kind === "command")
      for (const member of tables.members.get(aggregate.ref)?.values() ?? [])
        if (member.kind === "rejection") show(member);
  }
  return shown;
}

function publicOf(scope: Scope | undefined, tables: Tables): readonly DeclaredSymbol[] {
  const top = [...(scope?.top.values() ?? [])];
  const inner = top.flatMap((symbol) => [...(tables.members.get(symbol.ref)?.values() ?? [])]);
  return [...top, ...inner].filter((symbol) => symbol.public);
}

/** The types that a declaration mentions, without those that only its inner workings do. */
function* typesOf(symbol: DeclaredSymbol, lookup: Lookup): Generator<SymbolOf<(typeof typeKinds)[number]>> {
  const { aggregate } = symbol;
  const owner = aggregate === undefined ? undefined : lookup.tables.symbols.get(aggregate);
  const place: Place =
    owner?.kind === "aggregate" ? { context: symbol.context, aggregate: owner } : { context: symbol.context };
  for (const part of facesOf(symbol))
    for (const node of AstUtils.streamAst(part)) {
      if (!isNamedType(node)) continue;
      const name = node.target.segments.map((segment) => segment.$refText);
      const result = lookup.find(name, typeKinds, place, () => true);
      if (result.kind === "one") yield result.hit.symbol;
    }
}

/** The parts of a declaration that its users see. */
function facesOf(symbol: DeclaredSymbol): readonly AstNode[] {
  switch (symbol.kind) {
    case "aggregate":
      return [symbol.node.key];
    case "command":
      return symbol.node.params;
    case "externalCommand":
      return [...symbol.node.params, ...symbol.node.returns];
    case "function":
      return [...symbol.node.params, symbol.node.result];
    case "projection":
      return [...symbol.node.keys, ...symbol.node.members.flatMap(facesOfMember)];
    case "saga":
      return [symbol.node.key];
    case "brand":
    case "value":
    case "entity":
    case "event":
    case "rejection":
      return [symbol.node];
    case "enum":
    case "role":
    case "policy":
      return [];
  }
}

function facesOfMember(member: ProjectionMember): readonly AstNode[] {
  if (member.$type === "QueryDecl") return member.params;
  return member.$type === "Field" || member.$type === "Getter" ? [member] : [];
}
