/**
 * How events become texts and texts events. The one place where what is stored may differ from what is known: a codec
 * that encrypts personal data goes here, and no store notices.
 */
import type { EventMeta } from "../contract.js";
import type { NewEvent, StoredEvent } from "./port.js";

/** The envelope of a recorded event: what handlers know of it, and its id. */
export interface RecordedMeta extends EventMeta {
  /** Unique among all events. */
  readonly id: string;
}

/** Writes and reads the texts of events. Data and envelope are read apart, since folding rarely needs the envelope. */
export interface EventCodec {
  /** Writes an event as a store keeps it. */
  encode(event: {
    readonly type: string;
    readonly schema: number;
    readonly data: object;
    readonly meta: RecordedMeta;
  }): NewEvent;
  /** Reads the data of an event, in the shape that it was stored with. */
  decodeData(event: StoredEvent): object;
  /** Reads the envelope of an event. */
  decodeMeta(event: StoredEvent): RecordedMeta;
}

/** What is written of an envelope; the stream stands beside it. */
type StoredMeta = Omit<RecordedMeta, "streamId">;

/** Plain JSON. */
export const jsonCodec: EventCodec = {
  encode({ type, schema, data, meta }) {
    const { id, occurredAt, correlationId, causationId, actor, traceparent } = meta;
    const stored: StoredMeta = {
      id,
      occurredAt,
      correlationId,
      causationId,
      actor,
      ...(traceparent === undefined ? {} : { traceparent }),
    };
    return { type, schema, data: JSON.stringify(data), meta: JSON.stringify(stored) };
  },
  decodeData(event) {
    return readData(event.data);
  },
  decodeMeta(event) {
    return { ...readMeta(event.meta), streamId: event.stream };
  },
};

/** Reads back what this codec wrote; nothing else is ever in these columns. */
function readData(text: string): object;
function readData(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

function readMeta(text: string): StoredMeta;
function readMeta(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

/** The envelope of a stored event, read when it is first asked for. */
export class LazyMeta implements EventMeta {
  readonly streamId: string;
  readonly #codec: EventCodec;
  readonly #event: StoredEvent;
  #meta: RecordedMeta | undefined;

  constructor(codec: EventCodec, event: StoredEvent) {
    this.#codec = codec;
    this.#event = event;
    this.streamId = event.stream;
  }

  get occurredAt(): string {
    return this.#read().occurredAt;
  }

  get correlationId(): string {
    return this.#read().correlationId;
  }

  get causationId(): string {
    return this.#read().causationId;
  }

  get actor(): EventMeta["actor"] {
    return this.#read().actor;
  }

  get traceparent(): string | undefined {
    return this.#read().traceparent;
  }

  #read(): RecordedMeta {
    return (this.#meta ??= this.#codec.decodeMeta(this.#event));
  }
}
