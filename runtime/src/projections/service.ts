/** All projections of an app: what `start` runs, what an operator can do, and what can be seen of them. */
import { NotParked, UnknownProjection } from "../errors.js";
import type { Derivation, RecordWrite, Store } from "../store/port.js";
import { Failures } from "../workers/failures.js";
import type { Feed } from "../workers/feed.js";
import { whileHolding, type LeaseOptions } from "../workers/lease.js";
import type { Backoff } from "../workers/retry.js";
import type { Timing } from "../workers/timing.js";
import { catalogWrite, Catalogs, fingerprintOf, type Catalog, type KeptTable } from "./catalog.js";
import {
  checkpointWrite,
  readCheckpoint,
  type KeptCheckpoint,
  type Parked,
  type Partition,
} from "./checkpoint.js";
import type { ProjectionDefinition } from "./definition.js";
import { inlineDerivation, type AtPosition } from "./inline.js";
import { Keeper } from "./keeper.js";
import type { Projector } from "./projector.js";
import { Reader } from "./reader.js";

export interface ProjectionsOptions {
  readonly store: Store;
  /** The log; whoever made it closes it. */
  readonly feed: Feed;
  readonly definitions: readonly ProjectionDefinition[];
  /** Into how many parts the keys of a projection are parted, by its name; one unless given. */
  readonly partitions: Readonly<Record<string, number>>;
  /** The names of those that commit with the append. */
  readonly inline: ReadonlySet<string>;
  readonly clock: () => Date;
  /** Tells this process from others. */
  readonly process: string;
  /** How long another process waits before it takes over from one that gives no sign of life, in milliseconds. */
  readonly leaseDuration: number;
  readonly backoff: Backoff;
  readonly timing: Timing;
}

/** How a projection is. */
export interface ProjectionHealth {
  /** Its qualified name: `Banking.AccountOverview`. */
  readonly name: string;
  /**
   * `live`: it follows the log. `building`: its new table is being filled; the old one answers, if it can. `parked`: an
   * event could not be applied, and somebody must look. `elsewhere`: another process keeps it. `superseded`: another
   * release of the app keeps it. `stopped`: the app was not started.
   */
  readonly state: "live" | "building" | "parked" | "elsewhere" | "superseded" | "stopped";
  /** Every event up to here is in the rows that answer. */
  readonly position: number;
  /** How far it is behind the end of the log. */
  readonly lag: {
    /** In positions: at least as many as events. */
    readonly events: number;
    /** Since the last event that it has seen happened, in milliseconds; 0 when it has seen all. */
    readonly milliseconds: number;
  };
  /** Row changes per second over the last ten seconds, in this process. */
  readonly throughput: number;
  /** What failed since the app was started, and how often. */
  readonly failures: number;
  /** What failed last, for people. */
  readonly lastFailure?: string;
  /** What could not be applied, in each partition that is parked. */
  readonly parked: readonly (Parked & { readonly partition: number })[];
  /** The rebuild that is under way, or was stopped. */
  readonly rebuild?: {
    readonly position: number;
    readonly of: number;
    readonly isStopped: boolean;
  };
}

const leaseName = "projections";

export class Projections {
  readonly #options: ProjectionsOptions;
  readonly #catalogs: Catalogs;
  readonly #keepers: ReadonlyMap<string, Keeper>;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  /** What failed at getting and keeping the lease. */
  readonly #leaseFailures = new Failures();

  constructor(options: ProjectionsOptions) {
    const { store, feed, definitions, partitions, inline, clock, backoff, timing } = options;
    this.#options = options;
    this.#catalogs = new Catalogs(store);
    const shared = { store, feed, catalogs: this.#catalogs, clock, backoff, timing };
    this.#keepers = new Map(
      definitions.map((definition) => [
        definition.name,
        new Keeper({
          ...shared,
          definition,
          partitions: partitions[definition.name] ?? 1,
          isInline: inline.has(definition.name),
        }),
      ]),
    );
  }

