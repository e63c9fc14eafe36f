/** Projections through an app: reading one's own writes, inline and not, and what an operator sees. */
import { describe, expect, it, onTestFinished } from "vitest";
import {
  createApp,
  ProjectionFailed,
  type App,
  type AppOptions,
  type ProjectionDefinition,
  type StoreSource,
} from "@esdl/runtime";
import { addDecimal } from "@esdl/runtime/values";
import { Account, bank, Close, Deposit, externals, Open } from "../stores/account.js";
import { opened, scratch, stores } from "../stores/stores.js";
import { sqlite } from "@esdl/runtime/sqlite";
import { join } from "node:path";

interface Overview {
  readonly account: string;
  readonly balance: string;
  readonly movements: number;
}

const definition: ProjectionDefinition<Overview, string> = {
  name: "Bank.Overview",
  table: {
    name: "Bank.Overview",
    version: "1",
    key: [{ name: "account", type: "text" }],
    columns: [
      { name: "balance", type: "decimal", ordered: true },
      { name: "movements", type: "int" },
    ],
    indexes: [[{ column: "balance", descending: true }]],
  },
  keyOf: (key) => [key],
  events: {
    "Bank.Account": {
      Opened: ({ id }) => [{ key: [id], update: () => ({ account: id, balance: "0", movements: 0 }) }],
      Deposited: ({ id, data }) => [
        {
          key: [id],
          update: (row) => {
            const { amount } = data as { readonly amount: string };
            if (amount === "13") throw new RangeError("unlucky");
            return (
              row && {
                ...row,
                balance: addDecimal(row.balance, amount),
                movements: row.movements + 1,
              }
            );
          },
        },
      ],
    },
  },
};
const Overview = { definition };
const richest = (least: string, n?: number) => ({
  projection: "Bank.Overview",
  where: { op: ">=", left: { column: "balance" }, right: { value: least, type: "decimal" } } as const,
  order: [{ column: "balance", descending: true } as const],
  ...(n === undefined ? {} : { limit: n }),
});

async function appOf(store: StoreSource, options: Partial<AppOptions> = {}): Promise<App> {
  const app = await createApp({
    modules: [{ ...bank, projections: [definition] }],
    store,
    externals,
    ...options,
  });
  onTestFinished(() => app.close());
  return app;
}

