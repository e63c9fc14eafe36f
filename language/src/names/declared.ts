/** The symbols of one declaration. They are made once for each node: files that do not change keep their trees. */
import type * as ast from "../generated/ast.js";
import type { DeclaredKind, SymbolOf } from "./api.js";

export type DeclaredSymbol = SymbolOf<DeclaredKind>;

/** A declaration in no aggregate, and what it declares in turn, if it is one. */
export interface Entry {
  readonly symbol: DeclaredSymbol;
  readonly inner: readonly DeclaredSymbol[];
}

const entries = new WeakMap<ast.Declaration, Entry | undefined>();
const symbols = new WeakMap<ast.Named, DeclaredSymbol>();

/** Undefined for scenarios, which declare no name. */
export function entryOf(node: ast.Declaration, context: string): Entry | undefined {
  if (!entries.has(node)) entries.set(node, entered(node, context));
  return entries.get(node);
}

/** The symbol of a node whose declaration was entered. An aggregate's `Status` belongs to no name that is written. */
export const symbolOf = (node: ast.Named): DeclaredSymbol | undefined => symbols.get(node);

function entered(node: ast.Declaration, context: string): Entry | undefined {
  const symbol = declared(node, context);
  if (symbol === undefined) return undefined;
  const inner = symbol.kind === "aggregate" ? [...declaredIn(symbol)] : [];
  for (const each of [symbol, ...inner]) if (each.node.$type !== "Lifecycle") symbols.set(each.node, each);
  return { symbol, inner };
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
