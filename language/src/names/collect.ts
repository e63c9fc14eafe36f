/** What all files declare: one scope for each context. */
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import type { Ref } from "../model/index.js";
import type { ModelSymbol, SymbolOf, SymbolTable } from "./api.js";
import { type DeclaredSymbol, entryOf, symbolOf } from "./declared.js";
import { type Scope, scopeOf } from "./scope.js";

export interface Tables {
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly symbols: SymbolTable<DeclaredSymbol>;
  readonly roles: SymbolTable<SymbolOf<"role">>;
  /** What an aggregate declares, by name. */
  readonly membersOf: (aggregate: Ref) => ReadonlyMap<string, DeclaredSymbol>;
  /** The symbol that a node declares, unless its name was taken. */
  readonly declaredBy: (node: ast.Named) => DeclaredSymbol | undefined;
  /** Whether a name was declared twice somewhere, or in what was declared twice. */
  isDoubled(name: string): boolean;
  isUnsure(symbol: ModelSymbol): boolean;
}

const nothing: ReadonlyMap<string, DeclaredSymbol> = new Map();

/** Reports second declarations of a name, and names that mean something else already. */
export function collect(models: readonly ast.Model[], report: Report): Tables {
  const scopes = scopesOf(models);
  const doubtful = [...scopes.values()].filter(({ doubled }) => doubled.size > 0);
  for (const { problems } of scopes.values()) for (const tell of problems) tell(report);

  const membersOf = (aggregate: Ref): ReadonlyMap<string, DeclaredSymbol> => {
    const [context = "", name = ""] = aggregate.split(".");
    return scopes.get(context)?.members.get(name) ?? nothing;
  };
  const symbolAt = (ref: Ref): DeclaredSymbol | undefined => {
    const [context = "", name = "", inner] = ref.split(".");
    const scope = scopes.get(context);
    return inner === undefined ? scope?.top.get(name) : scope?.members.get(name)?.get(inner);
  };
  const roleAt = (ref: Ref): SymbolOf<"role"> | undefined => {
    const [context = "", name = ""] = ref.split(".");
    return scopes.get(context)?.roles.get(name);
  };
  const isEntered = (symbol: DeclaredSymbol): boolean =>
    (symbol.kind === "role" ? roleAt(symbol.ref) : symbolAt(symbol.ref)) === symbol;

  function* symbols(): Generator<DeclaredSymbol> {
    for (const { name, declarations } of models)
      for (const node of declarations) {
        const entry = entryOf(node, name);
        if (entry === undefined || entry.symbol.kind === "role" || !isEntered(entry.symbol)) continue;
        yield entry.symbol;
        for (const inner of entry.inner) if (isEntered(inner)) yield inner;
      }
  }
  return {
    scopes,
    symbols: { get: symbolAt, values: symbols },
    roles: { get: roleAt, values: () => [...scopes.values()].flatMap(({ roles }) => [...roles.values()]) },
    membersOf,
    declaredBy: (node) => {
      const symbol = symbolOf(node);
      return symbol !== undefined && isEntered(symbol) ? symbol : undefined;
    },
    isDoubled: (name) => doubtful.some(({ doubled }) => doubled.has(name)),
    isUnsure: (symbol) => doubtful.some(({ unsure }) => unsure.has(symbol)),
  };
}

/** In the order of the files. */
function scopesOf(models: readonly ast.Model[]): ReadonlyMap<string, Scope> {
  const files = new Map<string, ast.Model[]>();
  for (const model of models) {
    const others = files.get(model.name);
    if (others === undefined) files.set(model.name, [model]);
    else others.push(model);
  }
  return new Map([...files].map(([name, ofContext]) => [name, scopeOf(name, ofContext)]));
}
