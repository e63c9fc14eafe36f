/**
 * What an `on` body writes: on creation every field that has no default, on a move every field that begins to exist;
 * nothing is read before it is written, and nothing is written that the status has no room for. Judged for each status
 * that the event can be applied in, with conditions on the status cut as they fall.
 */
import { leaveOut } from "../diagnostics/drafts.js";
import type { AggregateDecl, Field, OnClause } from "../model/index.js";
import type { CheckContext } from "./context.js";
import { defaulted, valuesFor } from "./fixes/fields.js";
import { walkAssignments } from "./definite.js";
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
  // What a move asks that the lifecycle does not have is not asked: the move is the mistake.
  const edges = lifecycle?.edges.filter(({ to }) => to === on.to).map(({ from }) => from);
  const possible =
    on.to === undefined || edges === undefined
      ? on.from
      : on.from.filter((from) => from === on.to || edges.includes(from));
  const starts = [...(on.creates ? [notYet] : []), ...possible];
  const existsIn = (field: Field, status: string | undefined): boolean =>
    field.in === undefined || (status !== undefined && field.in.includes(status));

  const fields = new Map(state.fields.map((field) => [field.name, field]));
  const getters = new Map(state.getters.map((getter) => [getter.name, getter.body]));
  const missing = new Map<Field, string>();
  for (const start of starts) {
    const status = start === notYet ? undefined : start;
    const target = on.to ?? status;
    const filled = state.fields.filter(
      (field) => hasDefault(field) || (start !== notYet && existsIn(field, status)),
    );
    const assigned = walkAssignments(on.body, new Set(filled.map((field) => field.name)), {
      root: "state",
      getters,
      decided: (condition) => {
        const outcome = known(condition, { status, locals: new Map(), getters });
        return typeof outcome === "boolean" ? outcome : undefined;
      },
      // A field that may be absent is read as an optional; only creation finds fields that must be there and are not.
      read: (name, at) => {
        if (start === notYet && fields.get(name)?.in === undefined && fields.has(name))
          context.report(
            "ESDL3013",
            context.at(at),
            { field: name },
            defaulted(
              state.fields.filter((field) => field.name === name),
              context,
            ),
          );
      },
      write: (name, at) => {
        const field = fields.get(name);
        if (field !== undefined && !existsIn(field, target))
          context.report("ESDL3014", context.at(at), { field: name, statuses: field.in ?? [] }, [
            leaveOut(context.at(at)),
          ]);
      },
    });
    for (const field of state.fields)
      if (existsIn(field, target) && !assigned.has(field.name) && !missing.has(field))
        missing.set(field, start);
  }
  if (missing.size === 0) return;
  const names = [...missing.keys()].map((field) => field.name);
  const carried = aggregate.events.find(({ ref }) => ref === on.event)?.fields ?? [];
  const fixes = valuesFor([...missing.keys()], on, carried, context);
  const event = on.event.slice(on.event.lastIndexOf(".") + 1);
  if ([...missing.values()].includes(notYet))
    context.report("ESDL3011", context.at(on, "trigger"), { event, fields: names }, fixes);
  else
    context.report(
      "ESDL3012",
      context.at(on, "trigger"),
      { event, fields: names, from: [...new Set(missing.values())], to: on.to ?? "" },
      fixes,
    );
}