  /** Makes missing tables, then runs in the background. */
  async start(): Promise<void> {
    if (this.#running !== undefined || this.#keepers.size === 0) return;
    for (const keeper of this.#keepers.values()) await keeper.claim();
    const { store, clock, timing, process: holder, leaseDuration } = this.#options;
    const lease: LeaseOptions = { name: leaseName, holder, clock, timing, duration: leaseDuration };
    this.#running = whileHolding(
      store,
      lease,
      this.#stop.signal,
      async ({ guard }, signal) => {
        await Promise.all([...this.#keepers.values()].map((keeper) => keeper.run([guard], signal)));
      },
      (error) => {
        this.#leaseFailures.add(error);
      },
    );
  }

  /** Lets what is being applied be committed, then ends. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** What a unit that appends these events to a stream writes besides, for the projections that commit with it. */
  derivation(category: string, events: readonly AtPosition[]): Promise<Derivation | undefined> {
    const { definitions, inline } = this.#options;
    const own = definitions.filter(({ name }) => inline.has(name));
    return own.length === 0
      ? Promise.resolve(undefined)
      : inlineDerivation(own, this.#catalogs, category, events);
  }

  reader(definition: ProjectionDefinition): Reader {
    const { store } = this.#options;
    return new Reader({ store, catalogs: this.#catalogs, keepers: this.#keepers }, definition);
  }

  // ----------------------------------------------------------------------------------------------- operators

  /** Tries parked events again. */
  async retry(name: string): Promise<void> {
    await this.#unpark(name, ({ position }) => position);
  }

  /**
   * Goes on behind a parked event, which this projection then never applies.
   *
   * @param position of the event, so that no other is skipped by mistake
   */
  async skip(name: string, position: number): Promise<void> {
    const parked = await this.#parkedAt(name);
    if (!parked.includes(position)) throw new NotParked(name, position, parked[0]);
    await this.#unpark(name, (checkpoint) =>
      checkpoint.parked?.position === position ? position : checkpoint.position,
    );
  }

  /** Builds the table anew from the first event, beside the one that answers; goes on with one that was stopped. */
  async rebuild(name: string): Promise<void> {
    await this.#change(name, async (catalog, definition) => {
      const { building } = catalog;
      if (building !== undefined)
        return { ...catalog, building: { table: building.table, partitions: building.partitions } };
      const generation = catalog.generation + 1;
      const table = { ...definition.table, version: `${definition.table.version}g${String(generation)}` };
      await this.#options.store.createTable(table);
      return { ...catalog, generation, building: { table, partitions: catalog.live.partitions } };
    });
  }

  /** Stops a rebuild where it is. `rebuild` goes on with it. */
  async cancelRebuild(name: string): Promise<void> {
    await this.#change(name, (catalog) =>
      Promise.resolve(
        catalog.building === undefined
          ? catalog
          : { ...catalog, building: { ...catalog.building, isStopped: true } },
      ),
    );
  }

  async #change(
    name: string,
    change: (catalog: Catalog, definition: ProjectionDefinition) => Promise<Catalog>,
  ): Promise<void> {
    const keeper = this.#keeper(name);
    const definition = this.#options.definitions.find((one) => one.name === name);
    for (;;) {
      const catalog = await keeper.claimed();
      if (definition === undefined) return;
      const result = await this.#options.store.commit({
        records: [catalogWrite(name, await change(catalog, definition), catalog.version)],
      });
      if (result.ok) break;
    }
    keeper.restart();
  }

  /** Where the tables of a projection are parked, the first one first. */
  async #parkedAt(name: string): Promise<readonly number[]> {
    const catalog = await this.#keeper(name).claimed();
    const places = tablesOf(catalog).flatMap(({ table, partitions }) =>
      placesOf(partitions).map((place) => readCheckpoint(this.#options.store, table, place)),
    );
    const positions = (await Promise.all(places)).flatMap(({ parked }) => parked?.position ?? []);
    return positions.sort((a, b) => a - b);
  }

  async #unpark(name: string, next: (checkpoint: KeptCheckpoint) => number): Promise<void> {
    const catalog = await this.#keeper(name).claimed();
    for (const { table, partitions } of tablesOf(catalog)) {
      const records: RecordWrite[] = [];
      for (const place of placesOf(partitions)) {
        const checkpoint = await readCheckpoint(this.#options.store, table, place);
        if (checkpoint.parked === undefined) continue;
        const position = next(checkpoint);
        records.push(checkpointWrite(table, place, { position }, checkpoint.version));
      }
      if (records.length > 0) await this.#options.store.commit({ records });
    }
  }

  #keeper(name: string): Keeper {
    const keeper = this.#keepers.get(name);
    if (keeper !== undefined) return keeper;
    const known = [...this.#keepers.keys()].join(", ");
    throw new UnknownProjection(
      `The app has no projection ${name}; it has ${known === "" ? "none" : known}.`,
    );
  }

  // -------------------------------------------------------------------------------------------------- health

  /** How each projection is. */
  async health(): Promise<readonly ProjectionHealth[]> {
    const end = await this.#options.store.logEnd();
    return Promise.all(this.#options.definitions.map((definition) => this.#healthOf(definition, end)));
  }

  async #healthOf({ name, table }: ProjectionDefinition, end: number): Promise<ProjectionHealth> {
    const keeper = this.#keeper(name);
    const catalog = await this.#catalogs.find(name);
    const nothing = {
      name,
      position: 0,
      lag: { events: end, milliseconds: 0 },
      throughput: 0,
      failures: 0,
      parked: [],
    };
    if (catalog === undefined) return { ...nothing, state: "stopped" };
    const { live, building } = catalog;
    const kept = await this.#checkpoints(live);
    const parked = [...kept, ...(building === undefined ? [] : await this.#checkpoints(building))].flatMap(
      (checkpoint, partition) =>
        checkpoint.parked === undefined
          ? []
          : [{ ...checkpoint.parked, partition: partition % live.partitions }],
    );
    const own = [...keeper.live, ...keeper.building];
    const position = positionOf(keeper.live, kept);
    const failures = [keeper.failures, this.#leaseFailures];
    const lastFailure = failures
      .flatMap(({ last }) => last ?? [])
      .sort((a, b) => b.at - a.at)
      .at(0)?.message;
    return {
      name,
      state: stateOf(),
      position,
      lag: { events: Math.max(0, end - position), milliseconds: this.#lagOf(keeper.live, end, position) },
      throughput: own.reduce((sum, { progress }) => sum + progress.throughput(this.#options.clock()), 0),
      failures: failures.reduce((sum, { count }) => sum + count, 0),
      ...(lastFailure === undefined ? {} : { lastFailure }),
      parked,
      ...(building === undefined
        ? {}
        : {
            rebuild: {
              position: positionOf(keeper.building, await this.#checkpoints(building)),
              of: end,
              isStopped: building.isStopped === true,
            },
          }),
    };

    function stateOf(): ProjectionHealth["state"] {
      if (parked.length > 0) return "parked";
      if (catalog?.wanted !== table.version) return "superseded";
      if (building !== undefined && fingerprintOf(live.table) !== table.version) return "building";
      return own.length > 0 ? "live" : "elsewhere";
    }
  }

  #checkpoints({ table, partitions }: KeptTable): Promise<readonly KeptCheckpoint[]> {
    return Promise.all(
      placesOf(partitions).map((place) => readCheckpoint(this.#options.store, table, place)),
    );
  }

  #lagOf(projectors: readonly Projector[], end: number, position: number): number {
    if (position >= end) return 0;
    const times = projectors.flatMap(({ progress: { last } }) => {
      const [part] = last === undefined ? [] : partsOf(last);
      return part === undefined ? [] : [Date.parse(part.meta.occurredAt)];
    });
    return times.length === 0 ? 0 : Math.max(0, this.#options.clock().getTime() - Math.min(...times));
  }
}

/** The last event that was seen may be one that nobody could read. */
function partsOf(event: {
  parts(): readonly { readonly meta: { readonly occurredAt: string } }[];
}): readonly {
  readonly meta: { readonly occurredAt: string };
}[] {
  try {
    return event.parts();
  } catch {
    return [];
  }
}

/** A projector may be ahead of its checkpoint, where nothing was to be done; and behind it, where commands move it. */
const positionOf = (projectors: readonly Projector[], kept: readonly KeptCheckpoint[]): number =>
  Math.min(
    ...kept.map(({ position }, partition) =>
      Math.max(position, projectors[partition]?.progress.position ?? 0),
    ),
  );

const placesOf = (count: number): readonly Partition[] =>
  Array.from({ length: count }, (_, index) => ({ index, count }));

const tablesOf = ({ live, building }: Catalog): readonly KeptTable[] =>
  building === undefined ? [live] : [live, building];
