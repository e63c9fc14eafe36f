/** Looks names up in the tables. Silent: what a failure means is for explain.ts to say. */
import type { BuiltInRejection } from "../model/index.js";
import { builtInRejections } from "../model/index.js";
import type { ContextSymbol, ModelSymbol, Place, SymbolKind, SymbolOf, Target } from "./api.js";
import type { Tables } from "./collect.js";
import type { DeclaredSymbol } from "./declared.js";
import type { Scope } from "./scope.js";

/** A meaning of a name: one target per segment, the last of them the symbol itself. */
export interface Hit<S extends ModelSymbol = ModelSymbol> {
  readonly symbol: S;
  readonly trail: readonly Target[];
}

/** `several`: it is declared more than once where it would be looked for. */
export type Found<S extends ModelSymbol = ModelSymbol> =
  | { readonly kind: "one"; readonly hit: Hit<S> }
  | { readonly kind: "several"; readonly hits: readonly Hit<S>[] }
  | { readonly kind: "none" };

export interface Lookup {
  readonly tables: Tables;
  readonly contexts: ReadonlyMap<string, ContextSymbol>;
  /** Only what `sees` lets through counts, for symbols of other contexts. */
  find<K extends SymbolKind>(
    name: readonly string[],
    kinds: readonly K[],
    from: Place,
    sees: (symbol: ModelSymbol) => boolean,
  ): Found<SymbolOf<K>>;
}

const builtIns: ReadonlyMap<string, SymbolOf<"builtInRejection">> = new Map(
  builtInRejections.map(({ name }: { readonly name: BuiltInRejection }) => [
    name,
    { kind: "builtInRejection", name, ref: name },
  ]),
);

/** Whether `symbol` is of one of `kinds`. */
export function isOf<K extends SymbolKind>(
  symbol: ModelSymbol | undefined,
  kinds: readonly K[],
): symbol is SymbolOf<K> {
  return symbol !== undefined && kinds.some((kind) => kind === symbol.kind);
}

export function createLookup(tables: Tables, contexts: ReadonlyMap<string, ContextSymbol>): Lookup {
  const { scopes, membersOf } = tables;

  return {
    tables,
    contexts,
    find: (name, kinds, from, sees) => {
      const [first = "", second = "", third = ""] = name;
      const own = scopes.get(from.context);
      const pick = <S extends ModelSymbol>(symbols: readonly (S | undefined)[], before: readonly Target[]) =>
        found(symbols.filter((symbol) => isOf(symbol, kinds)).filter(sees), before);

      switch (name.length) {
        case 1:
          return firstOf(
            () => pick([from.aggregate && membersOf(from.aggregate.ref).get(first)], []),
            () => pick([...topOf(own, first), builtIns.get(first)], []),
            () => pick(own?.inner.get(first) ?? [], []),
          );
        case 2: {
          const aggregate = aggregateOf(own, first);
          const context = contexts.get(first);
          const scope = scopes.get(first);
          return firstOf(
            () =>
              aggregate === undefined ? none : pick([membersOf(aggregate.ref).get(second)], [aggregate]),
            () => (context === undefined ? none : pick(topOf(scope, second), [context])),
            () => (context === undefined ? none : pick(scope?.inner.get(second) ?? [], [context])),
          );
        }
        case 3: {
          const context = contexts.get(first);
          const aggregate = aggregateOf(scopes.get(first), second);
          if (context === undefined || aggregate === undefined) return none;
          return pick([membersOf(aggregate.ref).get(third)], [context, aggregate]);
        }
        default:
          return none;
      }
    },
  };
}

const none = { kind: "none" } as const;

function found<S extends ModelSymbol>(symbols: readonly S[], before: readonly Target[]): Found<S> {
  const [first, ...others] = symbols.map((symbol) => ({ symbol, trail: [...before, symbol] }));
  if (first === undefined) return none;
  return others.length === 0 ? { kind: "one", hit: first } : { kind: "several", hits: [first, ...others] };
}

function firstOf<S extends ModelSymbol>(...tries: readonly (() => Found<S>)[]): Found<S> {
  for (const attempt of tries) {
    const result = attempt();
    if (result.kind !== "none") return result;
  }
  return none;
}

const topOf = (scope: Scope | undefined, name: string): readonly (DeclaredSymbol | undefined)[] => [
  scope?.top.get(name),
  scope?.roles.get(name),
];

/** The aggregate called `name` that a scope declares. */
export function aggregateOf(scope: Scope | undefined, name: string): SymbolOf<"aggregate"> | undefined {
  const symbol = scope?.top.get(name);
  return symbol?.kind === "aggregate" ? symbol : undefined;
}
