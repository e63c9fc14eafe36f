/** What may be carried out now: what one instance sends to one target goes out in order. */
import type { Kept, Sent } from "./records.js";

/** Names the target of a send: the stream of a command, an external command. */
export type TargetOf = (sent: Sent) => string;

/** Of each lane the first that has no answer yet, in the order of sending; none of a lane whose first has to wait. */
export function firstOfLanes(
  sends: Iterable<Kept<Sent>>,
  isAnswered: (id: string) => boolean,
  targetOf: TargetOf,
): readonly Kept<Sent>[] {
  const lanes = new Map<string, Kept<Sent>>();
  const inOrder = [...sends].sort((a, b) => a.value.order - b.value.order);
  for (const kept of inOrder) {
    const { value: sent } = kept;
    if (isAnswered(sent.id)) continue;
    const lane = JSON.stringify([sent.instance ?? sent.id, targetOf(sent)]);
    if (!lanes.has(lane)) lanes.set(lane, kept);
  }
  return [...lanes.values()];
}
