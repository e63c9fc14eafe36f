/** How far one projector is, for those who wait and for those who watch. */
import type { FeedEvent } from "../workers/feed.js";

/** Over how long the throughput is averaged, in milliseconds. */
const window = 10_000;

interface Waiting {
  readonly position: number;
  readonly resolve: (isReached: boolean) => void;
}

export class Progress {
  readonly #waiting = new Set<Waiting>();
  #hasEnded = false;
  #position = 0;
  #last: FeedEvent | undefined;
  #applied: { readonly at: number; readonly events: number }[] = [];

  /** Every event up to here is applied, and committed. */
  get position(): number {
    return this.#position;
  }

  /** The last event that it saw. */
  get last(): FeedEvent | undefined {
    return this.#last;
  }

  /** Row changes per second, lately. */
  throughput(now: Date): number {
    const since = now.getTime() - window;
    const recent = this.#applied.filter(({ at }) => at > since);
    return recent.reduce((sum, { events }) => sum + events, 0) / (window / 1000);
  }

  /**
   * Resolves with true once everything up to a position is applied, with false once its projector has ended: then another
   * one may be at work. Answers a function that stops the waiting.
   */
  reached(position: number, resolve: (isReached: boolean) => void): () => void {
    if (this.#position >= position || this.#hasEnded) {
      resolve(this.#position >= position);
      return () => undefined;
    }
    const waiting = { position, resolve };
    this.#waiting.add(waiting);
    return () => {
      this.#waiting.delete(waiting);
    };
  }

  reset(position: number): void {
    this.#move(position);
  }

  advance(position: number, rows: number, last: FeedEvent | undefined, now: Date): void {
    this.#last = last ?? this.#last;
    if (rows > 0) {
      const since = now.getTime() - window;
      this.#applied = [...this.#applied.filter(({ at }) => at > since), { at: now.getTime(), events: rows }];
    }
    this.#move(position);
  }

  /** Its projector applies no more. */
  end(): void {
    this.#hasEnded = true;
    for (const { resolve } of this.#waiting) resolve(false);
    this.#waiting.clear();
  }

  #move(position: number): void {
    this.#position = position;
    for (const waiting of [...this.#waiting]) {
      if (waiting.position > position) continue;
      this.#waiting.delete(waiting);
      waiting.resolve(true);
    }
  }
}
