/** What generated bodies need to know of expressions and statements before they are printed. */
import {
  expressionsIn,
  statementsIn,
  type AssignStatement,
  type Expr,
  type RemoveStatement,
  type Root,
  type Statement,
} from "@esdl/language/model";

/** Whether evaluating an expression can fail: arithmetic overflows, a check may not hold, a getter does either. */
export function mayThrow(e: Expr): boolean {
  for (const part of expressionsIn(e)) {
    if (part.kind === "negate" || part.kind === "call" || part.kind === "method") return true;
    if (part.kind === "field" && part.role === "getter") return true;
    if (part.kind === "convert" && (part.how === "check" || part.how === "intToDecimal")) return true;
    if (part.kind === "binary" && part.on !== "value") return true;
  }
  return false;
}

/** Whether an expression looks at a root, `self` or `state` or `it`, at all: a parameter that nothing reads says so by its name. */
export function readsRoot(e: Expr, root: Root): boolean {
  for (const part of expressionsIn(e)) if (part.kind === "root" && part.root === root) return true;
  return false;
}

/** How a state or row is changed in place: what no one else may hold a reference to. */
export interface Mutations {
  /** Fields that are collections and grow or shrink in place. */
  readonly fields: ReadonlySet<string>;
  /** Fields whose elements are changed in place. */
  readonly deep: ReadonlySet<string>;
}

export function mutationsOf(handlers: readonly { readonly body: readonly Statement[] }[]): Mutations {
  const fields = new Set<string>();
  const deep = new Set<string>();
  for (const handler of handlers) {
    for (const statement of statementsIn(handler.body)) {
      if (statement.kind !== "assign" && statement.kind !== "remove") continue;
      if (changesElement(statement)) deep.add(statement.place.field);
      if (deep.has(statement.place.field) || changesCollection(statement)) fields.add(statement.place.field);
    }
  }
  return { fields, deep };
}

const inPlace: ReadonlySet<AssignStatement["op"]> = new Set([
  "append",
  "remove",
  "add",
  "delete",
  "upsert",
  "removeKey",
]);

function changesCollection(statement: AssignStatement | RemoveStatement): boolean {
  return statement.place.path.length > 0 || (statement.kind === "assign" && inPlace.has(statement.op));
}

/** `lines[k].quantity = 1`, `groups[k] += x`: more than the collection itself is written. */
function changesElement({ kind, place, ...rest }: AssignStatement | RemoveStatement): boolean {
  if (place.path.length > 1 || place.path[0]?.kind === "field") return true;
  return kind === "assign" && place.path.length === 1 && "op" in rest && inPlace.has(rest.op);
}

/** Whether a body changes one of the fields in place. */
export function changesInPlace(body: readonly Statement[]): boolean {
  for (const statement of statementsIn(body)) {
    if ((statement.kind === "assign" || statement.kind === "remove") && changesCollection(statement))
      return true;
  }
  return false;
}

/** Whether an expression reads one of these fields of the state. */
export function readsState(e: Expr, fields?: ReadonlySet<string>, root: "state" | "row" = "state"): boolean {
  for (const part of expressionsIn(e)) {
    if (part.kind === "root" && part.root === root && fields === undefined) return true;
    if (part.kind !== "field" || part.target.kind !== "root" || part.target.root !== root) continue;
    if (fields?.has(part.name) === true) return true;
  }
  return false;
}

/** The expressions of a statement itself, not of the statements inside it. */
export function expressionsOf(statement: Statement): readonly Expr[] {
  switch (statement.kind) {
    case "require":
      return [statement.condition, ...statement.rejection.args.map(({ value }) => value)];
    case "emit":
      return statement.args.map(({ value }) => value);
    case "let":
      return [statement.value];
    case "if":
      return [statement.condition];
    case "for":
      return [statement.list];
    case "assign":
    case "remove": {
      const keys = statement.place.path.flatMap((step) => (step.kind === "index" ? [step.key] : []));
      return statement.kind === "assign" ? [...keys, statement.value] : keys;
    }
    case "send":
    case "undoAll":
      return [];
  }
}
