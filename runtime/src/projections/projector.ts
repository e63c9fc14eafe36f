/**
 * Keeps one partition of one table up to date. One code path for catching up and for following: a page of the log, what its
 * events do to rows, and one commit of rows and checkpoint. Each event is applied once, since the commit expects the
 * checkpoint that it started from.
 */
import type { RecordGuard, Store } from "../store/port.js";
import { keyText } from "../store/rows.js";
import { asRow, type Row, type RowUpdate, type Table } from "../store/tables.js";
import type { Feed, FeedEvent, FeedPage } from "../workers/feed.js";
import {
  checkpointCollection,
  checkpointWrite,
  readCheckpoint,
  type Checkpoint,
  type KeptCheckpoint,
  type Parked,
  type Partition,
} from "./checkpoint.js";
import type { ProjectionDefinition, RowChange } from "./definition.js";
import { partitionOf } from "./partition.js";
import { Progress } from "./progress.js";
import { retrying, type Backoff } from "../workers/retry.js";

export interface ProjectorOptions {
  readonly store: Store;
  readonly feed: Feed;
  readonly definition: ProjectionDefinition;
  /** A version of the definition's table. */
  readonly table: Table;
  readonly partition: Partition;
  readonly clock: () => Date;
  /** What every commit guards: the lease of the workers. */
  readonly guards: readonly RecordGuard[];
  readonly backoff: Backoff;
  /** Commands commit its rows and move its checkpoint, too: it is kept with every step, and looked at before each. */
  readonly isInline: boolean;
}

/** How many events without rows may be behind the checkpoint: they are passed over again after a restart. */
const longestUnkept = 5000;

export class Projector {
  readonly progress = new Progress();
  readonly #options: ProjectorOptions;
  #checkpoint: KeptCheckpoint = { position: 0, version: 0 };
  #isFenced = false;

  constructor(options: ProjectorOptions) {
    this.#options = options;
  }

  get table(): Table {
    return this.#options.table;
  }

  /** Whether a guard said that this is another's work now. */
  get isFenced(): boolean {
    return this.#isFenced;
  }

  /** What could not be applied, while it is parked. */
  get parked(): Parked | undefined {
    return this.#checkpoint.parked;
  }

