/**
 * What only the SQLite store has: its file, its format, its lock, its driver.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { sqlite } from "@esdl/runtime/sqlite";
import { StoreError, type Store } from "@esdl/runtime";
import { events, key, opened, scratch } from "./stores.js";

/** A new file with what a program has put into it. */
function fileWith(write: (database: Database.Database) => void): string {
  const file = join(scratch(), "store.db");
  const database = new Database(file);
  write(database);
  database.close();
  return file;
}

async function refusal(file: string): Promise<string> {
  const opening = sqlite(file).open();
  await expect(opening).rejects.toThrow(StoreError);
  return opening.then(
    () => "",
    (error: unknown) => String(error),
  );
}

const append = (stream: string, count = 1) => ({
  stream,
  category: "Note",
  expected: "any" as const,
  events: events(count),
});

describe("the SQLite file", () => {
  it("is made with our mark and the version of the format, and opens again", async () => {
    const file = join(scratch(), "new.db");
    const store = await sqlite(file).open();
    await store.commit({ appends: [append("s")] });
    await store.close();
    const database = new Database(file, { readonly: true });
    expect(database.pragma("application_id", { simple: true })).toBe(0x4553444c);
    expect(database.pragma("user_version", { simple: true })).toBe(1);
    expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
    database.close();
    expect(await (await opened(sqlite(file))).head("s")).toBe(1);
  });

  it("is refused and left alone when another program made it", async () => {
    const marked = fileWith((database) => database.pragma("application_id = 77"));
    const unmarked = fileWith((database) => database.exec("CREATE TABLE theirs (a)"));
    for (const file of [marked, unmarked]) {
      expect(await refusal(file)).toMatch(/another program.*Choose another file/);
      const database = new Database(file, { readonly: true });
      expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'events'").all()).toEqual([]);
      expect(database.pragma("journal_mode", { simple: true })).toBe("delete");
      database.close();
    }
  });

  it("is refused when its format is of a later version", async () => {
    const file = fileWith((database) => {
      database.pragma(`application_id = ${String(0x4553444c)}`);
      database.pragma("user_version = 2");
    });
    expect(await refusal(file)).toMatch(/format 2.*reads format 1.*Update @esdl\/runtime/);
  });

  it("is refused when it is none, or its folder is missing", async () => {
    const folder = scratch();
    const text = join(folder, "text.db");
    writeFileSync(text, "not a database ".repeat(100));
    expect(await refusal(text)).toMatch(/not an SQLite file/);
    expect(await refusal(join(folder, "missing", "store.db"))).toMatch(
      /Cannot open.*directory does not exist/,
    );
    mkdirSync(join(folder, "folder.db"));
    expect(await refusal(join(folder, "folder.db"))).toMatch(/Cannot open/);
    expect(() => sqlite("")).toThrow(/file name/);
  });

  it("makes a second event of one version impossible, whatever the code does", async () => {
    const file = join(scratch(), "store.db");
    const store = await opened(sqlite(file));
    await store.commit({ appends: [append("s")] });
    const database = new Database(file);
    onTestFinished(() => {
      database.close();
    });
    const insert =
      "INSERT INTO events (stream, version, category, type, schema, data, meta) VALUES (?, 1, '', '', 1, '', '')";
    expect(() => database.prepare(insert).run("s")).toThrow(/UNIQUE/);
  });

  it("lives in memory as ':memory:', each time anew", async () => {
    const source = sqlite(":memory:");
    const [one, other] = [await opened(source), await opened(source)];
    await one.commit({ appends: [append("s")] });
    expect(await one.head("s")).toBe(1);
    expect(await other.head("s")).toBe(0);
  });

  it("is not opened with options that mean nothing", () => {
    for (const busyTimeout of [-1, 0.5, Number.NaN, Infinity]) {
      expect(() => sqlite("x.db", { busyTimeout })).toThrow(/busyTimeout/);
    }
    const options: object = { synchronous: "off" };
    expect(() => sqlite("x.db", options)).toThrow(/"full" or "normal"/);
  });
});

describe("the lock of the SQLite file", () => {
  /** A store, and another connection that can hold the lock against it. */
  async function locked(
    busyTimeout: number,
  ): Promise<{ readonly store: Store; readonly rival: Database.Database }> {
    const file = join(scratch(), "store.db");
    const store = await opened(sqlite(file, { busyTimeout }));
    const rival = new Database(file);
    onTestFinished(() => {
      rival.close();
    });
    return { store, rival };
  }

  it("is waited for, while reads go on and the process does other things", async () => {
    const { store, rival } = await locked(10_000);
    await store.commit({ appends: [append("s")] });
    rival.exec("BEGIN IMMEDIATE");
    const waiting = store.commit({ appends: [append("s")] });
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    await new Promise((resolve) => setTimeout(resolve, 300));
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(3);
    expect(await store.head("s")).toBe(1);
    rival.exec("COMMIT");
    expect(await waiting).toMatchObject({ ok: true });
  });

  it("is given up after the time that was set, and nothing is stored then", async () => {
    const { store, rival } = await locked(100);
    rival.exec("BEGIN IMMEDIATE");
    const waiting = [store.commit({ appends: [append("s")] }), store.commit({ claims: [key("k", "s")] })];
    for (const one of await Promise.allSettled(waiting)) {
      expect(one).toMatchObject({ status: "rejected" });
      expect(String(one.status === "rejected" ? one.reason : "")).toMatch(
        /locked.*100 ms.*Nothing was stored/,
      );
    }
    rival.exec("COMMIT");
    expect(await store.commit({ appends: [append("s")] })).toMatchObject({
      ok: true,
      appends: [{ version: 1 }],
    });
  });
});

describe("a failure while a group is written", () => {
  it("fails the one that caused it, and not its neighbours", async () => {
    const file = join(scratch(), "store.db");
    const store = await opened(sqlite(file));
    const saboteur = new Database(file);
    saboteur.exec(
      "CREATE TRIGGER poison BEFORE INSERT ON events WHEN new.stream = 'bad' BEGIN SELECT raise(ABORT, 'poisoned'); END",
    );
    saboteur.close();
    const settled = await Promise.allSettled(
      ["a", "bad", "b"].map((stream) =>
        store.commit({
          appends: [append(stream)],
          inbox: { commandId: stream, fingerprint: "f", outcome: "o" },
        }),
      ),
    );
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect((await store.readLog(0, 10)).map(({ stream }) => stream)).toEqual(["a", "b"]);
    expect(await store.findCommand("bad")).toBeUndefined();
  });
});
