/** Every event has exactly one `on` clause; retired ones have none and are not emitted. */
import { leaveOut } from "../diagnostics/drafts.js";
import type { AggregateDecl, OnClause, Ref } from "../model/index.js";
import { statementsIn } from "../model/walk.js";
import type { CheckContext } from "./context.js";
import { joined, missingOn } from "./fixes/handlers.js";

/** Reports missing, doubled and vain `on` clauses, and `emit`s of retired events. */
export function checkHandlers(aggregate: AggregateDecl, context: CheckContext): void {
  const events = new Map(aggregate.events.map((event) => [event.ref, event]));
  const handled = new Map<Ref, OnClause>();
  for (const on of aggregate.handlers) {
    const event = events.get(on.event);
    if (event === undefined) continue;
    const first = handled.get(on.event);
    if (event.retired !== undefined)
      context.report("ESDL3003", context.at(on, "trigger"), { event: event.name }, [
        leaveOut(context.at(on)),
      ]);
    else if (first !== undefined)
      context.report(
        "ESDL3002",
        context.at(on, "trigger"),
        { event: event.name },
        joined(first, on, context),
      );
    handled.set(on.event, first ?? on);
  }
  for (const event of aggregate.events)
    if (event.retired === undefined && !handled.has(event.ref))
      context.report(
        "ESDL3001",
        context.at(event, "name"),
        { event: event.name },
        missingOn(aggregate, event, context),
      );
  for (const command of aggregate.commands)
    for (const statement of statementsIn(command.body))
      if (statement.kind === "emit") {
        const event = events.get(statement.event);
        if (event?.retired !== undefined)
          context.report("ESDL3027", context.at(statement, "event"), { event: event.name }, [
            leaveOut(context.at(statement)),
          ]);
      }
}
