/** A retired event is read as others: none may come back to itself. */
import type { Become, EventDecl, Model } from "../model/index.js";
import type { CheckContext } from "./context.js";
import { cyclesOf } from "./cycles.js";

/** Reports each cycle once, at the part that the first event of it becomes. */
export function checkRetired(model: Model, context: CheckContext): void {
  const events = new Map<string, EventDecl>();
  for (const { aggregates } of model.contexts)
    for (const aggregate of aggregates) for (const event of aggregate.events) events.set(event.ref, event);
  const partsOf = (ref: string): readonly Become[] => events.get(ref)?.retired?.becomes ?? [];
  for (const cycle of cyclesOf(events.keys(), (ref) => partsOf(ref).map(({ event }) => event))) {
    const [first = "", ...through] = cycle;
    const part = partsOf(first).find(({ event }) => event === (through[0] ?? first));
    if (part === undefined) continue;
    const nameOf = (ref: string): string => events.get(ref)?.name ?? ref;
    context.report("ESDL4016", context.at(part), { name: nameOf(first), through: through.map(nameOf) });
  }
}
