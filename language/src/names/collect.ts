/** Collects what the files declare: one table per context and per aggregate. Reports second declarations of a name. */
import { type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import { builtInRejections } from "../model/index.js";
import type { DeclaredKind, ModelSymbol, SymbolOf } from "./api.js";
import { kindWord } from "./words.js";

/** Who may ask, besides those who have a role. */
export const builtInRoles: readonly string[] = ["system", "anyone"];

export type DeclaredSymbol = SymbolOf<DeclaredKind>;

/** What one context declares. */
export interface Scope {
  readonly name: string;
  readonly files: ast.Model[];
  /** All but roles and what aggregates declare. */
  readonly top: Map<string, DeclaredSymbol>;
  /** Roles are told apart by their place, so that `role Customer` may stand beside `aggregate Customer`. */
  readonly roles: Map<string, SymbolOf<"role">>;
  /** What the aggregates declare, of all of them by name. */
  readonly inner: Map<string, DeclaredSymbol[]>;
}

export interface Tables {
  readonly scopes: ReadonlyMap<string, Scope>;
  /** By qualified name. A role that shares its name is not in here. */
  readonly symbols: ReadonlyMap<string, DeclaredSymbol>;
  /** What each aggregate declares, by its qualified name, then by name. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, DeclaredSymbol>>;
  readonly byNode: ReadonlyMap<ast.Named, DeclaredSymbol>;
  readonly roles: ReadonlyMap<string, SymbolOf<"role">>;
  /** Names that were declared again, and what the declarations that were left out declare: nothing is missed of them. */
  readonly doubled: ReadonlySet<string>;
  /** The first declarations of such names: who uses one may mean the other, so nothing follows from what it is. */
  readonly unsure: ReadonlySet<ModelSymbol>;
}

/** Names that mean something else already where such a symbol could be named. */
const reserved: Partial<Readonly<Record<DeclaredKind, ReadonlySet<string>>>> = {
  ...Object.fromEntries(
    (["brand", "enum", "value", "entity"] as const).map((kind) => [
      kind,
      new Set([
        "string",
        "int",
        "decimal",
        "bool",
        "uuid",
        "instant",
        "date",
        "duration",
        "json",
        "set",
        "map",
      ]),
    ]),
  ),
  function: new Set(["min", "max", "newId"]),
  role: new Set(builtInRoles),
  rejection: new Set(builtInRejections.map(({ name }) => name)),
};

export function collect(models: readonly ast.Model[], report: Report): Tables {
  const scopes = new Map<string, Scope>();
  const symbols = new Map<string, DeclaredSymbol>();
  const members = new Map<string, Map<string, DeclaredSymbol>>();
  const byNode = new Map<ast.Named, DeclaredSymbol>();
  const roles = new Map<string, SymbolOf<"role">>();
  const doubled = new Set<string>();
  const unsure = new Set<ModelSymbol>();

  /** Enters `symbol` in a table unless its name is taken there. */
  const enter = <S extends DeclaredSymbol>(
    table: Map<string, S | DeclaredSymbol>,
    symbol: S,
    where: string,
  ) => {
    if (symbol.name === "") return false;
    const first = table.get(symbol.name);
    const at = { node: symbol.node, property: "name" };
    if (first !== undefined) {
      report(
        "ESDL1101",
        at,
        { name: symbol.name, first: kindWord(first.kind), where },
        withoutCopy(symbol, first),
      );
      doubled.add(symbol.name);
      unsure.add(first);
      if (symbol.kind === "aggregate") {
        for (const { name } of declaredIn(symbol)) doubled.add(name);
        for (const inner of members.get(first.ref)?.values() ?? []) unsure.add(inner);
      }
      return false;
    }
    if (reserved[symbol.kind]?.has(symbol.name) === true)
      report("ESDL1102", at, { name: symbol.name, kind: kindWord(symbol.kind) });
    table.set(symbol.name, symbol);
    if (symbol.node.$type !== "Lifecycle") byNode.set(symbol.node, symbol);
    return true;
  };

  for (const model of models) {
    let scope = scopes.get(model.name);
    if (scope === undefined) {
      scope = { name: model.name, files: [], top: new Map(), roles: new Map(), inner: new Map() };
      scopes.set(model.name, scope);
    }
    scope.files.push(model);
    for (const node of model.declarations) {
      const symbol = declared(node, model.name);
      if (symbol === undefined) continue;
      if (symbol.kind === "role") {
        if (enter(scope.roles, symbol, model.name)) roles.set(symbol.ref, symbol);
      } else if (enter(scope.top, symbol, model.name)) {
        symbols.set(symbol.ref, symbol);
        if (symbol.kind === "aggregate") {
          const table = new Map<string, DeclaredSymbol>();
          members.set(symbol.ref, table);
          for (const inner of declaredIn(symbol))
            if (enter(table, inner, symbol.name)) {
              symbols.set(inner.ref, inner);
              const sameName = scope.inner.get(inner.name);
              if (sameName === undefined) scope.inner.set(inner.name, [inner]);
              else sameName.push(inner);
            }
        }
      }
    }
  }
  return { scopes, symbols, members, byNode, roles, doubled, unsure };
}

/** What is written twice, word for word, is needed once. Which of two others is meant, nobody knows. */
function withoutCopy({ node }: DeclaredSymbol, first: DeclaredSymbol): readonly FixDraft[] {
  const text = node.$cstNode?.text;
  return text !== undefined && text === first.node.$cstNode?.text ? [leaveOut(node, "Remove the copy")] : [];
}

function declared(node: ast.Declaration, context: string): DeclaredSymbol | undefined {
  if (node.$type === "ScenarioDecl") return undefined;
  const base = {
    name: node.name,
    ref: `${context}.${node.name}`,
    context,
    public: "public" in node && node.public,
  };
  switch (node.$type) {
    case "IdDecl":
    case "TypeDecl":
      return { kind: "brand", ...base, node };
    case "EnumDecl":
      return { kind: "enum", ...base, node };
    case "ValueDecl":
      return { kind: "value", ...base, node };
    case "RoleDecl":
      return { kind: "role", ...base, node };
    case "FunctionDecl":
    case "ExternalFunctionDecl":
      return { kind: "function", ...base, node };
    case "ExternalCommandDecl":
      return { kind: "externalCommand", ...base, node };
    case "AggregateDecl":
      return { kind: "aggregate", ...base, node };
    case "ProjectionDecl":
      return { kind: "projection", ...base, node };
    case "SagaDecl":
      return { kind: "saga", ...base, node };
    case "PolicyDecl":
      return { kind: "policy", ...base, node };
  }
}

/** The status enum first, so that it is another `Status` that is told to go by another name. */
function* declaredIn(aggregate: SymbolOf<"aggregate">): Generator<DeclaredSymbol> {
  const base = (name: string) => ({
    name,
    ref: `${aggregate.ref}.${name}`,
    context: aggregate.context,
    aggregate: aggregate.ref,
  });
  const lifecycle = aggregate.node.members.find((member) => member.$type === "Lifecycle");
  if (lifecycle !== undefined)
    yield { kind: "enum", ...base("Status"), public: aggregate.public, node: lifecycle };
  for (const node of aggregate.node.members)
    switch (node.$type) {
      case "EntityDecl":
        yield { kind: "entity", ...base(node.name), public: false, node };
        break;
      case "RejectionDecl":
        yield { kind: "rejection", ...base(node.name), public: false, node };
        break;
      case "EventDecl":
        yield { kind: "event", ...base(node.name), public: node.public, node };
        break;
      case "CommandDecl":
        yield { kind: "command", ...base(node.name), public: node.public, node };
        break;
      default:
    }
}
