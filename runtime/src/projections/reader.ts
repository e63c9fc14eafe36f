/**
 * Reads of projections: rows by key, pages, declared queries; and the wait until they have seen a command.
 */
import { ProjectionBehind, UnknownProjection } from "../errors.js";
import type { Store } from "../store/port.js";
import { totalOrder, type Row, type Table } from "../store/tables.js";
import { covers, type Catalogs } from "./catalog.js";
import { readCheckpoint } from "./checkpoint.js";
import { readCursor, writeCursor } from "./cursor.js";
import type { ProjectionDefinition, ProjectionQuery } from "./definition.js";
import type { Keeper } from "./keeper.js";
import type { Progress } from "./progress.js";

/** Which state of the rows a read waits for. */
export interface ReadOptions {
  /** Waits until the rows have seen what this outcome stands for: the answer of any command, accepted or not. */
  readonly after?: { readonly position: number } | undefined;
  /** How long to wait for that, in milliseconds; 5,000 unless given. */
  readonly timeout?: number | undefined;
}

/** How a page is read. */
export interface ListOptions extends ReadOptions {
  /** The most rows of a page; 100 unless given. */
  readonly limit?: number | undefined;
  /** Where the page before ended. */
  readonly cursor?: string | undefined;
}

/** A page of rows. */
export interface Page<R> {
  /** The rows, in order. */
  readonly rows: readonly R[];
  /** Where the next page begins; absent when this is the last. */
  readonly cursor?: string;
}

/** How many rows are read at once where each is judged here. */
const chunk = 500;

/** How often to look where another process does the work, in milliseconds. */
const interval = 20;

const defaultTimeout = 5000;
const defaultLimit = 100;

/** The rows of one projection, as an application reads them. */
export interface ProjectionReader<R extends object, Key> {
  /** The row of a key; `undefined` when there is none. */
  get(key: Key, options?: ReadOptions): Promise<R | undefined>;
  /** A page of all rows, by key. */
  list(options?: ListOptions): Promise<Page<R>>;
  /** All rows that a query answers, in its order. */
  find(query: ProjectionQuery<R>, options?: ReadOptions): Promise<readonly R[]>;
  /** A page of the rows that a query answers, in its order. */
  page(query: ProjectionQuery<R>, options?: ListOptions): Promise<Page<R>>;
}

export interface ReaderOptions {
  readonly store: Store;
  readonly catalogs: Catalogs;
  readonly keepers: ReadonlyMap<string, Keeper>;
}

export class Reader implements ProjectionReader<object, unknown> {
  readonly #options: ReaderOptions;
  readonly #definition: ProjectionDefinition;
  readonly #hidden: ReadonlySet<string>;

  /** @throws UnknownProjection when no module of the app has it */
  constructor(options: ReaderOptions, definition: ProjectionDefinition) {
    if (!options.keepers.has(definition.name)) {
      throw new UnknownProjection(
        `The app has no projection ${definition.name}: its module is not in modules, or was generated without it.`,
      );
    }
    this.#options = options;
    this.#definition = definition;
    const { columns } = definition.table;
    this.#hidden = new Set(columns.filter(({ isHidden }) => isHidden === true).map(({ name }) => name));
  }

  async get(key: unknown, options: ReadOptions = {}): Promise<Row | undefined> {
    if (key === undefined || key === null)
      throw new TypeError(`get needs the key of a row of ${this.#definition.name}.`);
    const parts = this.#definition.keyOf(key);
    const table = await this.#table(options);
    const row = await this.#options.store.findRow(table, parts);
    return row === undefined ? undefined : this.#shown(row);
  }

