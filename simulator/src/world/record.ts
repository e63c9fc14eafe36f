/** Recording events: the stream's new state, its unique keys, and whoever else sees them. */
import type { Ref } from "@esdl/language/model";
import type { Meter } from "../budget.js";
import type { Machine } from "../machine.js";
import { withMember, type Data, type Value } from "../values/value.js";
import { streamIdOf, type Recorded, type Stream, type World } from "./world.js";

/** An event about to be recorded, in the shape of today: all that a stored one became, or one that was just emitted. */
export interface Happened {
  /** The qualified name of the event. */
  readonly event: Ref;
  /** Its fields. */
  readonly data: Data;
}

/** Where and how it happened. */
export interface Origin {
  readonly aggregate: Ref;
  readonly identity: Value;
  /** Without the position, which recording gives. */
  readonly meta: Data;
  readonly bySystem: boolean;
}

export interface Recording {
  readonly world: World;
  readonly recorded: readonly Recorded[];
}

/** Appends one stored event, which is read as its parts. @throws Stopped `history` */
export function append(
  machine: Machine,
  world: World,
  origin: Origin,
  parts: readonly Happened[],
  meter: Meter,
): Recording {
  const { aggregate: ref, identity, bySystem } = origin;
  const streamId = streamIdOf(ref, identity);
  const aggregate = machine.aggregate(ref);
  const before = world.streams.get(streamId);
  const version = (before?.version ?? 0) + 1;
  const position = world.position + 1;
  const meta = withMember(origin.meta, "position", position);
  let state = before?.state;
  const recorded: Recorded[] = [];
  for (const [part, { event, data }] of parts.entries()) {
    state = aggregate.fold(event)(state, { data, identity, meta }, meter);
    const id =
      part === 0 ? `${streamId}@${String(version)}` : `${streamId}@${String(version)}/${String(part)}`;
    recorded.push({ id, aggregate: ref, event, streamId, identity, version, part, data, meta, bySystem });
  }
  const stream: Stream = { aggregate: ref, identity, state, version };
  const keys = exchanged(
    world.keys,
    streamId,
    aggregate.uniqueKeys(before?.state),
    aggregate.uniqueKeys(state),
  );
  return { world: { ...world, position, streams: world.streams.with(streamId, stream), keys }, recorded };
}

/** Gives back the keys that a stream held, and takes those that it holds now. */
function exchanged(
  keys: World["keys"],
  holder: string,
  before: readonly (string | undefined)[],
  after: readonly (string | undefined)[],
): World["keys"] {
  let result = keys;
  for (const [at, held] of before.entries()) {
    if (held !== undefined && held !== after[at] && result.get(held) === holder)
      result = result.with(held, undefined);
  }
  for (const wanted of after) if (wanted !== undefined) result = result.with(wanted, holder);
  return result;
}
