/** Definite assignment: which fields a body has certainly written, and which it reads before. */
import type { AssignStatement, Expr, Statement } from "../model/index.js";
import { childrenOf } from "../model/walk.js";

export interface Walk {
  /** Whose fields: the state's or the row's. */
  readonly root: "state" | "row";
  /** The getters of the same owner; reading one reads what its body reads. */
  readonly getters: ReadonlyMap<string, Expr>;
  /** The outcome of a condition where it is known. */
  decided(condition: Expr): boolean | undefined;
  /** A field is read, or changed in place, that has not been assigned on every way to here. */
  read(field: string, at: Statement): void;
  /** A field is written, in whole or in part. */
  write(field: string, at: Statement): void;
}

/** What is assigned for sure after `body`, if `before` is before it. */
export function walkAssignments(
  body: readonly Statement[],
  before: ReadonlySet<string>,
  walk: Walk,
): ReadonlySet<string> {
  type Assigned = ReadonlySet<string>;

  const read = (expr: Expr, assigned: Assigned, at: Statement): void => {
    for (const name of readsOf(expr, walk)) if (!assigned.has(name)) walk.read(name, at);
  };
  const assign = (statement: AssignStatement, assigned: Assigned): Assigned => {
    const { place, op, value } = statement;
    read(value, assigned, statement);
    for (const step of place.path) if (step.kind === "index") read(step.key, assigned, statement);
    if (place.root !== walk.root) return assigned;
    walk.write(place.field, statement);
    const whole = place.path.length === 0 && op === "set";
    if (!whole && !assigned.has(place.field)) walk.read(place.field, statement);
    // What has been complained of counts as assigned from here on.
    return new Set([...assigned, place.field]);
  };
  const step = (assigned: Assigned, statement: Statement): Assigned => {
    switch (statement.kind) {
      case "assign":
        return assign(statement, assigned);
      case "let":
        read(statement.value, assigned, statement);
        return assigned;
      case "if": {
        read(statement.condition, assigned, statement);
        const outcome = walk.decided(statement.condition);
        if (outcome === true) return run(statement.then, assigned);
        if (outcome === false) return run(statement.else ?? [], assigned);
        const then = run(statement.then, assigned);
        const otherwise = run(statement.else ?? [], assigned);
        return new Set([...then].filter((name) => otherwise.has(name)));
      }
      case "for":
        read(statement.list, assigned, statement);
        // It may run for nothing.
        run(statement.body, assigned);
        return assigned;
      case "send":
        for (const call of [statement.send, statement.undo])
          for (const arg of call?.args ?? []) read(arg.value, assigned, statement);
        return assigned;
      default:
        return assigned;
    }
  };
  const run = (statements: readonly Statement[], assigned: Assigned): Assigned =>
    statements.reduce(step, assigned);
  return run(body, before);
}

/** The stored fields that an expression reads, those behind getters included. */
function readsOf(expr: Expr, { root, getters }: Walk): ReadonlySet<string> {
  const found = new Set<string>();
  const followed = new Set<string>();
  const visit = (at: Expr): void => {
    if (at.kind === "field" && at.target.kind === "root" && at.target.root === root) {
      if (at.role === undefined) found.add(at.name);
      const body = at.role === "getter" && !followed.has(at.name) ? getters.get(at.name) : undefined;
      if (body !== undefined) {
        followed.add(at.name);
        visit(body);
      }
    }
    for (const child of childrenOf(at)) visit(child);
  };
  visit(expr);
  return found;
}
