/**
 * The stores that must keep the same promises, each on fresh ground.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  memory,
  type CommitResult,
  type NewEvent,
  type Unit,
  type Store,
  type StoreSource,
  type UniqueKey,
} from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";

/** A folder that goes away after the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "esdl-store-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Every store: opening what `fresh` answers a second time opens the same content. */
export const stores: readonly { readonly name: string; readonly fresh: () => StoreSource }[] = [
  { name: "memory", fresh: memory },
  { name: "SQLite", fresh: () => sqlite(join(scratch(), "store.db")) },
];

/** Opens a store for one test. */
export async function opened(source: StoreSource): Promise<Store> {
  const store = await source.open();
  onTestFinished(() => store.close());
  return store;
}

/** A store that is the same as another but for some of its methods. */
export function overriding(source: StoreSource, methods: (store: Store) => Partial<Store>): StoreSource {
  return {
    async open() {
      const store = await source.open();
      return {
        commit: (unit) => store.commit(unit),
        readStream: (...args) => store.readStream(...args),
        readLog: (...args) => store.readLog(...args),
        head: (stream) => store.head(stream),
        findCommand: (id) => store.findCommand(id),
        findSnapshot: (stream) => store.findSnapshot(stream),
        logEnd: () => store.logEnd(),
        findRecord: (...args) => store.findRecord(...args),
        listRecords: (...args) => store.listRecords(...args),
        dueRecords: (...args) => store.dueRecords(...args),
        createTable: (table) => store.createTable(table),
        dropTable: (table) => store.dropTable(table),
        listTables: () => store.listTables(),
        findRow: (...args) => store.findRow(...args),
        findRows: (...args) => store.findRows(...args),
        selectRows: (...args) => store.selectRows(...args),
        onCommit: (listener) => store.onCommit(listener),
        close: () => store.close(),
        ...methods(store),
      };
    },
  };
}

/** A store that is the same as another but for how it commits. */
export const committingWith = (
  source: StoreSource,
  commit: (store: Store, unit: Unit) => Promise<CommitResult>,
): StoreSource => overriding(source, (store) => ({ commit: (unit) => commit(store, unit) }));

/** An event with some text in it. */
export function event(text = "x"): NewEvent {
  return { type: "Noted", schema: 1, data: JSON.stringify({ text }), meta: "{}" };
}

/** A number of events. */
export function events(count: number, text = "x"): NewEvent[] {
  return Array.from({ length: count }, (_, index) => event(`${text}${String(index + 1)}`));
}

/** A key of the one clause that these tests use. */
export function key(text: string, holder: string): UniqueKey {
  return { category: "Note", clause: "title", key: text, holder };
}
