/**
 * The SQL of the store, prepared once per connection. Reads answer rows as arrays: the driver makes these quickest.
 */
import type BetterSqlite3 from "better-sqlite3";
import type {
  Append,
  Appended,
  Derived,
  InboxEntry,
  RecordRange,
  RecordWrite,
  StoredEvent,
  StoredRecord,
  StoredSnapshot,
  UniqueKey,
  Unit,
} from "../store/port.js";
import { keyRange } from "../store/key-range.js";
import { lastPosition, type CommitView } from "../store/refusal.js";
import type { Database } from "./driver.js";
import { Tables } from "./tables.js";

const eventColumns = "position, version, category, type, schema, data, meta";
const recordColumns = "key, version, value, due";

/** SQLite sorts every blob after every text: a bound that no key reaches. */
const aboveText = Buffer.alloc(0);

type Query<Parameters extends unknown[], Row> = BetterSqlite3.Statement<Parameters, Row>;

/** What can be asked and written inside one connection, without waiting. */
export class Statements implements CommitView {
  readonly tables: Tables;
  readonly begin: Query<[], never>;
  readonly commit: Query<[], never>;
  readonly #readStream: Query<[string, number, number], EventRow>;
  readonly #readLog: Query<[number, number], LogRow>;
  readonly #head: Query<[string], number | null>;
  readonly #findCommand: Query<[string], [fingerprint: string, outcome: string]>;
  readonly #findSnapshot: Query<[string], [version: number, position: number, logic: string, state: string]>;
  readonly #holder: Query<[string, string, string], string>;
  readonly #insertEvent: Query<[string, number, string, string, number, string, string], never>;
  readonly #insertCommand: Query<[string, string, string], never>;
  readonly #claim: Query<[string, string, string, string], never>;
  readonly #release: Query<[string, string, string, string], never>;
  readonly #keepSnapshot: Query<[string, number, number, string, string], never>;
  readonly #logEnd: Query<[], number | null>;
  readonly #recordVersion: Query<[string, string], number>;
  readonly #findRecord: Query<[string, string], RecordRow>;
  readonly #listRecords: Query<ListParameters, RecordRow>;
  readonly #dueRecords: Query<[string, string, number], RecordRow>;
  readonly #writeRecord: Query<[string, string, string, string | null], never>;
  readonly #deleteRecord: Query<[string, string], never>;

