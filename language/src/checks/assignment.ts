/**
 * What an `on` body writes: on creation every field that has no default, on a move every field that begins to exist;
 * nothing is read before it is written, and nothing is written that the status has no room for. Judged for each status
 * that the event can be applied in, with conditions on the status cut as they fall.
 */
import type { AggregateDecl, AssignStatement, Expr, Field, OnClause, Statement } from "../model/index.js";
import { childrenOf } from "../model/walk.js";
import type { CheckContext } from "./context.js";
import { notYet } from "./flow.js";
import { known } from "./known.js";

/** Reports what the `on` clauses of `aggregate` leave unwritten or write in vain. */
export function checkAssignments(aggregate: AggregateDecl, context: CheckContext): void {
  for (const on of aggregate.handlers) checkHandler(aggregate, on, context);
}

/** Whether a field has a value without being assigned: a default, or a type that is empty by default. */
export const hasDefault = (field: Field): boolean =>
  field.default !== undefined || ["optional", "list", "set", "map"].includes(field.type.kind);

function checkHandler(aggregate: AggregateDecl, on: OnClause, context: CheckContext): void {
  const { lifecycle, state } = aggregate;
  // Without an arrow, creation has no status to judge by; that is reported already.
  if (on.creates && lifecycle !== undefined && on.to === undefined) return;
  const starts = [...(on.creates ? [notYet] : []), ...on.from];
  const existsIn = (field: Field, status: string | undefined): boolean =>
    field.in === undefined || (status !== undefined && field.in.includes(status));

  const missing = new Map<Field, string>();
  for (const start of starts) {
    const target = on.to ?? (start === notYet ? undefined : start);
    const before = start === notYet ? undefined : start;
    const filled = state.fields.filter(
      (field) => hasDefault(field) || (start !== notYet && existsIn(field, before)),
    );
    const walk = createWalk(aggregate, start, context, (field) => existsIn(field, target));
    const assigned = walk(on.body, new Set(filled.map((field) => field.name)));
    for (const field of state.fields)
      if (existsIn(field, target) && !assigned.has(field.name) && !missing.has(field))
        missing.set(field, start);
  }
  if (missing.size === 0) return;
  const fields = [...missing.keys()].map((field) => field.name);
  const event = on.event.slice(on.event.lastIndexOf(".") + 1);
  if ([...missing.values()].includes(notYet))
    context.report("ESDL3011", context.at(on, "trigger"), { event, fields });
  else
    context.report("ESDL3012", context.at(on, "trigger"), {
      event,
      fields,
      from: [...new Set(missing.values())],
      to: on.to ?? "",
    });
}

type Assigned = ReadonlySet<string>;

/** Walks a body from what is assigned before it to what is assigned after it. */
function createWalk(
  aggregate: AggregateDecl,
  start: string,
  context: CheckContext,
  fits: (field: Field) => boolean,
): (body: readonly Statement[], assigned: Assigned) => Assigned {
  const fields = new Map(aggregate.state.fields.map((field) => [field.name, field]));
  const getters = new Map(aggregate.state.getters.map((getter) => [getter.name, getter.body]));
  const env = { status: start === notYet ? undefined : start, locals: new Map<string, Expr>(), getters };

  const read = (expr: Expr, assigned: Assigned, at: Statement): void => {
    if (start !== notYet) return;
    for (const name of readsOf(expr, getters)) {
      const field = fields.get(name);
      if (field === undefined || field.in !== undefined || assigned.has(name)) continue;
      context.report("ESDL3013", context.at(at), { field: name });
    }
  };

  const assign = (statement: AssignStatement, assigned: Assigned): Assigned => {
    const { place } = statement;
    read(statement.value, assigned, statement);
    for (const step of place.path) if (step.kind === "index") read(step.key, assigned, statement);
    const field = fields.get(place.field);
    if (field === undefined) return assigned;
    if (!fits(field))
      context.report("ESDL3014", context.at(statement), { field: field.name, statuses: field.in ?? [] });
    const whole = place.path.length === 0 && statement.op === "set";
    if (whole) return new Set([...assigned, field.name]);
    if (start === notYet && !assigned.has(field.name) && field.in === undefined)
      context.report("ESDL3013", context.at(statement), { field: field.name });
    // Reported: what follows takes it as written.
    return new Set([...assigned, field.name]);
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
        const outcome = known(statement.condition, env);
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
      default:
        return assigned;
    }
  };
  const run = (body: readonly Statement[], assigned: Assigned): Assigned => body.reduce(step, assigned);
  return run;
}

/** The state fields that an expression reads, those behind getters included. */
function readsOf(expr: Expr, getters: ReadonlyMap<string, Expr>): ReadonlySet<string> {
  const found = new Set<string>();
  const followed = new Set<string>();
  const visit = (at: Expr): void => {
    if (at.kind === "field" && at.target.kind === "root" && at.target.root === "state") {
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
