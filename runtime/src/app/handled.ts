/** Stored events as projections, policies and sagas see them: in their current version, read when something is asked of them. */
import { UnreadableEvent } from "../errors.js";
import type { HandledEvent, HandledMeta } from "../projections/definition.js";
import { LazyMeta, type EventCodec } from "../store/codec.js";
import type { StoredEvent } from "../store/port.js";
import type { Decode } from "../workers/feed.js";
import type { Served } from "./modules.js";
import { partsOf } from "./reading.js";

/** How the log of an app is read; events of aggregates that the app does not have are nothing to it. */
export function decodeHandled(codec: EventCodec, served: ReadonlyMap<string, Served>): Decode {
  return (event) => {
    const found = served.get(event.category);
    if (found === undefined) return [];
    const { reader } = found;
    const known = reader.types.get(event.type);
    const id = event.stream.slice(event.category.length + 1);
    const meta = new MetaInLog(codec, event);
    // Nearly every event: its name is known without reading it, and most are of no interest to who asks.
    if (known?.asStored === event.schema) return [new Unread(codec, event, known.type, id, meta)];
    return partsOf(reader, codec, event, meta).map(({ type, data, part }) => ({
      type,
      data,
      part,
      id,
      meta,
    }));
  };
}

/** An event of the current version, whose data is parsed when it is first asked for. */
class Unread implements HandledEvent {
  readonly type: string;
  readonly id: string;
  readonly part = 0;
  readonly meta: HandledMeta;
  readonly #codec: EventCodec;
  readonly #event: StoredEvent;
  #data: object | undefined;

  constructor(codec: EventCodec, event: StoredEvent, type: string, id: string, meta: HandledMeta) {
    this.#codec = codec;
    this.#event = event;
    this.type = type;
    this.id = id;
    this.meta = meta;
  }

  get data(): object {
    return (this.#data ??= this.#read());
  }

  #read(): object {
    try {
      return this.#codec.decodeData(this.#event);
    } catch (cause) {
      const { stream, version, position } = this.#event;
      throw new UnreadableEvent(
        `${stream}, version ${String(version)} (position ${String(position)}) holds data that cannot be read: ` +
          (cause instanceof Error ? cause.message : String(cause)),
        { cause },
      );
    }
  }
}

class MetaInLog extends LazyMeta implements HandledMeta {
  readonly position: number;

  constructor(codec: EventCodec, event: StoredEvent) {
    super(codec, event);
    this.position = event.position;
  }
}
