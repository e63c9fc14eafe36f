/**
 * What the first write of a row or of a saga's state leaves open: fields without a default must be assigned on every way,
 * and are not read before.
 */
import type {
  Expr,
  Field,
  Getter,
  ProjectionDecl,
  ProjectionHandler,
  SagaDecl,
  Statement,
} from "../model/index.js";
import { hasDefault } from "./assignment.js";
import type { CheckContext } from "./context.js";
import { walkAssignments } from "./definite.js";
import { defaulted, valuesFor } from "./fixes/fields.js";

/** Reports what handlers that can make a row leave unassigned. */
export function checkRows(projection: ProjectionDecl, context: CheckContext): void {
  for (const handler of projection.handlers) {
    if (handler.mode !== "upsert") continue;
    const missing = unassigned("row", projection.fields, projection.getters, handler.body, (at, field) =>
      context.report(
        "ESDL5004",
        context.at(at),
        { field },
        defaulted(named(projection.fields, [field]), context),
      ),
    );
    if (missing.length > 0) reportRow(handler, named(projection.fields, missing), context);
  }
}

function reportRow(handler: ProjectionHandler, missing: readonly Field[], context: CheckContext): void {
  const { event } = handler;
  const fields = missing.map(({ name }) => name);
  const carried = context.declarations.events.get(event)?.fields ?? [];
  context.report("ESDL5003", context.at(handler, "trigger"), { event: nameOf(event), fields }, [
    ...valuesFor(missing, handler, carried, context),
    {
      title: "Touch existing rows only",
      edits: [{ at: context.afterLast(handler, ["by", "condition", "loop", "trigger"]), text: " update" }],
    },
  ]);
}

/** Reports what the starts of a saga leave unassigned. */
export function checkStarts(saga: SagaDecl, context: CheckContext): void {
  for (const start of saga.starts) {
    if (start.input.kind !== "event") continue;
    const { fields, getters } = saga.state;
    const missing = unassigned("state", fields, getters, start.body, (at, field) =>
      context.report("ESDL6005", context.at(at), { field }, defaulted(named(fields, [field]), context)),
    );
    if (missing.length > 0)
      context.report(
        "ESDL6004",
        context.at(start, "trigger"),
        { event: nameOf(start.input.event), fields: missing },
        valuesFor(
          named(fields, missing),
          start,
          context.declarations.events.get(start.input.event)?.fields ?? [],
          context,
        ),
      );
  }
}

function unassigned(
  root: "row" | "state",
  fields: readonly Field[],
  getters: readonly Getter[],
  body: readonly Statement[],
  early: (at: Statement, field: string) => void,
): readonly string[] {
  const filled = new Set(fields.filter(hasDefault).map((field) => field.name));
  const known = new Set(fields.map((field) => field.name));
  const bodies = new Map<string, Expr>(getters.map((getter) => [getter.name, getter.body]));
  const assigned = walkAssignments(body, filled, {
    root,
    getters: bodies,
    decided: () => undefined,
    read: (name, at) => {
      if (known.has(name)) early(at, name);
    },
    write: () => undefined,
  });
  return fields.map((field) => field.name).filter((name) => !assigned.has(name));
}

const named = (fields: readonly Field[], names: readonly string[]): readonly Field[] =>
  fields.filter(({ name }) => names.includes(name));

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf(".") + 1);
