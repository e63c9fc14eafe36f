/** What can befall the file under a projection: a lock that is held, a disk that is full. */
import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import type { Store } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { opened, scratch } from "../stores/stores.js";
import { added, append, expected, projectionsOf, totals, until } from "./support.js";

const some = (count: number): ReturnType<typeof added>[] =>
  Array.from({ length: count }, (_, n) => added(`k${String(n % 11)}`, n));

async function rowsOf(store: Store, projections: ReturnType<typeof projectionsOf>) {
  const after = { position: await store.logEnd() };
  return (await projections.reader(totals()).list({ after, limit: 10_000 })).rows;
}

it("lags behind a write transaction that stays open, says so in its health, answers meanwhile, and catches up", async () => {
  const file = join(scratch(), "store.db");
  const store = await opened(sqlite(file, { busyTimeout: 50 }));
  await append(store, some(20));
  const projections = projectionsOf(store);
  await projections.start();
  const before = await rowsOf(store, projections);

  const other = new Database(file);
  other.exec("BEGIN IMMEDIATE");
  other.exec(
    "INSERT INTO events (stream, version, category, type, schema, data, meta) " +
      `VALUES ('Counter-x', 1, 'Counter', 'Added', 1, '{"key":"k1","by":5}', '{}')`,
  );
  // Committed, and the lock taken again, before anybody can follow.
  other.exec("COMMIT; BEGIN IMMEDIATE");
  const health = async () => (await projections.health())[0]!;
  await until(async () => (await health()).failures > 1, "it is told");
  expect(await health()).toMatchObject({ position: 20, lag: { events: 1 } });
  expect((await health()).lastFailure).toMatch(/another process has held it for 50 ms/);
  expect((await projections.reader(totals()).list()).rows).toEqual(before);
  other.exec("COMMIT");
  other.close();
  expect(await rowsOf(store, projections)).toEqual(await expected(store));
  expect(await health()).toMatchObject({ position: 21, lag: { events: 0 }, state: "live" });
});

it("loses and doubles nothing when the disk is full for a while", async () => {
  const connections: Database.Database[] = [];
  const prototype = Database.prototype as { pragma: (this: Database.Database, ...args: never[]) => unknown };
  const { pragma } = prototype;
  prototype.pragma = function (...args) {
    connections.push(this);
    return pragma.apply(this, args);
  };
  const store = await opened(sqlite(join(scratch(), "store.db")));
  prototype.pragma = pragma;
  const connection = connections.at(-1)!;
  const room = (pages: number): void => {
    const used = Number(connection.pragma("page_count", { simple: true }));
    connection.pragma(`max_page_count = ${String(used + pages)}`);
  };
  await append(store, some(20));
  // So many rows that their table grows.
  const many = (from: number) =>
    Array.from({ length: 400 }, (_, n) => added(`${String(from + n)}-${"x".repeat(40)}`, n));
  const projections = projectionsOf(store);
  await projections.start();
  await rowsOf(store, projections);
  let refused = 0;
  for (let round = 0; round < 5; round++) {
    await append(store, many(round * 400));
    room(2);
    const failures = (await projections.health())[0]!.failures;
    await until(async () => (await projections.health())[0]!.failures > failures, "the projection is told");
    expect((await projections.health())[0]!.lastFailure).toMatch(/disk is full/);
    // Commands fail, too, and are not stored in part.
    const end = await store.logEnd();
    await append(store, many(0)).then(
      () => undefined,
      () => refused++,
    );
    expect(await store.logEnd()).toBe(end);
    connection.pragma("max_page_count = 1000000");
    await pause(5);
    expect(await rowsOf(store, projections)).toEqual(await expected(store));
  }
  expect(refused).toBe(5);
});
