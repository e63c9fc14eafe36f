/**
 * The hash of a world: equal content has equal hashes, however it came about. What only tells the way there is left out:
 * positions in the log, versions of streams, how many inputs were handled. Sets count without regard to their order.
 */
import { canonicalJson } from "@esdl/runtime/values";
import type { Machine } from "../machine.js";
import { withMember } from "../values/value.js";
import { addDigests, digestOf, digestText, type Digest } from "./digest.js";
import { streamIdOf, type Instance, type Recorded, type Row, type Stream, type World } from "./world.js";

/** Hashes worlds of one machine. What worlds share is digested once. */
export function createHash(machine: Machine): (world: World) => string {
  // One memory a map: the same part of a tree is never in two of them.
  const digests = new WeakMap<object, Digest>();
  const streamText = ({ aggregate, state }: Stream): string =>
    state === undefined ? "" : machine.aggregate(aggregate).canonical(state);
  const rowText = ({ projection, data }: Row): string => machine.projection(projection).canonical(data);
  const instanceText = (instance: Instance): string => {
    const { saga, state, step, timers, undos, dropped, unheard } = instance;
    return `${canonicalJson({ step, timers, undos, dropped, unheard })}${machine.saga(saga).canonical(state)}`;
  };
  return (world) => {
    const { streams, keys, rows, instances, inboxes, flights } = world;
    const parts: readonly Digest[] = [
      tagged("streams", streams.digest(digests, streamText)),
      tagged(
        "keys",
        keys.digest(digests, (holder) => holder),
      ),
      tagged("rows", rows.digest(digests, rowText)),
      tagged("instances", instances.digest(digests, instanceText)),
      tagged(
        "inboxes",
        inboxes.digest(digests, (events) => canonicalJson(events.map(withoutPlace))),
      ),
      tagged("flights", flights.digest(digests, canonicalJson)),
      digestOf(canonicalJson([world.now, world.isAlone, world.outbox, world.answers, world.parked])),
    ];
    return digestText(parts.reduce(addDigests));
  };
}

/** The digest of one of the maps, which could otherwise change places with another. */
const tagged = (name: string, digest: Digest): Digest => digestOf(`${name} ${digestText(digest)}`);

/** An event that waits, without its place in the log. */
const withoutPlace = ({ event, identity, aggregate, data, meta }: Recorded) => ({
  event,
  stream: streamIdOf(aggregate, identity),
  data,
  meta: withMember(meta, "position", undefined),
});
