/** What a policy sends for an event, without a memory. */
import type { PolicyDefinition } from "./definition.js";
import { eventId, policySendId } from "./ids.js";
import { system, type Ledger } from "./ledger.js";
import type { SentReader } from "./sent.js";
import { handling, type Delivered } from "./turn.js";

export function sendFor(
  definition: PolicyDefinition,
  { ledger, sent }: { readonly ledger: Ledger; readonly sent: SentReader },
  delivered: Delivered,
): void {
  const { category, event, version } = delivered;
  const handler = definition.events[category]?.[event.type];
  if (handler === undefined) return;
  const { actor, correlationId, streamId } = event.meta;
  const cause = eventId(streamId, version, event.part);
  for (const [ordinal, { command, asActor }] of handling(() => handler(event)).entries()) {
    const id = policySendId(definition.name, cause, ordinal);
    ledger.send(id, sent.stamped(command), asActor === true ? actor : system, correlationId);
  }
}
