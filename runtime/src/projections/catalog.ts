/**
 * Which tables a projection has: the one that answers reads, and one that is being built to take its place. Kept in the
 * store, so that all processes, and all releases of the app, know.
 */
import type { RecordWrite, Store, StoredRecord } from "../store/port.js";
import type { Table, TableVersion } from "../store/tables.js";

const collection = "projection";

/** A version of a projection's table, and how its keys are parted for parallel work. */
export interface KeptTable {
  readonly table: Table;
  readonly partitions: number;
}

export interface Catalog {
  /** The fingerprint of the release that was started last: it alone keeps the projection up to date. */
  readonly wanted: string;
  /** How many tables there have been; each has its number behind the fingerprint. */
  readonly generation: number;
  /** The one that answers. */
  readonly live: KeptTable;
  /** The one that will take its place once it has caught up. */
  readonly building?: KeptTable & { readonly isStopped?: true };
}

export interface KeptCatalog extends Catalog {
  /** Of the record. */
  readonly version: number;
}

/** Reads catalogs, each parsed once per version of its record. */
export class Catalogs {
  readonly #store: Store;
  readonly #known = new Map<string, KeptCatalog>();

  constructor(store: Store) {
    this.#store = store;
  }

  async find(name: string): Promise<KeptCatalog | undefined> {
    const record = await this.#store.findRecord(collection, name);
    if (record === undefined) return undefined;
    const known = this.#known.get(name);
    if (known?.version === record.version) return known;
    const catalog = { ...parsed(record), version: record.version };
    this.#known.set(name, catalog);
    return catalog;
  }
}

export const catalogWrite = (name: string, catalog: Catalog, expected: number): RecordWrite => {
  const { wanted, generation, live, building } = catalog;
  const kept: Catalog = { wanted, generation, live, ...(building === undefined ? {} : { building }) };
  return { collection, key: name, expected, value: JSON.stringify(kept) };
};

/** The fingerprint that a table's version begins with. */
export const fingerprintOf = ({ version }: Table): string => version.slice(0, version.lastIndexOf("g"));

/** Which of a projection's tables it is. */
export const generationIn = ({ version }: TableVersion): number =>
  Number(version.slice(version.lastIndexOf("g") + 1));

/** A further table of a projection. */
export const generationOf = (table: Table, generation: number): Table => ({
  ...table,
  version: `${table.version}g${String(generation)}`,
});

/** Whether rows of one table can be read as rows of another: it has all of its columns, of the same types. */
export function covers(table: Table, other: Table): boolean {
  const columns = new Map([...table.key, ...table.columns].map((column) => [column.name, column]));
  return (
    table.key.length === other.key.length &&
    table.key.every(({ name, type }, at) => other.key[at]?.name === name && other.key[at].type === type) &&
    other.columns.every(({ name, type, optional, ordered }) => {
      const column = columns.get(name);
      return (
        column?.type === type &&
        (column.optional === undefined || optional === true) &&
        (ordered === undefined || column.ordered === true)
      );
    })
  );
}

function parsed(record: StoredRecord): Catalog;
function parsed({ value }: StoredRecord): unknown {
  const catalog: unknown = JSON.parse(value);
  return catalog;
}
