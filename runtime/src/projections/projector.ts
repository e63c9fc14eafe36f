/**
 * Keeps one partition of one table up to date. One code path for catching up and for following: pages of the log, what their
 * events do to rows, and one commit of rows and checkpoint. Each event is applied once, since the commit expects the
 * checkpoint that it started from: whoever else changes these rows moves it.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { StoreError } from "../errors.js";
import type { RecordGuard, Store } from "../store/port.js";
import type { Table } from "../store/tables.js";
import type { Failures } from "../workers/failures.js";
import { retrying, type Backoff } from "../workers/retry.js";
import type { Feed } from "../workers/feed.js";
import type { Timing } from "../workers/timing.js";
import { Batch, type BatchOptions, type Poison } from "./batch.js";
import {
  checkpointCollection,
  checkpointWrite,
  readCheckpoint,
  type Checkpoint,
  type KeptCheckpoint,
  type Parked,
  type Partition,
} from "./checkpoint.js";
import type { ProjectionDefinition } from "./definition.js";
import { handlersOf } from "./handlers.js";
import { Progress } from "./progress.js";

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
  readonly timing: Timing;
  /** Told of what fails. */
  readonly failures: Failures;
  /** Commands commit its rows and move its checkpoint, too: it is kept with every step, and looked at before each. */
  readonly isInline: boolean;
}

/** How many events without rows may be behind the checkpoint: they are passed over again after a restart. */
const longestUnkept = 5000;

/** For how long they may be, in milliseconds: reads in other processes see no more than the checkpoint. */
const longestUnkeptTime = 100;

export class Projector {
  readonly progress = new Progress();
  readonly #options: ProjectorOptions;
  readonly #of: BatchOptions;
  #checkpoint: KeptCheckpoint = { position: 0, version: 0 };
  /** When the checkpoint was last read or written, by a time that does not jump. */
  #checkpointAt = 0;
  #batch: Batch;
  #isFenced = false;

  constructor(options: ProjectorOptions) {
    const { store, table, partition, definition } = options;
    this.#options = options;
    this.#of = { store, table, partition, handlers: handlersOf(definition) };
    this.#batch = new Batch(this.#of, 0);
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
      const batch = this.#batch;
      const page = await this.#retrying(signal, () => feed.page(batch.position));
      if (page === undefined) break;
      await this.#retrying(signal, () => batch.take(page, until));
      if (!page.isLast && !batch.isFull && batch.poison === undefined && batch.position < until) {
        // While it catches up, others have their turn between two pages.
        await nextTurn();
        continue;
      }
      await this.#retrying(signal, () => this.#commit(batch));
      if (page.isLast && page.through <= this.progress.position && this.progress.position < until) {
        await feed.changed(signal, page.time);
        if (isInline) await this.#retrying(signal, () => this.#reload());
      }
    }
    if (!this.#isFenced) await this.#retrying(signal, () => this.#keep());
  }

  async #retrying<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T | undefined> {
    return retrying(task, this.#options.backoff, this.#options.timing, signal, (error) => {
      this.#options.failures.add(error);
    });
  }

  /**
   * Reads the checkpoint: at the start, and when another wrote it.
   *
   * @throws StoreError when it is behind the end of the log: its rows have seen what the log has lost
   */
  async #reload(): Promise<void> {
    const { store, table, partition } = this.#options;
    const checkpoint = await readCheckpoint(store, table, partition);
    const end = await store.logEnd();
    if (checkpoint.position > end) throw lostEvents(table, checkpoint.position, end);
    this.#know(checkpoint);
    this.progress.reset(this.#checkpoint.position);
    this.#begin();
  }

  #know(checkpoint: KeptCheckpoint): void {
    this.#checkpoint = checkpoint;
    this.#checkpointAt = this.#options.timing.elapsed();
  }

  #begin(): void {
    this.#batch = new Batch(this.#of, this.progress.position);
  }

  /** Rows and checkpoint, together. When another wrote the checkpoint meanwhile, nothing is applied, and it is read anew. */
  async #commit(batch: Batch): Promise<void> {
    const { store, table, partition, guards, clock, timing, isInline } = this.#options;
    const { version, position } = this.#checkpoint;
    const next: Checkpoint = { position: batch.position, ...parkedAt(batch.poison, clock) };
    const rows = batch.writes();
    const isIdle = rows.length === 0 && next.parked === undefined;
    const mayWait =
      !isInline &&
      next.position - position < longestUnkept &&
      timing.elapsed() - this.#checkpointAt < longestUnkeptTime;
    if (!isIdle || !(mayWait || next.position === position)) {
      const result = await store.commit({
        isDerived: true,
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
      this.#know({ ...next, version: version + 1 });
      if (next.parked !== undefined) this.#options.failures.add(new Error(next.parked.error));
    }
    this.progress.advance(next.position, batch.changes, batch.last, clock());
    this.#begin();
  }

  /** Keeps how far it is, when it stops. */
  async #keep(): Promise<void> {
    if (this.progress.position <= this.#checkpoint.position || this.parked !== undefined) return;
    const { store, table, partition, guards } = this.#options;
    const { position } = this.progress;
    await store.commit({
      isDerived: true,
      guards,
      records: [checkpointWrite(table, partition, { position }, this.#checkpoint.version)],
    });
  }
}

const lostEvents = ({ name }: Table, position: number, end: number): StoreError =>
  new StoreError(
    `${name} has seen events up to position ${String(position)}, but the log ends at ${String(end)}: it was restored without the ` +
      `read models, or cut off. Restore all of the store from one backup, or ask for projections.rebuild("${name}").`,
  );

function parkedAt(poison: Poison | undefined, clock: () => Date): { readonly parked?: Parked } {
  if (poison === undefined) return {};
  const { event, error } = poison;
  return {
    parked: {
      position: event.position,
      streamId: event.stored.stream,
      type: event.stored.type,
      error: error instanceof Error ? error.message : String(error),
      since: clock().toISOString(),
    },
  };
}
