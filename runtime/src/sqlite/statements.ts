/**
 * The SQL of the store, prepared once per connection. Reads answer rows as arrays: the driver makes these quickest.
 */
import type BetterSqlite3 from "better-sqlite3";
import type {
  Append,
  Appended,
  InboxEntry,
  StoredEvent,
  StoredSnapshot,
  UniqueKey,
  Unit,
} from "../store/port.js";
import type { CommitView } from "../store/refusal.js";
import type { Database } from "./driver.js";

const eventColumns = "position, version, category, type, schema, data, meta";

type Query<Parameters extends unknown[], Row> = BetterSqlite3.Statement<Parameters, Row>;

/** What can be asked and written inside one connection, without waiting. */
export class Statements implements CommitView {
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

  constructor(database: Database) {
    const query = <Parameters extends unknown[], Row>(sql: string): Query<Parameters, Row> =>
      database.prepare<Parameters, Row>(sql);
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
    return (unit.appends ?? []).map((append) => this.#append(append));
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
