/**
 * What one context shows to others: what is marked `public`, and what its public parts mention: the types of their fields,
 * the types inside those, and the aggregate they belong to.
 */
import { type AstNode, AstUtils } from "langium";
import { isNamedType, type ProjectionMember } from "../generated/ast.js";
import type { ModelSymbol, Place, SymbolOf } from "./api.js";
import { typeKinds } from "./api.js";
import type { DeclaredSymbol } from "./declared.js";
import type { Lookup } from "./lookup.js";
import type { Scope } from "./scope.js";

/** What a context shows depends on its own declarations alone. */
const kept = new WeakMap<Scope, ReadonlySet<ModelSymbol>>();

/** Whether `symbol` can be seen from outside its context. Computed once per context. */
export function createVisibility(lookup: Lookup): (symbol: ModelSymbol) => boolean {
  return (symbol) => {
    if (symbol.kind === "builtInRejection" || symbol.public) return true;
    const scope = lookup.tables.scopes.get(symbol.context);
    if (scope === undefined) return false;
    let known = kept.get(scope);
    if (known === undefined) kept.set(scope, (known = shownBy(scope, lookup)));
    return known.has(symbol);
  };
}

function shownBy(scope: Scope, lookup: Lookup): ReadonlySet<ModelSymbol> {
  const { tables } = lookup;
  const shown = new Set<ModelSymbol>();
  const show = (symbol: DeclaredSymbol): void => {
    if (shown.has(symbol) || symbol.context !== scope.name) return;
    shown.add(symbol);
    for (const type of typesOf(symbol, lookup)) show(type);
  };

  for (const symbol of publicOf(scope)) {
    show(symbol);
    const aggregate = symbol.aggregate === undefined ? undefined : tables.symbols.get(symbol.aggregate);
    if (aggregate === undefined) continue;
    show(aggregate);
    // Whoever may send a command may name what it is rejected with.
    if (symbol.kind === "command")
      for (const member of tables.membersOf(aggregate.ref).values())
        if (member.kind === "rejection") show(member);
  }
  return shown;
}

function publicOf({ top, members }: Scope): readonly DeclaredSymbol[] {
  const inner = [...members.values()].flatMap((table) => [...table.values()]);
  return [...top.values(), ...inner].filter((symbol) => symbol.public);
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
