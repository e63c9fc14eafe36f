/**
 * What a run of events does to the rows of one table, before it is committed: each row is read once, changed by all events
 * that touch it, and written once.
 */
import type { Store } from "../store/port.js";
import { keyText } from "../store/rows.js";
import { asRow, type Row, type RowWrite, type Table } from "../store/tables.js";
import type { FeedEvent, FeedPage } from "../workers/feed.js";
import type { Partition } from "./checkpoint.js";
import type { RowChange } from "./definition.js";
import type { Handlers } from "./handlers.js";
import { partitionOf } from "./partition.js";

/** Whose rows they are. */
export interface BatchOptions {
  readonly store: Store;
  readonly table: Table;
  readonly handlers: Handlers;
  readonly partition: Partition;
}

/** An event that cannot be applied, and why. */
export interface Poison {
  readonly event: FeedEvent;
  readonly error: unknown;
}

interface Kept {
  readonly key: readonly unknown[];
  /** As the store has it. */
  before: Row | undefined;
  now: Row | undefined;
  /** The position of the event that changed it last, and what it was before that one. */
  changedAt: number;
  unchanged: Row | undefined;
}

interface Change {
  readonly row: Kept;
  readonly change: RowChange;
  readonly event: FeedEvent;
}

/** A batch is committed when it has so many rows: they are in memory, and one transaction writes them all. */
const mostRows = 2000;

/** A batch is committed when it is of so many events, since others wait for what they do. */
const mostEvents = 10_000;

export class Batch {
  readonly #options: BatchOptions;
  /** By their keys as text. */
  readonly #rows = new Map<string, Kept>();
  /** Those that are to be read before anything is changed. */
  #unread: Kept[] = [];
  #position: number;
  #last: FeedEvent | undefined;
  #poison: Poison | undefined;
  #events = 0;
  #changes = 0;

  /** @param position where it begins */
  constructor(options: BatchOptions, position: number) {
    this.#options = options;
    this.#position = position;
  }

  /** What every event up to here does is in it. */
  get position(): number {
    return this.#position;
  }

  /** The last event that it took. */
  get last(): FeedEvent | undefined {
    return this.#last;
  }

  /** The event behind it, where that one cannot be applied: nothing more is taken. */
  get poison(): Poison | undefined {
    return this.#poison;
  }

  /** How many changes were made to rows. */
  get changes(): number {
    return this.#changes;
  }

  /** It is time to commit it. */
  get isFull(): boolean {
    return this.#rows.size === 0 || this.#rows.size >= mostRows || this.#events >= mostEvents;
  }

  /**
   * Takes the events of a page up to a position. What fails is the store, before anything is taken.
   *
   * @param until the last position to take
   */
  async take(page: FeedPage, until: number): Promise<void> {
    const events =
      page.through <= until ? page.events : page.events.filter(({ position }) => position <= until);
    const changes: Change[] = [];
    const unhandled = this.#collect(events, changes);
    await this.#read();
    this.#poison = this.#applyAll(changes) ?? unhandled;
    this.#events += events.length;
    this.#last = events.at(-1) ?? this.#last;
    this.#position =
      this.#poison === undefined ? Math.min(page.through, until) : this.#poison.event.position - 1;
  }

  /** The rows that are not as they were. */
  writes(): RowWrite[] {
    const { table } = this.#options;
    const writes: RowWrite[] = [];
    for (const { key, before, now } of this.#rows.values()) {
      if (before !== now) writes.push({ table, key, row: now });
    }
    return writes;
  }

  /** What the handlers say to events, up to the first that one of them throws at. */
  #collect(events: readonly FeedEvent[], changes: Change[]): Poison | undefined {
    const { handlers, partition } = this.#options;
    for (const event of events) {
      const ofCategory = handlers.get(event.category);
      if (ofCategory === undefined) continue;
      const before = changes.length;
      try {
        for (const part of event.parts()) {
          for (const change of ofCategory.get(part.type)?.(part) ?? []) {
            const name = keyText(change.key);
            if (partition.count === 1 || partitionOf(name, partition.count) === partition.index)
              changes.push({ row: this.#rowOf(name, change.key), change, event });
          }
        }
      } catch (error) {
        changes.length = before;
        return { event, error };
      }
    }
    return undefined;
  }

  #rowOf(name: string, key: readonly unknown[]): Kept {
    let row = this.#rows.get(name);
    if (row === undefined) {
      row = { key, before: undefined, now: undefined, changedAt: 0, unchanged: undefined };
      this.#rows.set(name, row);
      this.#unread.push(row);
    }
    return row;
  }

  async #read(): Promise<void> {
    if (this.#unread.length === 0) return;
    const { store, table } = this.#options;
    const found = await store.findRows(
      table,
      this.#unread.map(({ key }) => key),
    );
    for (const [at, row] of this.#unread.entries()) row.before = row.now = found[at];
    this.#unread = [];
  }

  /** Changes the rows, up to the first event that a change throws at: nothing is left of that one. */
  #applyAll(changes: readonly Change[]): Poison | undefined {
    let done = 0;
    for (const { row, change, event } of changes) {
      if (row.changedAt !== event.position) {
        row.changedAt = event.position;
        row.unchanged = row.now;
      }
      try {
        row.now = asRow(change.update(row.now));
      } catch (error) {
        for (const before of changes.slice(0, done))
          if (before.event === event) before.row.now = before.row.unchanged;
        return { event, error };
      }
      done++;
    }
    this.#changes += done;
    return undefined;
  }
}
