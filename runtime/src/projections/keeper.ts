/**
 * Keeps one projection: its live table up to date, and a new one beside it when shape or handlers are others, until the new
 * one takes the place of the old in one commit. Everything that it decides is kept in the catalog, so that it goes on
 * where it was after any crash.
 */
import { ConfigurationError } from "../errors.js";
import type { RecordGuard, RecordWrite, Store } from "../store/port.js";
import type { Table } from "../store/tables.js";
import type { Feed } from "../workers/feed.js";
import { Failures } from "../workers/failures.js";
import { retrying, type Backoff } from "../workers/retry.js";
import type { Timing } from "../workers/timing.js";
import {
  catalogWrite,
  fingerprintOf,
  generationIn,
  generationOf,
  type Catalog,
  type Catalogs,
  type KeptCatalog,
  type KeptTable,
} from "./catalog.js";
import {
  checkpointCollection,
  checkpointPrefix,
  checkpointWrite,
  keptCheckpoint,
  readCheckpoint,
} from "./checkpoint.js";
import type { ProjectionDefinition } from "./definition.js";
import { Projector } from "./projector.js";

export interface KeeperOptions {
  readonly store: Store;
  readonly feed: Feed;
  readonly catalogs: Catalogs;
  readonly definition: ProjectionDefinition;
  /** Into how many parts its keys are parted. */
  readonly partitions: number;
  readonly clock: () => Date;
  readonly backoff: Backoff;
  readonly timing: Timing;
  readonly isInline: boolean;
}

/** A new table takes the place of the old one when it is at most so many positions behind the log. */
const closeEnough = 1000;

export class Keeper {
  readonly #options: KeeperOptions;
  #live: readonly Projector[] = [];
  #building: readonly Projector[] = [];
  /** What failed at its tables, those before included. */
  readonly failures = new Failures();
  /** Lets what runs end, so that the catalog is looked at anew. */
  #restart = new AbortController();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** The projectors of the table that answers; none while another process runs them. */
  get live(): readonly Projector[] {
    return this.#live;
  }

  /** The projectors of the table that is being built. */
  get building(): readonly Projector[] {
    return this.#building;
  }

  /** Makes this release's projection the one that is wanted. Called by every process when it starts. */
  async claim(): Promise<KeptCatalog> {
    const { store, catalogs, definition } = this.#options;
    const { name, table } = definition;
    for (;;) {
      const catalog = await catalogs.find(name);
      if (catalog?.wanted === table.version) return catalog;
      const next = catalog === undefined ? await this.#first() : { ...catalog, wanted: table.version };
      await store.commit({
        records: [catalogWrite(name, next, catalog?.version ?? 0)],
        ...(catalog === undefined ? { publish: [next.live.table] } : {}),
      });
    }
  }

