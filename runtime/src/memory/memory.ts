/**
 * The store for tests and trials: everything in memory, with the promises of the real ones but durability.
 */
import { Closed } from "../errors.js";
import { Listeners } from "../store/listeners.js";
import type {
  Append,
  Appended,
  CommitResult,
  Derived,
  InboxEntry,
  RecordRange,
  RecordWrite,
  Store,
  StoredEvent,
  StoredRecord,
  StoredSnapshot,
  StoreSource,
  UniqueKey,
  Unit,
} from "../store/port.js";
import { refusalOf, type CommitView } from "../store/refusal.js";
import { assertStorable } from "../store/storable.js";
import { foldRows, keyText, tableId } from "../store/rows.js";
import { select } from "../store/select.js";
import type { Row, RowQuery, Table, TableVersion } from "../store/tables.js";
import { compareText, copyValue } from "../values/index.js";

/**
 * A store in memory. What was committed lives as long as what this function answered: opening it again, after a close
 * or beside another app, opens the same store.
 */
export function memory(): StoreSource {
  const content = new Content();
  return { open: () => Promise.resolve(new MemoryStore(content)) };
}

interface KeptTable extends TableVersion {
  readonly rows: Map<string, Row>;
}

class Content implements CommitView {
  readonly log: StoredEvent[] = [];
  readonly streams = new Map<string, StoredEvent[]>();
  readonly inbox = new Map<string, InboxEntry>();
  readonly keys = new Map<string, string>();
  readonly snapshots = new Map<string, StoredSnapshot>();
  readonly records = new Map<string, Map<string, StoredRecord>>();
  readonly tables = new Map<string, KeptTable>();

  findCommand(commandId: string): InboxEntry | undefined {
    return this.inbox.get(commandId);
  }

  head(stream: string): number {
    return this.streams.get(stream)?.length ?? 0;
  }

  holder(key: UniqueKey): string | undefined {
    return this.keys.get(nameOf(key));
  }

  recordVersion(collection: string, key: string): number {
    return this.records.get(collection)?.get(key)?.version ?? 0;
  }

  apply(unit: Unit): Appended[] {
    for (const table of unit.publish ?? []) this.rowsOf(table);
    // What a unit brings may throw: all of it is asked for before anything is changed.
    const derived = this.#derivedOf(unit);
    const changed = foldRows([...(unit.rows ?? []), ...(derived.rows ?? [])], (table, key) =>
      this.rowsOf(table).get(keyText(key)),
    );
    for (const key of unit.releases ?? []) {
      if (this.holder(key) === key.holder) this.keys.delete(nameOf(key));
    }
    for (const key of unit.claims ?? []) this.keys.set(nameOf(key), key.holder);
    if (unit.inbox !== undefined) this.inbox.set(unit.inbox.commandId, { ...unit.inbox });
    for (const record of [...(unit.records ?? []), ...(derived.records ?? [])]) this.#write(record);
    this.#update(changed);
    return (unit.appends ?? []).map((append) => this.#append(append));
  }

  #derivedOf({ derivation, appends = [] }: Unit): Derived {
    if (derivation === undefined) return {};
    const end = this.log.length;
    const position = end + appends.reduce((sum, { events }) => sum + events.length, 0);
    const records = derivation.reads.map(({ collection, key }) => this.records.get(collection)?.get(key));
    return derivation.derive({ records, end, position });
  }

  rowsOf(table: TableVersion): Map<string, Row> {
    const kept = this.tables.get(tableId(table));
    if (kept === undefined) throw new TypeError(`There is no table ${table.name} ${table.version}`);
    return kept.rows;
  }

  #update(changed: ReturnType<typeof foldRows>): void {
    for (const { table, key, row } of changed) {
      if (row === undefined) this.rowsOf(table).delete(keyText(key));
      else this.rowsOf(table).set(keyText(key), row);
    }
  }

  #write({ collection, key, value, due }: RecordWrite): void {
    if (value === undefined) {
      this.records.get(collection)?.delete(key);
      return;
    }
    const version = this.recordVersion(collection, key) + 1;
    const written: StoredRecord = { collection, key, version, value, ...(due === undefined ? {} : { due }) };
    const records = this.records.get(collection) ?? new Map<string, StoredRecord>();
    this.records.set(collection, records.set(key, written));
  }

  #append({ stream, category, events, snapshot }: Append): Appended {
    const stored = this.streams.get(stream) ?? [];
    if (events.length > 0) this.streams.set(stream, stored);
    for (const { type, schema, data, meta } of events) {
      const version = stored.length + 1;
      const position = this.log.length + 1;
      const event: StoredEvent = { stream, category, version, position, type, schema, data, meta };
      stored.push(event);
      this.log.push(event);
    }
    const position = events.length > 0 ? this.log.length : 0;
    if (snapshot !== undefined) {
      this.snapshots.set(stream, { ...snapshot, version: stored.length, position });
    }
    return { stream, version: stored.length, position };
  }
}

