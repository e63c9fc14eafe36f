// What docs/operations.md says of backups: those ways of taking one of a store that is in use give a store that is whole.
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { sqlite } from "@esdl/runtime/sqlite";
import { account, deposit, started, told } from "./bank-app.js";
import { Account } from "./account.js";
import { scratch } from "./stores.js";

/** Ways to copy a store, each from a connection of its own. */
const ways: Readonly<Record<string, (from: string, to: string) => void | Promise<void>>> = {
  "VACUUM INTO": (from, to) => {
    const connection = new Database(from, { readonly: true });
    connection.prepare("VACUUM INTO ?").run(to);
    connection.close();
  },
  "SQLite's backup": async (from, to) => {
    const connection = new Database(from, { readonly: true });
    await connection.backup(to);
    connection.close();
  },
};

it.each(Object.entries(ways))("%s of a store in use opens as a store", async (_, copied) => {
  const folder = scratch();
  const file = join(folder, "store.db");
  const app = await started(sqlite(file));
  await told(app, account(), "open");
  const stop = new AbortController();
  const busy = (async () => {
    for (let n = 0; !stop.signal.aborted || n < 20; n++) await told(app, deposit("1"));
  })();
  await copied(file, join(folder, "backup.db"));
  const before = (await app.history(Account, "a")).length;
  stop.abort();
  await busy;

  const restored = await started(sqlite(join(folder, "backup.db")));
  const events = await restored.history(Account, "a");
  expect(events.length).toBeGreaterThan(0);
  expect(events.length).toBeLessThanOrEqual(before);
  expect(events.map(({ version }) => version)).toEqual(Array.from(events, (_, at) => at + 1));
  expect((await restored.load(Account, "a"))?.version).toBe(events.length);
  // What was answered is known, and keys are held.
  expect(await told(restored, account(), "open")).toBe(1);
  expect(await told(restored, account("b", "a"))).toMatchObject({ type: "NumberTaken" });
});

it("keeps everything in one file once the last app has closed", async () => {
  const file = join(scratch(), "store.db");
  const app = await started(sqlite(file));
  await told(app, account());
  expect(existsSync(`${file}-wal`)).toBe(true);
  await app.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  cpSync(file, `${file}.copy`);
  const copy = await started(sqlite(`${file}.copy`));
  expect(await copy.history(Account, "a")).toHaveLength(1);
});