  async list(options: ListOptions = {}): Promise<Page<Row>> {
    return this.page({ projection: this.#definition.name }, options);
  }

  async find(query: ProjectionQuery, options: ReadOptions = {}): Promise<readonly Row[]> {
    this.#assertOwn(query);
    const table = await this.#table(options);
    return (await this.#select(table, query, query.limit, undefined)).map((row) => this.#shown(row));
  }

  async page(query: ProjectionQuery, options: ListOptions = {}): Promise<Page<Row>> {
    this.#assertOwn(query);
    const { limit = defaultLimit, cursor } = options;
    if (!Number.isSafeInteger(limit) || limit < 1) throw new TypeError("limit must be a whole number from 1");
    const order = totalOrder(this.#definition.table, query.order);
    const place = cursor === undefined ? { after: undefined, passed: 0 } : readCursor(cursor, order);
    const left = Math.min(limit, (query.limit ?? Number.POSITIVE_INFINITY) - place.passed);
    const table = await this.#table(options);
    // One more than asked for tells whether there is a next page.
    const rows = left <= 0 ? [] : await this.#select(table, query, left + 1, place.after);
    const shown = rows.slice(0, left);
    const last = shown.at(-1);
    const passed = place.passed + shown.length;
    const isLast = rows.length <= left || passed >= (query.limit ?? Number.POSITIVE_INFINITY);
    return {
      rows: shown.map((row) => this.#shown(row)),
      ...(last === undefined || isLast ? {} : { cursor: writeCursor(last, order, passed) }),
    };
  }

  /** A row without what only queries know. */
  #shown(row: Row): Row {
    return this.#hidden.size === 0 ? row : withoutMembers(row, this.#hidden);
  }

  #assertOwn({ projection }: ProjectionQuery): void {
    const { name } = this.#definition;
    if (projection === name) return;
    throw new TypeError(`The query is one of ${projection}; give it to app.read of that, not of ${name}.`);
  }

  async #select(
    table: Table,
    { where, order, filter }: ProjectionQuery,
    limit: number | undefined,
    after: Row | undefined,
  ): Promise<Row[]> {
    const { store } = this.#options;
    const query = { ...(where === undefined ? {} : { where }), ...(order === undefined ? {} : { order }) };
    if (limit === 0) return [];
    if (filter === undefined) {
      const bounds = { ...(limit === undefined ? {} : { limit }), ...(after === undefined ? {} : { after }) };
      return [...(await store.selectRows(table, { ...query, ...bounds }))];
    }
    const found: Row[] = [];
    for (let last = after; ;) {
      const rows = await store.selectRows(table, {
        ...query,
        limit: chunk,
        ...(last === undefined ? {} : { after: last }),
      });
      for (const row of rows) {
        if (!filter(row)) continue;
        found.push(row);
        if (found.length === limit) return found;
      }
      last = rows.at(-1);
      if (rows.length < chunk) return found;
    }
  }

  /** The table that answers, once it has seen what is asked for. */
  async #table({ after, timeout = defaultTimeout }: ReadOptions): Promise<Table> {
    const deadline = performance.now() + timeout;
    for (;;) {
      const catalog = await this.#options.catalogs.find(this.#definition.name);
      if (catalog !== undefined && covers(catalog.live.table, this.#definition.table)) {
        const { table, partitions } = catalog.live;
        if (after === undefined || (await this.#seen(table, partitions, after.position, deadline)))
          return table;
      }
      if (performance.now() >= deadline) throw await this.#behind(after?.position);
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  }

  /** Whether a table has seen a position, waiting for it where this process does the work. */
  async #seen(table: Table, partitions: number, position: number, deadline: number): Promise<boolean> {
    const { store, keepers } = this.#options;
    const own = keepers.get(this.#definition.name)?.live ?? [];
    if (own.length > 0 && own.every((projector) => projector.table.version === table.version)) {
      const seen = await Promise.all(own.map(({ progress }) => reachedBy(progress, position, deadline)));
      return seen.every(Boolean);
    }
    const places = Array.from({ length: partitions }, (_, index) => ({ index, count: partitions }));
    const kept = await Promise.all(places.map((place) => readCheckpoint(store, table, place)));
    return kept.every((checkpoint) => checkpoint.position >= position);
  }

  async #behind(wanted: number | undefined): Promise<ProjectionBehind> {
    const { store, catalogs } = this.#options;
    const { name } = this.#definition;
    const catalog = await catalogs.find(name);
    if (catalog === undefined)
      return new ProjectionBehind(name, 0, wanted, "it has no table yet: has the app been started?");
    const { table, partitions } = catalog.live;
    const places = Array.from({ length: partitions }, (_, index) => ({ index, count: partitions }));
    const kept = await Promise.all(places.map((place) => readCheckpoint(store, table, place)));
    const parked = kept.find((checkpoint) => checkpoint.parked !== undefined)?.parked;
    const why =
      parked !== undefined
        ? `it is parked at ${parked.type} of ${parked.streamId}: ${parked.error}`
        : covers(table, this.#definition.table)
          ? undefined
          : "its new table is still being built";
    return new ProjectionBehind(name, Math.min(...kept.map(({ position }) => position)), wanted, why);
  }
}

const withoutMembers = (row: Row, names: ReadonlySet<string>): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name)));

/** Whether it is reached before the deadline; both it and the wait for it are ended by whichever is first. */
function reachedBy(progress: Progress, position: number, deadline: number): Promise<boolean> {
  if (progress.position >= position) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => {
        leave();
        resolve(false);
      },
      Math.max(0, deadline - performance.now()),
    );
    const leave = progress.reached(position, (isReached) => {
      clearTimeout(timer);
      resolve(isReached);
    });
  });
}