  /**
   * Applies events until the signal is aborted, until everything up to a position is applied, or until a guard says that
   * this is another's work now.
   *
   * @param until stops behind this position; forever when absent
   */
  async run(signal: AbortSignal, until = Number.POSITIVE_INFINITY): Promise<void> {
    const { feed, isInline } = this.#options;
    await this.#retrying(signal, () => this.#reload());
    while (!signal.aborted && !this.#isFenced && this.progress.position < until) {
      if (this.parked !== undefined) {
        await feed.changed(signal, feed.time);
        await this.#retrying(signal, () => this.#reload());
        continue;
      }
      const page = await this.#retrying(signal, () => feed.page(this.progress.position));
      if (page === undefined) break;
      await this.#retrying(signal, () => this.#apply(page, until));
      if (page.isLast && page.events.length === 0 && this.progress.position < until) {
        await feed.changed(signal, page.time);
        if (isInline) await this.#retrying(signal, () => this.#reload());
      }
    }
    if (!this.#isFenced) await this.#retrying(signal, () => this.#keep());
  }

  async #retrying<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T | undefined> {
    return retrying(task, this.#options.backoff, signal, (error) => {
      this.progress.failed(error);
    });
  }

  /** Reads the checkpoint: at the start, and when another wrote it. */
  async #reload(): Promise<void> {
    const { store, table, partition } = this.#options;
    this.#checkpoint = await readCheckpoint(store, table, partition);
    this.progress.reset(this.#checkpoint.position);
  }

  async #apply(page: FeedPage, until: number): Promise<void> {
    const events = page.events.filter(
      ({ position }) => position > this.progress.position && position <= until,
    );
    const { rows, poison } = this.#collect(events);
    const through = poison === undefined ? Math.min(page.through, until) : poison.event.position - 1;
    try {
      await this.#commit({ position: through, ...parkedAt(poison, this.#options.clock) }, rows, events);
    } catch (error) {
      if (!(error instanceof Poison)) throw error;
      // The rows of events before it are computed anew, without it.
      const before = events.filter(({ position }) => position < error.event.position);
      const rows = this.#collect(before).rows;
      const position = error.event.position - 1;
      await this.#commit({ position, ...parkedAt(error, this.#options.clock) }, rows, before);
    }
  }

  /** What events do to the rows of this partition, up to the first that cannot be handled. */
  #collect(events: readonly FeedEvent[]): { readonly rows: RowUpdate[]; readonly poison?: Poison } {
    const { definition, table, partition } = this.#options;
    const rows: RowUpdate[] = [];
    for (const event of events) {
      const handlers = ownMember(definition.events, event.category);
      if (handlers === undefined) continue;
      const before = rows.length;
      try {
        for (const part of event.parts()) {
          const handler = ownMember(handlers, part.type);
          if (handler === undefined) continue;
          for (const change of handler(part)) {
            if (partition.count > 1 && partitionOf(keyText(change.key), partition.count) !== partition.index)
              continue;
            rows.push(updateOf(table, change, event));
          }
        }
      } catch (error) {
        rows.length = before;
        return { rows, poison: new Poison(event, error) };
      }
    }
    return { rows };
  }

  /** Rows and checkpoint, together. When another wrote the checkpoint meanwhile, nothing is applied, and it is read anew. */
  async #commit(next: Checkpoint, rows: readonly RowUpdate[], events: readonly FeedEvent[]): Promise<void> {
    const { store, table, partition, guards, clock, isInline } = this.#options;
    const { version, position } = this.#checkpoint;
    const isIdle = rows.length === 0 && next.parked === undefined;
    const mayWait = !isInline && next.position - position < longestUnkept;
    if (isIdle && (mayWait || next.position === position)) {
      this.progress.advance(next.position, 0, events.at(-1), clock());
      return;
    }
    const result = await store.commit({
      guards,
      rows,
      records: [checkpointWrite(table, partition, next, version)],
    });
    if (!result.ok) {
      const { refusal } = result;
      this.#isFenced = refusal.kind === "stale" && refusal.collection !== checkpointCollection;
      await this.#reload();
      return;
    }
    this.#checkpoint = { ...next, version: version + 1 };
    if (next.parked !== undefined) this.progress.failed(new Error(next.parked.error));
    this.progress.advance(next.position, rows.length, events.at(-1), clock());
  }

  /** Keeps how far it is, when it stops. */
  async #keep(): Promise<void> {
    if (this.progress.position <= this.#checkpoint.position || this.parked !== undefined) return;
    const { store, table, partition, guards } = this.#options;
    const { position } = this.progress;
    await store.commit({
      guards,
      records: [checkpointWrite(table, partition, { position }, this.#checkpoint.version)],
    });
  }
}

/** An event that a handler threw at. */
class Poison extends Error {
  readonly event: FeedEvent;

  constructor(event: FeedEvent, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.event = event;
  }
}

function updateOf(table: Table, change: RowChange, event: FeedEvent): RowUpdate {
  return {
    table,
    key: change.key,
    update: (row: Row | undefined): Row | undefined => {
      try {
        return asRow(change.update(row));
      } catch (error) {
        throw new Poison(event, error);
      }
    },
  };
}

function parkedAt(poison: Poison | undefined, clock: () => Date): { readonly parked?: Parked } {
  if (poison === undefined) return {};
  const { position, stored } = poison.event;
  return {
    parked: {
      position,
      streamId: stored.stream,
      type: stored.type,
      error: poison.message,
      since: clock().toISOString(),
    },
  };
}

/** Names of events may be names that objects inherit. */
function ownMember<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
