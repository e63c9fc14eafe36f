/** What the arbitraries are called, and where they stand: `src/banking/arbitraries/`, with a file per aggregate. */
import type { AggregateDecl, Context, Ref } from "@esdl/language/model";
import { typeName } from "../names/index.js";
import { lower, type Sym, type Symbols } from "../typescript/symbols.js";

export interface ArbitrarySymbols {
  /** The function that makes an arbitrary of a brand, a value or an entity, or of a command: `command:Banking.Account.Close`. */
  of(ref: Ref): Sym;
  typesModule(context: string): string;
  aggregateModule(aggregate: Ref): string;
  indexModule(context: string): string;
}

/** What every file of an aggregate's arbitraries exports besides. */
export const aggregateOwn = ["identity", "command", "history"] as const;

export function arbitrarySymbols(symbols: Symbols, contexts: readonly Context[]): ArbitrarySymbols {
  const found = new Map<string, Sym>();
  const folder = (context: string): string => symbols.module(context, "arbitraries");
  const typesModule = (context: string): string => `${folder(context)}/types`;
  const aggregateModule = (aggregate: Ref): string =>
    `${folder(aggregate.slice(0, aggregate.indexOf(".")))}/${symbols.names.file(aggregate)}`;
  const add = (key: string, module: string, name: string): void => {
    found.set(key, { module, name: symbols.scope(module).claim(`arbitrary:${key}`, typeName(lower(name))) });
  };
  for (const context of contexts) {
    const types = typesModule(context.name);
    const scope = symbols.scope(types);
    // The index exports the namespaces of aggregates beside these.
    for (const { ref, name } of context.aggregates) scope.claim(`own:${ref}`, typeName(name));
    scope.claim("own:externals", "externals");
    for (const { ref, name } of [...context.brands, ...context.values]) add(ref, types, name);
    for (const aggregate of context.aggregates) addAggregate(aggregate, aggregateModule(aggregate.ref));
  }
  function addAggregate({ entities, commands }: AggregateDecl, module: string): void {
    for (const name of aggregateOwn) symbols.scope(module).claim(`own:${name}`, name);
    for (const { ref, name } of entities) add(ref, module, name);
    for (const { ref, name } of commands) add(`command:${ref}`, module, name);
  }
  return {
    of(ref) {
      const symbol = found.get(ref);
      if (symbol === undefined) throw new Error(`there is no arbitrary of ${ref}`);
      return symbol;
    },
    typesModule,
    aggregateModule,
    indexModule: (context) => `${folder(context)}/index`,
  };
}
