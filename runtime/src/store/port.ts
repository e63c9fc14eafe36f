/**
 * The store port: what the runtime asks of a store, and nothing that a store could answer in its own way.
 *
 * Everything that changes goes through one asynchronous `commit(unit)`. A unit is plain data and commits as a whole or
 * not at all; no caller's code runs inside a transaction. So a store may commit many waiting units as a group, with one
 * transaction and one sync: a refused unit does not fail its neighbours, and later units of a group see earlier ones.
 *
 * Texts (`data`, `meta`, `outcome`, `state`) are opaque to a store. What makes them is the codec (codec.ts).
 */
import type { Row, RowQuery, RowUpdate, RowWrite, Table, TableVersion } from "./tables.js";

/** What a stream must look like for an append: exactly this version (0: no events), no events, some, or no matter. */
export type Expected = number | "new" | "exists" | "any";

/** An event on its way into a store. */
export interface NewEvent {
  /** The name that the event is stored under, unique within its category. */
  readonly type: string;
  /** The version of the event's shape, from 1. */
  readonly schema: number;
  /** The event's data, as the codec wrote it. */
  readonly data: string;
  /** The event's envelope, as the codec wrote it. */
  readonly meta: string;
}

/** An event in a store. */
export interface StoredEvent extends NewEvent {
  /** The stream's name: `Banking.Account-<identity>`. */
  readonly stream: string;
  /** The kind of stream: `Banking.Account`. */
  readonly category: string;
  /** The place in its stream, from 1 and without gaps. */
  readonly version: number;
  /** The place in the global log, from 1, ascending in commit order; there may be gaps. */
  readonly position: number;
}

/** Events to be appended to one stream. */
export interface Append {
  /** The stream's name: `Banking.Account-<identity>`. */
  readonly stream: string;
  /** The kind of stream, such as `Banking.Account`. A stream keeps the category it began with. */
  readonly category: string;
  /** What the stream must look like; the unit is refused as `conflict` where it does not. */
  readonly expected: Expected;
  /** The events, in order. */
  readonly events: readonly NewEvent[];
  /** The state after these events; it replaces the stream's snapshot. */
  readonly snapshot?: SnapshotContent;
}

/** A state worth keeping, and the fingerprint of the logic that folded it. */
export interface SnapshotContent {
  /** The fingerprint of the logic that folded the state. */
  readonly logic: string;
  /** The state, as the runtime wrote it. */
  readonly state: string;
}

/** A snapshot in a store: the state of a stream as of a version. */
export interface StoredSnapshot extends SnapshotContent {
  /** The version of the stream that it is the state of. */
  readonly version: number;
  /** The position of the event of that version. */
  readonly position: number;
}

/** A command that has been answered, so that it is answered alike when it comes again. */
export interface InboxEntry {
  /** The id of the command, unique in the inbox. */
  readonly commandId: string;
  /** Tells whether a command that comes again has the same content. */
  readonly fingerprint: string;
  /** The answer, as the runtime wrote it. */
  readonly outcome: string;
}

/** A key that at most one stream may hold. */
export interface UniqueKey {
  /** The kind of stream: `Banking.Account`. */
  readonly category: string;
  /** The name of the `unique` clause within its category. */
  readonly clause: string;
  /** The key, as text. */
  readonly key: string;
  /** The stream that holds the key, or is to hold it. */
  readonly holder: string;
}

/**
 * A small document that the runtime keeps beside the log, and that commits together with it: a checkpoint, a lease, the
 * instance of a saga, a send that waits, a dead letter. One means for all of them, so that a store has one thing to keep.
 */
export interface StoredRecord {
  /** What kind it is, such as `checkpoint` or `saga:Sales.Checkout`. */
  readonly collection: string;
  /** Unique within its collection. */
  readonly key: string;
  /** How often it was written, from 1; starts anew after a deletion. */
  readonly version: number;
  /** What it holds, as the runtime wrote it. */
  readonly value: string;
  /** When it asks to be looked at: an ISO-8601 instant in UTC with milliseconds, which sorts as text. */
  readonly due?: string;
}

/** A record to be written or deleted. */
export interface RecordWrite {
  /** The collection of the record. */
  readonly collection: string;
  /** Its key in the collection. */
  readonly key: string;
  /** The version that it must have, 0 for one that must not be there; absent: no matter. */
  readonly expected?: number;
  /** What it holds from now on; absent: it is deleted, if it is there. */
  readonly value?: string;
  /** Absent: it asks for nothing. */
  readonly due?: string;
}

/** A record that must be as the writer last saw it, though the unit leaves it alone: so a worker is fenced by its lease. */
export interface RecordGuard {
  /** The collection of the record. */
  readonly collection: string;
  /** Its key in the collection. */
  readonly key: string;
  /** The version that it must have; 0: it must not be there. */
  readonly version: number;
}

/** Which records of a collection to list. */
export interface RecordRange {
  /** What their keys begin with; absent: anything. */
  readonly prefix?: string;
  /** The key that they come after; absent: from the first. */
  readonly after?: string;
  /** The most to answer. */
  readonly limit: number;
}

/** What else is to be written with a unit, depending on what the store finds when it commits. */
export interface Derivation {
  /** The records that it looks at. */
  readonly reads: readonly { readonly collection: string; readonly key: string }[];
  /**
   * Pure, and not called for a unit that is refused; it may be called again for the same commit. What it throws fails the
   * unit.
   */
  readonly derive: (found: {
    /** The records, in the order of `reads`. */
    readonly records: readonly (StoredRecord | undefined)[];
    /** Where the log ended before this unit. */
    readonly end: number;
    /** The position of the last event of this unit. */
    readonly position: number;
  }) => Derived;
}