function nameOf({ category, clause, key }: UniqueKey): string {
  return JSON.stringify([category, clause, key]);
}

function recordsOf(content: Content, collection: string): StoredRecord[] {
  return [...(content.records.get(collection)?.values() ?? [])];
}

class MemoryStore implements Store {
  readonly #content: Content;
  readonly #listeners = new Listeners();
  #open = true;

  constructor(content: Content) {
    this.#content = content;
  }

  commit(unit: Unit): Promise<CommitResult> {
    return this.#answer((content) => {
      assertStorable(unit);
      const refusal = refusalOf(unit, content);
      if (refusal !== undefined) return { ok: false, refusal };
      const appends = content.apply(unit);
      this.#listeners.call();
      return { ok: true, appends };
    });
  }

  onCommit(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  readStream(stream: string, after: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.#answer((content) => (content.streams.get(stream) ?? []).slice(after, after + limit));
  }

  readLog(after: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.#answer((content) => content.log.slice(after, after + limit));
  }

  head(stream: string): Promise<number> {
    return this.#answer((content) => content.head(stream));
  }

  findCommand(commandId: string): Promise<InboxEntry | undefined> {
    return this.#answer((content) => content.findCommand(commandId));
  }

  findSnapshot(stream: string): Promise<StoredSnapshot | undefined> {
    return this.#answer((content) => content.snapshots.get(stream));
  }

  logEnd(): Promise<number> {
    return this.#answer((content) => content.log.length);
  }

  findRecord(collection: string, key: string): Promise<StoredRecord | undefined> {
    return this.#answer((content) => content.records.get(collection)?.get(key));
  }

  listRecords(
    collection: string,
    { prefix = "", after, limit }: RecordRange,
  ): Promise<readonly StoredRecord[]> {
    return this.#answer((content) =>
      recordsOf(content, collection)
        .filter(({ key }) => key.startsWith(prefix) && (after === undefined || compareText(key, after) > 0))
        .sort((a, b) => compareText(a.key, b.key))
        .slice(0, limit),
    );
  }

  dueRecords(collection: string, until: string, limit: number): Promise<readonly StoredRecord[]> {
    return this.#answer((content) =>
      recordsOf(content, collection)
        .filter(({ due }) => due !== undefined && due <= until)
        .sort((a, b) => compareText(a.due ?? "", b.due ?? "") || compareText(a.key, b.key))
        .slice(0, limit),
    );
  }

  createTable(table: Table): Promise<void> {
    return this.#answer(({ tables }) => {
      const { name, version } = table;
      if (!tables.has(tableId(table))) tables.set(tableId(table), { name, version, rows: new Map() });
    });
  }

  dropTable(table: TableVersion): Promise<void> {
    return this.#answer(({ tables }) => {
      tables.delete(tableId(table));
    });
  }

  listTables(): Promise<readonly TableVersion[]> {
    return this.#answer(({ tables }) => [...tables.values()].map(({ name, version }) => ({ name, version })));
  }

  findRow(table: Table, key: readonly unknown[]): Promise<Row | undefined> {
    return this.#answer((content) => copyValue(content.rowsOf(table).get(keyText(key))));
  }

  findRows(table: Table, keys: readonly (readonly unknown[])[]): Promise<readonly (Row | undefined)[]> {
    return this.#answer((content) => {
      const rows = content.rowsOf(table);
      return keys.map((key) => copyValue(rows.get(keyText(key))));
    });
  }

  selectRows(table: Table, query: RowQuery): Promise<readonly Row[]> {
    return this.#answer((content) => copyValue(select(table, content.rowsOf(table).values(), query)));
  }

  close(): Promise<void> {
    this.#open = false;
    return Promise.resolve();
  }

  /** Answers as a store does that has to wait: with a promise, also for what it throws. */
  #answer<T>(ask: (content: Content) => T): Promise<T> {
    return new Promise((resolve) => {
      if (!this.#open) throw new Closed("The store is closed.");
      resolve(ask(this.#content));
    });
  }
}
