/** Expressions are total: no function, getter or `where` may come back to itself. */
import type { BrandDecl, Expr, FunctionDecl, Getter, Model, Type } from "../model/index.js";
import { expressionsIn } from "../model/walk.js";
import type { CheckContext } from "./context.js";

interface Node {
  readonly name: string;
  readonly declaration: FunctionDecl | Getter | BrandDecl;
  readonly body: Expr;
  /** The key prefix of the getters of the state or row that the body reads. */
  readonly owner: string;
}

/** Reports each cycle once, at the first of its members. */
export function checkRecursion(model: Model, context: CheckContext): void {
  const nodes = nodesOf(model);
  const done = new Set<string>();
  const visit = (key: string, path: readonly string[]): void => {
    const start = path.indexOf(key);
    if (start >= 0) {
      const cycle = path.slice(start);
      const first = nodes.get(key);
      if (first !== undefined)
        context.report("ESDL2901", context.at(first.declaration, "name"), {
          name: first.name,
          through: cycle.slice(1).map((member) => nodes.get(member)?.name ?? member),
        });
      return;
    }
    const node = nodes.get(key);
    if (node === undefined || done.has(key)) return;
    for (const next of callsOf(node)) visit(next, [...path, key]);
    done.add(key);
  };
  for (const key of nodes.keys()) visit(key, []);
}

/** Everything that has a body and can be called from an expression, by a key that calls can be turned into. */
function nodesOf(model: Model): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  const getters = (owner: string, list: readonly Getter[]): void => {
    for (const getter of list)
      nodes.set(`${owner}#${getter.name}`, {
        name: getter.name,
        declaration: getter,
        body: getter.body,
        owner,
      });
  };
  for (const context of model.contexts) {
    for (const declaration of context.functions)
      if (declaration.body !== undefined)
        nodes.set(`call ${declaration.ref}`, {
          name: declaration.name,
          declaration,
          body: declaration.body,
          owner: "",
        });
    for (const declaration of context.brands)
      if (declaration.where !== undefined)
        nodes.set(`check ${declaration.ref}`, {
          name: declaration.name,
          declaration,
          body: declaration.where,
          owner: "",
        });
    for (const value of context.values) getters(value.ref, value.getters);
    for (const aggregate of context.aggregates) {
      getters(aggregate.ref, aggregate.state.getters);
      for (const shape of [...aggregate.entities, ...aggregate.events]) getters(shape.ref, shape.getters);
    }
    for (const projection of context.projections) getters(projection.ref, projection.getters);
    for (const saga of context.sagas) getters(saga.ref, saga.state.getters);
  }
  return nodes;
}

function callsOf(node: Node): ReadonlySet<string> {
  const calls = new Set<string>();
  for (const expr of expressionsIn(node.body)) {
    if (expr.kind === "call") calls.add(`call ${expr.function}`);
    if (expr.kind === "convert" && expr.how === "check" && expr.type.kind === "brand")
      calls.add(`check ${expr.type.ref}`);
    if (expr.kind === "field" && expr.role === "getter") {
      const owner = ownerOf(expr.target, node.owner);
      if (owner !== undefined) calls.add(`${owner}#${expr.name}`);
    }
  }
  return calls;
}

/** Whose getter it is: that of the value's type, or of the state or row that the body belongs to. */
function ownerOf(target: Expr, own: string): string | undefined {
  const type: Type = target.type.kind === "optional" ? target.type.of : target.type;
  if (type.kind === "value" || type.kind === "entity") return type.ref;
  return target.kind === "root" ? own : undefined;
}