/** What else is written with a unit. */
export interface Derived {
  /** Changes to the rows of read models, in order. */
  readonly rows?: readonly (RowUpdate | RowWrite)[];
  /** Records to be written. */
  readonly records?: readonly RecordWrite[];
}

/** What commits together. */
export interface Unit {
  /** Events to append, in order. */
  readonly appends?: readonly Append[];
  /** The answer of the command that the unit is of; the unit is refused as `duplicate` where there is one already. */
  readonly inbox?: InboxEntry;
  /** Keys to take; one that its holder has already is no matter. Releases of the same unit come first. */
  readonly claims?: readonly UniqueKey[];
  /** Keys to give back; one that another stream holds, or none, stays as it is. */
  readonly releases?: readonly UniqueKey[];
  /** Records that must be as the writer saw them before this unit. */
  readonly guards?: readonly RecordGuard[];
  /** Records to be written, each of another collection and key. */
  readonly records?: readonly RecordWrite[];
  /** Changes to the rows of read models, in order. Their tables have been created. */
  readonly rows?: readonly (RowUpdate | RowWrite)[];
  /** What else is written, once it is known where the events are appended. */
  readonly derivation?: Derivation;
  /** Tables that take the place of others of their name, for those who read by name. */
  readonly publish?: readonly TableVersion[];
  /**
   * All that it writes follows from the log, and how far it follows is written with it: a store may answer before it is
   * synced. What a failure of power takes back is made again.
   */
  readonly isDerived?: true;
}

/** Where an append ended: the stream's version and the position of its last event. */
export interface Appended {
  /** The stream's name. */
  readonly stream: string;
  /** The stream's version after the append: how many events it has. */
  readonly version: number;
  /** The position of the append's last event; 0 when it has none. */
  readonly position: number;
}

/**
 * Why a unit was not committed. When several apply, the first of these is told: the command was answered before, a record
 * is not as it was seen, a stream is not as expected, a key is taken.
 */
export type Refusal =
  | { readonly kind: "duplicate"; readonly entry: InboxEntry }
  | { readonly kind: "stale"; readonly collection: string; readonly key: string; readonly actual: number }
  | { readonly kind: "conflict"; readonly stream: string; readonly actual: number }
  | { readonly kind: "taken"; readonly key: UniqueKey; readonly holder: string };

/** What came of a unit: where its appends ended, or why it was refused. */
export type CommitResult =
  | { readonly ok: true; readonly appends: readonly Appended[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** An open store. Its methods throw for infrastructure only: a full disk, a lost connection, a closed store. */
export interface Store {
  /** Commits a unit, durably when it answers `ok`. */
  commit(unit: Unit): Promise<CommitResult>;
  /** At most `limit` events of a stream after a version, in order; fewer only at the end. */
  readStream(stream: string, after: number, limit: number): Promise<readonly StoredEvent[]>;
  /**
   * At most `limit` events of all streams after a position, in commit order. A reader that goes on from the last
   * position it saw never skips an event, whatever is being written meanwhile.
   */
  readLog(after: number, limit: number): Promise<readonly StoredEvent[]>;
  /** How many events a stream has. */
  head(stream: string): Promise<number>;
  /** The answer to a command, as long as the inbox keeps it. */
  findCommand(commandId: string): Promise<InboxEntry | undefined>;
  /** The latest snapshot of a stream. */
  findSnapshot(stream: string): Promise<StoredSnapshot | undefined>;
  /** The position of the last event that readers of the log can see; 0 while there is none. */
  logEnd(): Promise<number>;
  /** A record; `undefined` when it is not there. */
  findRecord(collection: string, key: string): Promise<StoredRecord | undefined>;
  /** Records of a collection, by code point of their keys. */
  listRecords(collection: string, range: RecordRange): Promise<readonly StoredRecord[]>;
  /** At most `limit` records of a collection that are due until an instant (inclusive), earliest first, then by key. */
  dueRecords(collection: string, until: string, limit: number): Promise<readonly StoredRecord[]>;
  /** Makes a table, unless it is there. */
  createTable(table: Table): Promise<void>;
  /** Removes a table, if it is there; it must not be published. */
  dropTable(table: TableVersion): Promise<void>;
  /** The tables that are there, in no order. */
  listTables(): Promise<readonly TableVersion[]>;
  /** The row of a key; `undefined` when there is none. */
  findRow(table: Table, key: readonly unknown[]): Promise<Row | undefined>;
  /** The rows of several keys, in the order of the keys. */
  findRows(table: Table, keys: readonly (readonly unknown[])[]): Promise<readonly (Row | undefined)[]>;
  /** The rows that a query answers, in its order. */
  selectRows(table: Table, query: RowQuery): Promise<readonly Row[]>;
  /**
   * Calls back, once the caller of the commit has gone on, after commits through this store object; several commits may be told by one call. What
   * other processes commit is not told.
   * @returns a function that ends it
   */
  onCommit(listener: () => void): () => void;
  /** Commits what waits, then closes. Later calls of anything else throw. */
  close(): Promise<void>;
}

/** A store that can be opened: what `memory()` and `sqlite(file)` answer, and `createApp` takes. */
export interface StoreSource {
  /** Opens it, and makes it first where it is not there. Throws StoreError when it cannot be opened. */
  open(): Promise<Store>;
}
