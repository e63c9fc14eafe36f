/**
 * The global log as its followers read it: in pages, which followers at the same place share, and which are decoded once
 * for all of them. A follower that has seen everything waits to be woken; nobody asks again and again.
 */
import type { HandledEvent } from "../projections/definition.js";
import type { Store, StoredEvent } from "../store/port.js";
import { systemTiming, type Timing } from "./timing.js";

/** An event of the log on its way to its followers. */
export interface FeedEvent {
  readonly category: string;
  readonly position: number;
  readonly stored: StoredEvent;
  /**
   * What is handled in its place, decoded when it is first asked for: the event itself, in its current version; several
   * or none where it is retired.
   * @throws UnreadableEvent
   */
  parts(): readonly HandledEvent[];
}

export interface FeedPage {
  readonly events: readonly FeedEvent[];
  /** Every event up to this position is in this page or before it. */
  readonly through: number;
  /** Nothing was behind this page when it was read. */
  readonly isLast: boolean;
  /** When it was read, for `changed`. */
  readonly time: number;
}

/** Decodes a stored event; see `FeedEvent.parts`. */
export type Decode = (event: StoredEvent) => readonly HandledEvent[];

/** The most events in a page: few, since what lives for a moment only costs the garbage collector nothing. */
const pageSize = 250;

/** Full pages never change. A few are kept, for followers that are a little behind others. */
const keptPages = 4;

/** How often the log is looked at for what other processes wrote, in milliseconds. */
const defaultInterval = 100;

export class Feed {
  readonly #store: Store;
  readonly #decode: Decode;
  readonly #pages = new Map<number, Promise<FeedPage>>();
  readonly #waiting = new Set<() => void>();
  readonly #leave: () => void;
  readonly #isClosed = new AbortController();
  /** How often there was something new: what was missed while nobody waited is told by it. */
  #time = 0;

  /** @param interval how often to look for what other processes wrote, in milliseconds; 0 where there are none */
  constructor(store: Store, decode: Decode, interval = defaultInterval, timing: Timing = systemTiming) {
    this.#store = store;
    this.#decode = decode;
    this.#leave = store.onCommit(() => {
      this.wake();
    });
    if (interval > 0) void this.#wakeEvery(interval, timing);
  }

  /** The page behind a position. */
  page(after: number): Promise<FeedPage> {
    const known = this.#pages.get(after);
    if (known !== undefined) return known;
    const page = this.#read(after);
    this.#pages.set(after, page);
    const forget = (): void => {
      if (this.#pages.get(after) === page) this.#pages.delete(after);
    };
    // The last page grows: it is shared only by those who ask while it is being read.
    void page.then(({ isLast }) => {
      if (isLast) forget();
      else this.#forgetOldest();
    }, forget);
    return page;
  }

  /** Now, for `changed`. */
  get time(): number {
    return this.#time;
  }

  /** Resolves when there may be more to read than there was at a time, or the signal is aborted. */
  changed(signal: AbortSignal, since: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      if (signal.aborted || since !== this.#time) {
        resolve();
        return;
      }
      this.#waiting.add(done);
      signal.addEventListener("abort", done);
    });
  }

  /** Lets everybody who waits look again. */
  wake(): void {
    this.#time++;
    for (const done of [...this.#waiting]) done();
  }

  close(): void {
    this.#leave();
    this.#isClosed.abort();
    this.wake();
  }

  async #wakeEvery(interval: number, timing: Timing): Promise<void> {
    const { signal } = this.#isClosed;
    while (!signal.aborted) {
      await timing.pause(interval, signal);
      this.wake();
    }
  }

  async #read(after: number): Promise<FeedPage> {
    // Asked for first: what is committed in between is in the next page.
    const time = this.#time;
    const end = await this.#store.logEnd();
    const stored = await this.#store.readLog(after, pageSize);
    const isLast = stored.length < pageSize;
    const last = stored.at(-1)?.position ?? after;
    return {
      events: stored.map((event) => new Decoded(event, this.#decode)),
      // Positions without an event are behind nobody: a page that ends the log reaches to where the log ended.
      through: isLast ? Math.max(last, end) : last,
      isLast,
      time,
    };
  }

  #forgetOldest(): void {
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) return;
      this.#pages.delete(oldest);
    }
  }
}

class Decoded implements FeedEvent {
  readonly stored: StoredEvent;
  readonly #decode: Decode;
  #parts: readonly HandledEvent[] | undefined;

  constructor(stored: StoredEvent, decode: Decode) {
    this.stored = stored;
    this.#decode = decode;
  }

  get category(): string {
    return this.stored.category;
  }

  get position(): number {
    return this.stored.position;
  }

  parts(): readonly HandledEvent[] {
    return (this.#parts ??= this.#decode(this.stored));
  }
}
