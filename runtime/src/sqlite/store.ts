/**
 * The SQLite store: one connection, whose writes are grouped and whose reads answer at once.
 */
import { setTimeout as pause } from "node:timers/promises";
import { Closed } from "../errors.js";
import { Listeners } from "../store/listeners.js";
import type {
  CommitResult,
  InboxEntry,
  RecordRange,
  Store,
  StoredEvent,
  StoredRecord,
  StoredSnapshot,
  Unit,
} from "../store/port.js";
import type { Row, RowQuery, Table, TableVersion } from "../store/tables.js";
import { assertStorable } from "../store/storable.js";
import { isBusy, type Database } from "./driver.js";
import { Group } from "./group.js";
import type { Synchronous } from "./options.js";
import { Statements } from "./statements.js";
import { Syncs } from "./syncs.js";

export class SqliteStore implements Store {
  readonly #database: Database;
  readonly #statements: Statements;
  readonly #group: Group;
  readonly #busyTimeout: number;
  readonly #commits = new Set<Promise<unknown>>();
  readonly #listeners = new Listeners();
  #closing: Promise<void> | undefined;

  constructor(database: Database, synchronous: Synchronous, busyTimeout: number) {
    this.#database = database;
    this.#statements = new Statements(database);
    this.#busyTimeout = busyTimeout;
    this.#group = new Group(database, this.#statements, new Syncs(database, synchronous), busyTimeout);
  }

  async commit(unit: Unit): Promise<CommitResult> {
    this.#assertOpen();
    assertStorable(unit);
    const commit = this.#group.add(unit);
    this.#commits.add(commit);
    try {
      const result = await commit;
      if (result.ok) this.#listeners.call();
      return result;
    } finally {
      this.#commits.delete(commit);
    }
  }

  onCommit(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  readStream(stream: string, after: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.#wait(() => this.#statements.readStream(stream, after, limit));
  }

  readLog(after: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.#wait(() => this.#statements.readLog(after, limit));
  }

  head(stream: string): Promise<number> {
    return this.#wait(() => this.#statements.head(stream));
  }

  findCommand(commandId: string): Promise<InboxEntry | undefined> {
    return this.#wait(() => this.#statements.findCommand(commandId));
  }

  findSnapshot(stream: string): Promise<StoredSnapshot | undefined> {
    return this.#wait(() => this.#statements.findSnapshot(stream));
  }

  logEnd(): Promise<number> {
    return this.#wait(() => this.#statements.logEnd());
  }

  findRecord(collection: string, key: string): Promise<StoredRecord | undefined> {
    return this.#wait(() => this.#statements.findRecord(collection, key));
  }

  listRecords(collection: string, range: RecordRange): Promise<readonly StoredRecord[]> {
    return this.#wait(() => this.#statements.listRecords(collection, range));
  }

  dueRecords(collection: string, until: string, limit: number): Promise<readonly StoredRecord[]> {
    return this.#wait(() => this.#statements.dueRecords(collection, until, limit));
  }

  createTable(table: Table): Promise<void> {
    return this.#wait(() => {
      this.#statements.tables.create(table);
    });
  }

  dropTable(table: TableVersion): Promise<void> {
    return this.#wait(() => {
      this.#statements.tables.drop(table);
    });
  }

  listTables(): Promise<readonly TableVersion[]> {
    return this.#wait(() => this.#statements.tables.list());
  }

  findRow(table: Table, key: readonly unknown[]): Promise<Row | undefined> {
    return this.#wait(() => this.#statements.tables.find(table, key));
  }

  findRows(table: Table, keys: readonly (readonly unknown[])[]): Promise<readonly (Row | undefined)[]> {
    return this.#wait(() => this.#statements.tables.findAll(table, keys));
  }

  selectRows(table: Table, query: RowQuery): Promise<readonly Row[]> {
    return this.#wait(() => this.#statements.tables.select(table, query));
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #drain(): Promise<void> {
    await Promise.allSettled(this.#commits);
    this.#database.close();
  }

  /**
   * Readers wait for no writer, but for the moments in which another process opens the file first, closes it last or
   * recovers it after a crash.
   */
  async #wait<T>(ask: () => T): Promise<T> {
    this.#assertOpen();
    const since = performance.now();
    for (;;) {
      try {
        return ask();
      } catch (error) {
        if (!isBusy(error) || performance.now() - since > this.#busyTimeout) throw error;
      }
      await pause(1 + Math.random() * 10);
      this.#assertOpen();
    }
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new Closed("The store is closed.");
  }
}