  async #first(): Promise<Catalog> {
    const { store, definition, partitions } = this.#options;
    const table = generationOf(definition.table, 1);
    await store.createTable(table);
    return { wanted: definition.table.version, generation: 1, live: { table, partitions } };
  }

  /** Runs until the signal is aborted, or until the lease that `guards` are of turns out to be another's. */
  async run(guards: readonly RecordGuard[], signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#isFenced()) {
      this.#restart = new AbortController();
      const running = AbortSignal.any([signal, this.#restart.signal]);
      this.#live = [];
      this.#building = [];
      await retrying(
        () => this.#runOnce(guards, running),
        this.#options.backoff,
        this.#options.timing,
        running,
        (error) => {
          this.failures.add(error);
        },
      );
    }
    this.#live = [];
    this.#building = [];
  }

  /** Lets it look at the catalog anew. */
  restart(): void {
    this.#restart.abort();
  }

  async #runOnce(guards: readonly RecordGuard[], signal: AbortSignal): Promise<void> {
    const catalog = await this.#prepare(guards, signal);
    const { definition, feed } = this.#options;
    const { wanted, live, building } = catalog;
    if (wanted !== definition.table.version) {
      // Another release keeps it. Whether that is still so is asked when something happens.
      await feed.changed(signal, feed.time);
      return;
    }
    const ended = new AbortController();
    const running = AbortSignal.any([signal, ended.signal]);
    const tasks: Promise<unknown>[] = [];
    if (fingerprintOf(live.table) === wanted) {
      this.#live = this.#projectors(live, guards);
      tasks.push(...this.#live.map((projector) => projector.run(running)));
    }
    if (building !== undefined && building.isStopped !== true) {
      this.#building = this.#projectors(building, guards);
      tasks.push(this.#build(catalog, guards, running));
    }
    // Whichever ends first, by a swap or because it was fenced off, ends the others: the catalog is looked at anew.
    const all = tasks.length === 0 ? [feed.changed(running, feed.time)] : tasks;
    try {
      await Promise.race(all);
    } finally {
      ended.abort();
      await Promise.allSettled(all);
      // Whoever waits for them looks for those that come after.
      for (const { progress } of [...this.#live, ...this.#building]) progress.end();
    }
  }

  #projectors({ table, partitions }: KeptTable, guards: readonly RecordGuard[]): readonly Projector[] {
    const { store, feed, definition, clock, backoff, timing, isInline } = this.#options;
    return Array.from(
      { length: partitions },
      (_, index) =>
        new Projector({
          store,
          feed,
          definition,
          table,
          partition: { index, count: partitions },
          clock,
          guards,
          backoff,
          timing,
          failures: this.failures,
          isInline,
        }),
    );
  }

  // ------------------------------------------------------------------------------------------- preparation

  /** Brings the catalog to what this release needs, and removes what nothing needs any more. */
  async #prepare(guards: readonly RecordGuard[], signal: AbortSignal): Promise<KeptCatalog> {
    const { definition } = this.#options;
    const catalog = await this.claimed();
    if (catalog.wanted !== definition.table.version) return catalog;
    await this.#sweep(catalog, guards);
    const { live, building } = catalog;
    if (building !== undefined && fingerprintOf(building.table) !== catalog.wanted) {
      return this.#begin(catalog, guards);
    }
    if (building === undefined && fingerprintOf(live.table) !== catalog.wanted)
      return this.#begin(catalog, guards);
    return this.#repartition(catalog, guards, signal);
  }

  /** The catalog as it is. @throws ConfigurationError before the first `claim` */
  async claimed(): Promise<KeptCatalog> {
    const { catalogs, definition } = this.#options;
    const catalog = await catalogs.find(definition.name);
    if (catalog === undefined)
      throw new ConfigurationError(`${definition.name} has no table yet: start the app.`);
    return catalog;
  }

  /** Begins a new table beside the live one. */
  async #begin(catalog: KeptCatalog, guards: readonly RecordGuard[]): Promise<KeptCatalog> {
    const { store, definition, partitions } = this.#options;
    const generation = catalog.generation + 1;
    const table = generationOf(definition.table, generation);
    await store.createTable(table);
    return this.#write({ ...catalog, generation, building: { table, partitions } }, catalog.version, {
      guards,
    });
  }

  async #write(
    catalog: Catalog,
    expected: number,
    more: {
      readonly guards: readonly RecordGuard[];
      readonly records?: readonly RecordWrite[];
      readonly publish?: readonly Table[];
    },
  ): Promise<KeptCatalog> {
    const { store, definition } = this.#options;
    const { guards, records = [], publish } = more;
    const result = await store.commit({
      guards,
      records: [catalogWrite(definition.name, catalog, expected), ...records],
      ...(publish === undefined ? {} : { publish }),
    });
    // Refused: another process was faster, and what it wrote is looked at next.
    return result.ok ? { ...catalog, version: expected + 1 } : this.claimed();
  }

  /**
   * Removes tables and checkpoints that the catalog does not name: what a crash or a swap left. A later generation than the
   * catalog's is not left but just being made: it is named as soon as it is there.
   */
  async #sweep({ generation, live, building }: Catalog, guards: readonly RecordGuard[]): Promise<void> {
    const { store, definition } = this.#options;
    const named = new Set([live.table.version, building?.table.version]);
    for (const table of await store.listTables()) {
      if (table.name !== definition.name || named.has(table.version)) continue;
      if (generationIn(table) > generation) continue;
      const left = await store.listRecords(checkpointCollection, {
        prefix: checkpointPrefix(table),
        limit: 10_000,
      });
      const records = left.map(({ collection, key }) => ({ collection, key }));
      const result = await store.commit({ guards, records });
      if (!result.ok) return;
      await store.dropTable(table);
    }
  }

  /**
   * Another number of partitions: the old ones are brought to one place, from which the new ones go on. Not while one of
   * them is parked, which would be skipped by that.
   */
  async #repartition(
    catalog: KeptCatalog,
    guards: readonly RecordGuard[],
    signal: AbortSignal,
  ): Promise<KeptCatalog> {
    const { store, partitions } = this.#options;
    const { live, wanted } = catalog;
    if (live.partitions === partitions || fingerprintOf(live.table) !== wanted) return catalog;
    const old = this.#projectors(live, guards);
    const places = old.map((_, index) => ({ index, count: live.partitions }));
    const before = await Promise.all(places.map((place) => readCheckpoint(store, live.table, place)));
    if (before.some(({ parked }) => parked !== undefined)) return catalog;
    const target = Math.max(...before.map(({ position }) => position));
    await Promise.all(old.map((projector) => projector.run(signal, target)));
    const kept = await store.listRecords(checkpointCollection, {
      prefix: checkpointPrefix(live.table),
      limit: live.partitions,
    });
    if (kept.some((record) => keptCheckpoint(record).position !== target)) return catalog;
    const records = [
      ...kept.map(({ collection, key, version }) => ({ collection, key, expected: version })),
      ...Array.from({ length: partitions }, (_, index) =>
        checkpointWrite(live.table, { index, count: partitions }, { position: target }, 0),
      ),
    ];
    return this.#write({ ...catalog, live: { ...live, partitions } }, catalog.version, { guards, records });
  }

  // ------------------------------------------------------------------------------------------------ rebuild

  /** Fills the new table, and lets it take the place of the old one when it is where the old one and the log are. */
  async #build(catalog: KeptCatalog, guards: readonly RecordGuard[], signal: AbortSignal): Promise<void> {
    const { wanted, generation, live, building, version } = catalog;
    if (building === undefined) return;
    for (;;) {
      const target = await this.#target(live);
      await Promise.all(this.#building.map((projector) => projector.run(signal, target)));
      if (signal.aborted || this.#isFenced()) return;
      const place = Math.min(...this.#building.map(({ progress }) => progress.position));
      if (place >= (await this.#target(live))) break;
    }
    const { table, partitions } = building;
    await this.#write({ wanted, generation, live: { table, partitions } }, version, {
      guards,
      publish: [table],
    });
  }

  /** Where a new table must be before it may answer: not behind what the old one answers, and close to the log's end. */
  async #target({ table, partitions }: KeptTable): Promise<number> {
    const { store } = this.#options;
    const places = Array.from({ length: partitions }, (_, index) => ({ index, count: partitions }));
    const kept = await Promise.all(places.map((place) => readCheckpoint(store, table, place)));
    const answered = [...kept, ...this.#live.map(({ progress }) => progress)].map(({ position }) => position);
    const end = await store.logEnd();
    // Never behind the end: a log that was restored may have lost what the old table has seen.
    return Math.min(end, Math.max(0, end - closeEnough, ...answered));
  }

  #isFenced(): boolean {
    return [...this.#live, ...this.#building].some(({ isFenced }) => isFenced);
  }
}
