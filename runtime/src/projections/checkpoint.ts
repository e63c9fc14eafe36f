/** How far a projection's table is, kept in the store and written in the same commit as its rows. */
import type { RecordWrite, StoredRecord, Store } from "../store/port.js";
import type { TableVersion } from "../store/tables.js";

export const checkpointCollection = "projection-checkpoint";

/** One of several parts of a table's keys, each with a checkpoint of its own. */
export interface Partition {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** An event that could not be applied. */
export interface Parked {
  readonly position: number;
  readonly streamId: string;
  readonly type: string;
  readonly error: string;
  /** When it was parked, an instant. */
  readonly since: string;
}

export interface Checkpoint {
  /** Every event up to here is applied. */
  readonly position: number;
  /** The event behind it, when that one could not be applied. */
  readonly parked?: Parked;
}

/** A checkpoint with the version of its record; 0 while it was never written. */
export interface KeptCheckpoint extends Checkpoint {
  readonly version: number;
}

export const checkpointPrefix = ({ name, version }: TableVersion): string => `${name}/${version}/`;

export const checkpointKey = (table: TableVersion, { index, count }: Partition): string =>
  `${checkpointPrefix(table)}${String(index)}-of-${String(count)}`;

export async function readCheckpoint(
  store: Store,
  table: TableVersion,
  partition: Partition,
): Promise<KeptCheckpoint> {
  const record = await store.findRecord(checkpointCollection, checkpointKey(table, partition));
  return record === undefined ? { position: 0, version: 0 } : keptCheckpoint(record);
}

export const keptCheckpoint = (record: StoredRecord): KeptCheckpoint => ({
  ...parsed(record.value),
  version: record.version,
});

export function checkpointWrite(
  table: TableVersion,
  partition: Partition,
  { position, parked }: Checkpoint,
  expected: number,
): RecordWrite {
  return {
    collection: checkpointCollection,
    key: checkpointKey(table, partition),
    expected,
    value: JSON.stringify({ position, ...(parked === undefined ? {} : { parked }) } satisfies Checkpoint),
  };
}

function parsed(text: string): Checkpoint;
function parsed(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}
