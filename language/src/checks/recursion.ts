/** Expressions are total: no function, getter or `where` may come back to itself. */
import type { BrandDecl, Expr, FunctionDecl, Getter, Model, Type } from "../model/index.js";
import { expressionsIn } from "../model/walk.js";
import type { CheckContext } from "./context.js";
import { cyclesOf } from "./cycles.js";

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
  const next = (key: string): Iterable<string> => {
    const node = nodes.get(key);
    return node === undefined ? [] : callsOf(node);
  };
  for (const [key = "", ...through] of cyclesOf(nodes.keys(), next)) {
    const first = nodes.get(key);
    if (first === undefined) continue;
    context.report("ESDL2901", context.at(first.declaration, "name"), {
      name: first.name,
      through: through.map((member) => nodes.get(member)?.name ?? member),
    });
  }
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
