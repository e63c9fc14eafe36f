/**
 * How stored events are read as what they are today. What a module says of its events' history is composed once, when the
 * app is created, into one function per stored version; an event of the current version needs none, and costs a comparison.
 */
import type {
  AggregateDefinition,
  EventHistory,
  EventLike,
  EventMeta,
  RetiredDefinition,
} from "../contract.js";
import { UnreadableEvent } from "../errors.js";
import { LazyMeta, type EventCodec } from "../store/codec.js";
import type { StoredEvent } from "../store/port.js";
import { esdlNamespace, uuidV5 } from "../values/index.js";
import { directOf, type Direct } from "./direct.js";

/** How the events of one stored name are read. */
interface TypeReader {
  /** Its name today. */
  readonly type: string;
  readonly current: number;
  /** The version that is read as it stands: the current one; 0 when that one has work to be done, too. */
  readonly asStored: number;
  /** For each version, version 1 first. */
  readonly direct: readonly (Direct | undefined)[];
  /** What a retired event becomes. */
  readonly becomes: RetiredDefinition["becomes"] | undefined;
}

/** Reads the stored events of one aggregate. */
export interface EventReader {
  readonly aggregate: string;
  /** By the names that events are or were stored under. */
  readonly types: ReadonlyMap<string, TypeReader>;
}

/** The reader of an aggregate's events, by what its module says of them and the functions given for external steps. */
export function eventReader(definition: AggregateDefinition, externals: object): EventReader {
  const types = new Map<string, TypeReader>();
  const add = (type: string, history: EventHistory, becomes: TypeReader["becomes"]): void => {
    const reader = typeReader(type, history, becomes, externals);
    for (const name of [type, ...(history.formerly ?? [])]) types.set(name, reader);
  };
  for (const [type, event] of Object.entries(definition.events)) add(type, event, undefined);
  for (const [type, event] of Object.entries(definition.retired ?? {})) {
    add(type, event, (data, meta) => event.becomes(data, meta));
  }
  return { aggregate: definition.name, types };
}

function typeReader(
  type: string,
  history: EventHistory,
  becomes: TypeReader["becomes"],
  externals: object,
): TypeReader {
  const { version: current, renames = [] } = history;
  const isPlain = becomes === undefined && renames[current - 1] === undefined;
  return { type, current, asStored: isPlain ? current : 0, direct: directOf(history, externals), becomes };
}

/** What a stored event reads as: an event of today, with its place among the parts of the stored one. */
export interface Part extends EventLike {
  /** From 0; more than one part has an event that was retired for several. */
  readonly part: number;
}

/**
 * The events of today that a stored one is: itself, nearly always; one, several or none where it is retired.
 *
 * @throws UnreadableEvent when the module does not know its name or version, or its data is none of that version
 */
export function partsOf(
  reader: EventReader,
  codec: EventCodec,
  event: StoredEvent,
  meta: EventMeta = new LazyMeta(codec, event),
): readonly Part[] {
  const known = reader.types.get(event.type);
  if (known?.asStored === event.schema) {
    return [{ type: known.type, data: codec.decodeData(event), part: 0 }];
  }
  if (known === undefined) throw new UnreadableEvent(unknownType(reader, event));
  const upcast = known.direct[event.schema - 1];
  if (upcast === undefined) throw new UnreadableEvent(unknownVersion(known, event));
  const stored = codec.decodeData(event);
  try {
    const data = upcast(stored, meta);
    if (known.becomes === undefined) return [{ type: known.type, data, part: 0 }];
    return known.becomes(data, meta).map(({ type, data: of }, part) => ({ type, data: of, part }));
  } catch (cause) {
    throw new UnreadableEvent(
      `${placeOf(event)} holds ${event.type} in its version ${String(event.schema)}, and its data cannot be brought to version ${String(known.current)}: ` +
        `${cause instanceof Error ? cause.message : String(cause)}. ` +
        "Was it damaged, or written by other code? The registry of its context says what is wrong with it.",
      { cause },
    );
  }
}

function placeOf({ stream, version, position }: StoredEvent): string {
  return `${stream}, version ${String(version)} (position ${String(position)})`;
}

function unknownType({ aggregate }: EventReader, event: StoredEvent): string {
  return (
    `${placeOf(event)} holds the event ${event.type}, which ${aggregate} does not have. ` +
    "Was it renamed or deleted in the model? Say `formerly` where it was renamed, and `retired` instead of deleting it; " +
    "if a newer release wrote it, update this one."
  );
}

function unknownVersion({ current }: TypeReader, event: StoredEvent): string {
  return (
    `${placeOf(event)} holds ${event.type} in its version ${String(event.schema)}; the module knows version ${String(current)}. ` +
    (event.schema > current
      ? "It was written by a newer release: update this one."
      : "The module has no step from that version: compile the model again, with the same version of esdl as @esdl/runtime.")
  );
}

/** The id of a part, from that of the stored event: always the same one. The first part has the stored event's own. */
export function partId(id: string, part: number): string {
  return part === 0 ? id : uuidV5(esdlNamespace, `${id}/${String(part)}`);
}