  constructor(database: Database) {
    const query = <Parameters extends unknown[], Row>(sql: string): Query<Parameters, Row> =>
      database.prepare<Parameters, Row>(sql);
    this.tables = new Tables(database);
    this.begin = query("BEGIN IMMEDIATE");
    this.commit = query("COMMIT");
    this.#readStream = query<[string, number, number], EventRow>(
      `SELECT ${eventColumns} FROM events WHERE stream = ? AND version > ? ORDER BY version LIMIT ?`,
    ).raw();
    this.#readLog = query<[number, number], LogRow>(
      `SELECT ${eventColumns}, stream FROM events WHERE position > ? ORDER BY position LIMIT ?`,
    ).raw();
    this.#head = query<[string], number | null>("SELECT max(version) FROM events WHERE stream = ?").pluck();
    this.#findCommand = query<[string], [string, string]>(
      "SELECT fingerprint, outcome FROM inbox WHERE command_id = ?",
    ).raw();
    this.#findSnapshot = query<[string], [number, number, string, string]>(
      "SELECT version, position, logic, state FROM snapshots WHERE stream = ?",
    ).raw();
    this.#holder = query<[string, string, string], string>(
      "SELECT holder FROM unique_keys WHERE category = ? AND clause = ? AND key = ?",
    ).pluck();
    this.#insertEvent = query(
      "INSERT INTO events (stream, version, category, type, schema, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    this.#insertCommand = query("INSERT INTO inbox (command_id, fingerprint, outcome) VALUES (?, ?, ?)");
    this.#claim = query(
      "INSERT OR REPLACE INTO unique_keys (category, clause, key, holder) VALUES (?, ?, ?, ?)",
    );
    this.#release = query(
      "DELETE FROM unique_keys WHERE category = ? AND clause = ? AND key = ? AND holder = ?",
    );
    this.#keepSnapshot = query(
      "INSERT OR REPLACE INTO snapshots (stream, version, position, logic, state) VALUES (?, ?, ?, ?, ?)",
    );
    this.#logEnd = query<[], number | null>("SELECT max(position) FROM events").pluck();
    this.#recordVersion = query<[string, string], number>(
      "SELECT version FROM records WHERE collection = ? AND key = ?",
    ).pluck();
    this.#findRecord = query<[string, string], RecordRow>(
      `SELECT ${recordColumns} FROM records WHERE collection = ? AND key = ?`,
    ).raw();
    this.#listRecords = query<ListParameters, RecordRow>(
      `SELECT ${recordColumns} FROM records WHERE collection = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?`,
    ).raw();
    this.#dueRecords = query<[string, string, number], RecordRow>(
      `SELECT ${recordColumns} FROM records WHERE collection = ? AND due <= ? ORDER BY due, key LIMIT ?`,
    ).raw();
    this.#writeRecord = query(
      "INSERT INTO records (collection, key, version, value, due) VALUES (?, ?, 1, ?, ?) " +
        "ON CONFLICT DO UPDATE SET version = version + 1, value = excluded.value, due = excluded.due",
    );
    this.#deleteRecord = query("DELETE FROM records WHERE collection = ? AND key = ?");
  }

  readStream(stream: string, after: number, limit: number): StoredEvent[] {
    return this.#readStream.all(stream, after, limit).map((row) => eventOf(row, stream));
  }

  readLog(after: number, limit: number): StoredEvent[] {
    return this.#readLog.all(after, limit).map((row) => eventOf(row, row[7]));
  }

  head(stream: string): number {
    return this.#head.get(stream) ?? 0;
  }

  findCommand(commandId: string): InboxEntry | undefined {
    const row = this.#findCommand.get(commandId);
    return row && { commandId, fingerprint: row[0], outcome: row[1] };
  }

  findSnapshot(stream: string): StoredSnapshot | undefined {
    const row = this.#findSnapshot.get(stream);
    return row && { version: row[0], position: row[1], logic: row[2], state: row[3] };
  }

  logEnd(): number {
    return this.#logEnd.get() ?? 0;
  }

  recordVersion(collection: string, key: string): number {
    return this.#recordVersion.get(collection, key) ?? 0;
  }

  findRecord(collection: string, key: string): StoredRecord | undefined {
    const row = this.#findRecord.get(collection, key);
    return row && recordOf(row, collection);
  }

  listRecords(collection: string, range: RecordRange): StoredRecord[] {
    const { from, end } = keyRange(range);
    return this.#listRecords
      .all(collection, from, end ?? aboveText, range.limit)
      .map((row) => recordOf(row, collection));
  }

  dueRecords(collection: string, until: string, limit: number): StoredRecord[] {
    return this.#dueRecords.all(collection, until, limit).map((row) => recordOf(row, collection));
  }

  holder({ category, clause, key }: UniqueKey): string | undefined {
    return this.#holder.get(category, clause, key);
  }

  /** Writes a unit that nothing speaks against, inside the transaction at hand. */
  apply(unit: Unit): Appended[] {
    for (const { category, clause, key, holder } of unit.releases ?? []) {
      this.#release.run(category, clause, key, holder);
    }
    for (const { category, clause, key, holder } of unit.claims ?? []) {
      this.#claim.run(category, clause, key, holder);
    }
    if (unit.inbox !== undefined) {
      this.#insertCommand.run(unit.inbox.commandId, unit.inbox.fingerprint, unit.inbox.outcome);
    }
    this.#derived(unit);
    if (unit.publish !== undefined) this.tables.publish(unit.publish);
    const { derivation } = unit;
    const end = derivation === undefined ? 0 : this.logEnd();
    const appended = (unit.appends ?? []).map((append) => this.#append(append));
    if (derivation !== undefined) {
      const records = derivation.reads.map(({ collection, key }) => this.findRecord(collection, key));
      this.#derived(derivation.derive({ records, end, position: lastPosition(appended, end) }));
    }
    return appended;
  }

  #derived({ records = [], rows = [] }: Derived): void {
    for (const record of records) this.#write(record);
    if (rows.length > 0) this.tables.update(rows);
  }

  #write({ collection, key, value, due }: RecordWrite): void {
    if (value === undefined) this.#deleteRecord.run(collection, key);
    else this.#writeRecord.run(collection, key, value, due ?? null);
  }

  #append({ stream, category, expected, events, snapshot }: Append): Appended {
    // What was expected has been checked in this transaction: an exact version need not be asked again.
    let version = typeof expected === "number" ? expected : this.head(stream);
    let position = 0;
    for (const { type, schema, data, meta } of events) {
      version++;
      position = Number(
        this.#insertEvent.run(stream, version, category, type, schema, data, meta).lastInsertRowid,
      );
    }
    if (snapshot !== undefined) {
      this.#keepSnapshot.run(stream, version, position, snapshot.logic, snapshot.state);
    }
    return { stream, version, position };
  }
}

type EventRow = [
  position: number,
  version: number,
  category: string,
  type: string,
  schema: number,
  data: string,
  meta: string,
];
type LogRow = [...EventRow, stream: string];

type ListParameters = [collection: string, from: string, end: string | Buffer, limit: number];
type RecordRow = [key: string, version: number, value: string, due: string | null];

function recordOf([key, version, value, due]: RecordRow, collection: string): StoredRecord {
  return { collection, key, version, value, ...(due === null ? {} : { due }) };
}

function eventOf(row: EventRow | LogRow, stream: string): StoredEvent {
  return {
    stream,
    category: row[2],
    version: row[1],
    position: row[0],
    type: row[3],
    schema: row[4],
    data: row[5],
    meta: row[6],
  };
}