describe.each(stores)("$name: projections of an app", ({ fresh }) => {
  it("let a command's own writes be read, by whatever it answered", async () => {
    const app = await appOf(fresh());
    await app.start();
    const opened = await app.execute(Open({ accountId: "a", number: "1" }));
    expect(await app.read(Overview).get("a", { after: opened })).toEqual({
      account: "a",
      balance: "0",
      movements: 0,
    });
    for (let n = 1; n <= 20; n++) {
      const done = await app.execute(Deposit({ accountId: "a", amount: "1.5" }));
      expect(await app.read(Overview).get("a", { after: done })).toMatchObject({ movements: n });
    }
    const rejected = await app.execute(Open({ accountId: "a", number: "1" }));
    expect(rejected.ok).toBe(false);
    expect(await app.read(Overview).get("a", { after: rejected })).toMatchObject({ balance: "30" });
    expect(await app.read(Overview).get("nobody")).toBeUndefined();
  });

  it("are listed and queried page by page", async () => {
    const app = await appOf(fresh());
    await app.start();
    let done;
    for (let n = 1; n <= 12; n++) {
      const accountId = `a${String(n).padStart(2, "0")}`;
      await app.execute(Open({ accountId, number: accountId }));
      done = await app.execute(Deposit({ accountId, amount: String(n === 12 ? 1 : n % 5 || 9) }));
    }
    const read = app.read(Overview);
    const first = await read.list({ limit: 5, after: done });
    expect(first.rows.map(({ account }) => account)).toEqual(["a01", "a02", "a03", "a04", "a05"]);
    await app.execute(Open({ accountId: "a000", number: "between" }));
    const second = await read.list({ limit: 100, cursor: first.cursor! });
    expect(second.rows.map(({ account }) => account)[0]).toBe("a06");
    expect(second.cursor).toBeUndefined();
    expect((await read.find(richest("3"))).map(({ account }) => account)).toEqual([
      "a05",
      "a10",
      "a04",
      "a09",
      "a03",
      "a08",
    ]);
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await read.page(richest("1", 5), {
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.rows.map(({ account }) => account));
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
    expect(seen).toEqual(["a05", "a10", "a04", "a09", "a03"]);
    await expect(read.page(richest("1"), { cursor: first.cursor! })).rejects.toThrow(
      "The cursor is not of this query",
    );
    await expect(read.list({ limit: 0 })).rejects.toThrow("limit");
  });

  it("commit with the append where that is asked for, and show nothing of a command that was refused", async () => {
    const source = fresh();
    const app = await appOf(source, { projections: { inline: [Overview] } });
    await app.start();
    await app.execute(Open({ accountId: "a", number: "1" }));
    await Promise.all(
      Array.from({ length: 20 }, () => app.execute(Deposit({ accountId: "a", amount: "1" }))),
    );
    await app.execute(Close({ accountId: "a" }));
    await app.execute(Deposit({ accountId: "a", amount: "1" }));
    // Without `after`: what was answered is there.
    expect(await app.read(Overview).get("a")).toEqual({ account: "a", balance: "20", movements: 20 });
  });

  it("catch up before they commit with the append, whoever appended without them", async () => {
    const source = fresh();
    const plain = await appOf(source);
    await plain.execute(Open({ accountId: "a", number: "1" }));
    await plain.execute(Deposit({ accountId: "a", amount: "1" }));
    const app = await appOf(source, { projections: { inline: [Overview] } });
    await app.start();
    for (let n = 0; n < 10; n++) {
      await plain.execute(Deposit({ accountId: "a", amount: "1" }));
      const done = await app.execute(Deposit({ accountId: "a", amount: "1" }));
      expect(await app.read(Overview).get("a", { after: done })).toMatchObject({ movements: 3 + 2 * n });
    }
  });

  it("fail a command that one which commits with the append cannot apply, and store nothing of it", async () => {
    const source = fresh();
    const app = await appOf(source, { projections: { inline: [Overview] } });
    await app.start();
    await app.execute(Open({ accountId: "a", number: "1" }));
    const others = Array.from({ length: 5 }, () => app.execute(Deposit({ accountId: "a", amount: "1" })));
    const unlucky = app.execute(Deposit({ accountId: "a", amount: "13" }), { commandId: "unlucky" });
    await expect(unlucky).rejects.toThrow(ProjectionFailed);
    await expect(unlucky).rejects.toThrow(
      "Bank.Overview commits with the append, and cannot apply Deposited of Bank.Account-a: unlucky. Nothing was stored.",
    );
    for (const other of others) expect(await other).toMatchObject({ ok: true });
    const store = await opened(source);
    expect(await store.findCommand("unlucky"), "no answer is kept").toBeUndefined();
    expect(await store.head("Bank.Account-a")).toBe(6);
    expect(await app.load(Account, "a")).toMatchObject({ version: 6, state: { balance: "5" } });
    expect(await app.read(Overview).get("a")).toMatchObject({ balance: "5", movements: 5 });
    expect((await app.health()).projections).toMatchObject([{ state: "live", position: 6, parked: [] }]);
    // The command may come again, mended.
    const mended = Deposit({ accountId: "a", amount: "12" });
    expect(await app.execute(mended, { commandId: "unlucky" })).toMatchObject({ ok: true, version: 7 });
    expect(await app.read(Overview).get("a")).toMatchObject({ balance: "17" });
  });

  it("park inline ones at what was appended without them, and let commands go on", async () => {
    const source = fresh();
    const plain = await appOf(source);
    await plain.execute(Open({ accountId: "a", number: "1" }));
    await plain.execute(Deposit({ accountId: "a", amount: "13" }));
    const app = await appOf(source, { projections: { inline: [Overview] } });
    await app.start();
    const done = await app.execute(Deposit({ accountId: "a", amount: "1" }));
    expect(done).toMatchObject({ ok: true, version: 3 });
    await expect(app.read(Overview).get("a", { after: done, timeout: 200 })).rejects.toThrow("unlucky");
    expect((await app.health()).projections).toMatchObject([
      { name: "Bank.Overview", state: "parked", position: 1, parked: [{ position: 2 }] },
    ]);
    await app.projections.skip("Bank.Overview", 2);
    expect(await app.read(Overview).get("a", { after: done })).toMatchObject({ balance: "1" });
    await app.execute(Deposit({ accountId: "a", amount: "1" }));
    expect(await app.read(Overview).get("a", { after: { position: 4 } })).toMatchObject({ balance: "2" });
  });

  it("say what is wrong with what they were asked", async () => {
    const app = await appOf(fresh());
    await expect(app.read(Overview).get("a", { timeout: 1 })).rejects.toThrow(
      "it has no table yet: has the app been started?",
    );
    const other = { definition: { ...definition, name: "Bank.Nothing" } };
    expect(() => app.read(other)).toThrow("The app has no projection Bank.Nothing");
    await expect(app.projections.retry("Bank.Nothing")).rejects.toThrow("it has Bank.Overview");
    await expect(app.read(Overview).find({ projection: "Bank.Nothing" })).rejects.toThrow(
      "The query is one of Bank.Nothing",
    );
    const wrong: [Partial<AppOptions>, string][] = [
      [{ projections: { partitions: { Nothing: 2 } } }, "partitions has Nothing"],
      [{ projections: { partitions: { "Bank.Overview": 0 } } }, "from 1 to 1024"],
      [{ projections: { inline: [other] } }, "inline has Bank.Nothing"],
      [{ projections: { inline: [Overview], partitions: { "Bank.Overview": 2 } } }, "cannot have partitions"],
    ];
    for (const [options, message] of wrong) await expect(appOf(fresh(), options)).rejects.toThrow(message);
    const elsewhere = { ...definition, events: { "Shop.Order": {} } };
    await expect(appOf(fresh(), { modules: [{ ...bank, projections: [elsewhere] }] })).rejects.toThrow(
      "handles events of Shop.Order: give createApp the module of Shop too",
    );
  });
});

it("can be read at an SQL prompt under the name of the projection", async () => {
  const file = join(scratch(), "bank.db");
  const app = await appOf(sqlite(file));
  await app.start();
  await app.execute(Open({ accountId: "a", number: "1" }));
  const done = await app.execute(Deposit({ accountId: "a", amount: "12.5" }));
  await app.read(Overview).get("a", { after: done });
  const { default: Database } = await import("better-sqlite3");
  const database = new Database(file, { readonly: true });
  const rows: unknown = database.prepare('SELECT * FROM "Bank.Overview" ORDER BY balance').all();
  database.close();
  expect(rows).toEqual([{ account: "a", balance: "12.5", movements: 1 }]);
});
