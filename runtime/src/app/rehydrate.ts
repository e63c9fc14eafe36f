/**
 * From a stream to a state: the newest state that is known (cached, or a snapshot of the same logic), and the events
 * after it, folded in place.
 */
import type { AggregateDefinition } from "../contract.js";
import { UnreadableEvent } from "../errors.js";
import { LazyMeta, type EventCodec } from "../store/codec.js";
import type { Store, StoredEvent } from "../store/port.js";
import { copyValue } from "../values/index.js";
import type { Cache } from "./cache.js";

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
  definition: AggregateDefinition,
  stream: string,
): Promise<Loaded> {
  const base = cache.get(stream) ?? (await fromSnapshot(store, definition, stream));
  let state = base.state;
  let last: StoredEvent | undefined;
  for (;;) {
    const page = await store.readStream(stream, last?.version ?? base.version, pageSize);
    if (page.length > 0 && last === undefined) state = copyValue(state);
    for (const event of page) state = applyStored(codec, definition, state, event);
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

function applyStored(
  codec: EventCodec,
  definition: AggregateDefinition,
  state: object | undefined,
  event: StoredEvent,
): object {
  assertReadable(definition, event);
  return definition.apply(
    state,
    { type: event.type, data: codec.decodeData(event) },
    new LazyMeta(codec, event),
  );
}

/** Refuses to guess: an event of another version than the module knows would be misread. */
export function assertReadable(definition: AggregateDefinition, event: StoredEvent): void {
  const known = Object.hasOwn(definition.events, event.type) ? definition.events[event.type] : undefined;
  if (known?.version === event.schema) return;
  const where = `${event.stream}, version ${String(event.version)} (position ${String(event.position)})`;
  throw new UnreadableEvent(
    known === undefined
      ? `${where} holds the event ${event.type}, which ${definition.name} does not have. Was it renamed or deleted in the model?`
      : `${where} holds ${event.type} in its version ${String(event.schema)}; the module knows version ${String(known.version)}. ` +
          (event.schema > known.version
            ? "It was written by a newer release: update this one."
            : "This release cannot read that version."),
  );
}

/** Whether a stream of `version` events has passed a multiple of `every` since it had `before`. */
export function passesSnapshot(every: number | undefined, before: number, version: number): boolean {
  return every !== undefined && Math.floor(version / every) > Math.floor(before / every);
}
