/**
 * From a stream to a state: the newest state that is known (cached, or a snapshot of the same logic), and the events
 * after it, folded in place.
 */
import type { AggregateDefinition } from "../contract.js";
import { LazyMeta, type EventCodec } from "../store/codec.js";
import type { Store, StoredEvent } from "../store/port.js";
import { copyValue } from "../values/index.js";
import type { Cache } from "./cache.js";
import type { Served } from "./modules.js";
import { partsOf, type EventReader } from "./reading.js";

/** The state of a stream as of a version. Nobody changes the state: it may be cached. */
export interface Loaded {
  /** `undefined` when nothing has happened yet. */
  readonly state: object | undefined;
  readonly version: number;
  /** The position of the event of that version; 0 for none. */
  readonly position: number;
}

const nothing: Loaded = { state: undefined, version: 0, position: 0 };

/** How many events are read at once: enough to make a round trip cheap, few enough to hold in memory. */
const pageSize = 1000;

/** Loads the current state of a stream: at least as new as what was committed when this was called. */
export async function rehydrate(
  store: Store,
  codec: EventCodec,
  cache: Cache<Loaded>,
  { definition, reader }: Served,
  stream: string,
): Promise<Loaded> {
  const base = cache.get(stream) ?? (await fromSnapshot(store, definition, stream));
  let state = base.state;
  let last: StoredEvent | undefined;
  for (;;) {
    const page = await store.readStream(stream, last?.version ?? base.version, pageSize);
    if (page.length > 0 && last === undefined) state = copyValue(state);
    for (const event of page) state = applyStored(codec, definition, reader, state, event);
    last = page.at(-1) ?? last;
    if (page.length < pageSize) break;
  }
  const loaded = last === undefined ? base : { state, version: last.version, position: last.position };
  if (loaded.version > 0) cache.set(stream, loaded);
  return loaded;
}

async function fromSnapshot(store: Store, definition: AggregateDefinition, stream: string): Promise<Loaded> {
  if (definition.snapshotEvery === undefined) return nothing;
  const snapshot = await store.findSnapshot(stream);
  if (snapshot?.logic !== definition.logic) return nothing;
  const state: unknown = JSON.parse(snapshot.state);
  if (typeof state !== "object" || state === null) return nothing;
  return { state, version: snapshot.version, position: snapshot.position };
}

/** Applies what a stored event reads as today; an event that became nothing changes nothing. */
function applyStored(
  codec: EventCodec,
  definition: AggregateDefinition,
  reader: EventReader,
  state: object | undefined,
  event: StoredEvent,
): object | undefined {
  const meta = new LazyMeta(codec, event);
  let applied = state;
  for (const part of partsOf(reader, codec, event, meta)) applied = definition.apply(applied, part, meta);
  return applied;
}

/** Whether a stream of `version` events has passed a multiple of `every` since it had `before`. */
export function passesSnapshot(every: number | undefined, before: number, version: number): boolean {
  return every !== undefined && Math.floor(version / every) > Math.floor(before / every);
}
