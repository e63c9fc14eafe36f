/**
 * What every store promises, whatever it is made of. reliability: each test says what it tries to break.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Append, CommitResult, Expected, RecordWrite, Store, StoredEvent, Unit } from "@esdl/runtime";
import { event, events, key, opened, stores } from "./stores.js";

const append = (stream: string, expected: Expected, count = 1, text = stream): Append => ({
  stream,
  category: "Note",
  expected,
  events: events(count, text),
});

async function wholeLog(store: Store, limit = 1000): Promise<StoredEvent[]> {
  const log: StoredEvent[] = [];
  for (;;) {
    const page = await store.readLog(log.at(-1)?.position ?? 0, limit);
    log.push(...page);
    if (page.length < limit) return log;
  }
}

const texts = (log: readonly StoredEvent[]): string[] =>
  log.map(({ data }) => String((JSON.parse(data) as { text: unknown }).text));

const isOk = ({ ok }: CommitResult): boolean => ok;

/** Every expected version, and how many events a stream must have for it. */
const expectations: readonly { readonly expected: Expected; readonly meets: (actual: number) => boolean }[] =
  [
    { expected: "any", meets: () => true },
    { expected: "new", meets: (actual) => actual === 0 },
    { expected: "exists", meets: (actual) => actual > 0 },
    ...[0, 1, 2, 3].map((version) => ({ expected: version, meets: (actual: number) => actual === version })),
  ];

/** Texts that have broken stores. */
const hostile: readonly string[] = [
  "",
  "'",
  '"',
  "\\",
  "'; DROP TABLE events; --",
  "nul\u0000inside",
  "\u0000",
  "line\u2028separator\u2029",
  "\r\n\t",
  "__proto__",
  "constructor",
  "toString",
  "%_[]*?",
  "😀 ﷽ e\u0301",
  "\ufeffbom",
  "\uffff",
  "a".repeat(100_000),
  '{"$ne":null}',
  "$1 :name @name ?1",
];

describe.each(stores)("$name: appends", ({ fresh }) => {
  for (const { expected, meets } of expectations) {
    for (const actual of [0, 1, 2]) {
      const accepted = meets(actual);
      it(`${accepted ? "accepts" : "refuses"} ${String(expected)} on a stream of ${String(actual)} events`, async () => {
        const store = await opened(fresh());
        if (actual > 0) await store.commit({ appends: [append("s", "new", actual)] });
        const result = await store.commit({ appends: [append("s", expected, 2)] });
        expect(result).toEqual(
          accepted
            ? { ok: true, appends: [{ stream: "s", version: actual + 2, position: actual + 2 }] }
            : { ok: false, refusal: { kind: "conflict", stream: "s", actual } },
        );
        expect(await store.head("s")).toBe(accepted ? actual + 2 : actual);
        expect(await store.readStream("s", 0, 100)).toHaveLength(accepted ? actual + 2 : actual);
      });
    }
  }

  it("keeps what N parallel appends were acknowledged, and nothing else", async () => {
    const store = await opened(fresh());
    const results = await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        store.commit({
          appends: [append(`s${String(n % 7)}`, n % 3 === 0 ? n % 5 : "any", 1, `${String(n)}/`)],
        }),
      ),
    );
    const acknowledged = results.flatMap((result, n) => (result.ok ? [`${String(n)}/1`] : []));
    expect(acknowledged.length).toBeGreaterThan(200);
    expect(acknowledged.length).toBeLessThan(300);
    expect(texts(await wholeLog(store)).sort()).toEqual(acknowledged.sort());
  });

  it("lets one of many appends at one version win", async () => {
    const store = await opened(fresh());
    const results = await Promise.all(
      Array.from({ length: 20 }, () => store.commit({ appends: [append("s", 0)] })),
    );
    expect(results.filter(isOk)).toHaveLength(1);
    expect(await store.head("s")).toBe(1);
  });

  it("does not let a unit that is refused, or that cannot be stored, fail its neighbours", async () => {
    const store = await opened(fresh());
    const unstorable: Unit = {
      appends: [{ ...append("bad", "any"), events: [{ ...event(), data: "\ud800" }] }],
    };
    const settled = await Promise.allSettled([
      store.commit({ appends: [append("a", "new")], claims: [key("k", "a")] }),
      store.commit({ appends: [append("b", "exists")] }),
      store.commit({ appends: [append("c", "new")], claims: [key("k", "c")] }),
      store.commit(unstorable),
      store.commit({ appends: [append("a", 1)] }),
      store.commit({ appends: [append("d", "new")] }),
    ]);
    expect(settled.map((one) => (one.status === "fulfilled" ? one.value.ok : "thrown"))).toEqual([
      true,
      false,
      false,
      "thrown",
      true,
      true,
    ]);
    expect((await wholeLog(store)).map(({ stream }) => stream)).toEqual(["a", "a", "d"]);
  });

  it("stores nothing of a unit that is refused at its last part", async () => {
    const store = await opened(fresh());
    await store.commit({ appends: [append("holder", "new")], claims: [key("taken", "holder")] });
    const refused = await store.commit({
      appends: [append("s", "new"), append("t", "new")],
      inbox: { commandId: "c", fingerprint: "f", outcome: "o" },
      claims: [key("free", "s"), key("taken", "s")],
      releases: [key("taken", "holder2")],
    });
    expect(refused.ok).toBe(false);
    expect(await store.head("s")).toBe(0);
    expect(await store.findCommand("c")).toBeUndefined();
    expect((await store.commit({ claims: [key("free", "other")] })).ok).toBe(true);
    expect(await wholeLog(store)).toHaveLength(1);
  });

  it("appends to several streams at once, each in its own order", async () => {
    const store = await opened(fresh());
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => {
        const appends = [append("x", "any", 2), append("y", "any", 1)];
        return store.commit({ appends: n % 2 === 0 ? appends : appends.reverse() });
      }),
    );
    for (const stream of ["x", "y"]) {
      const read = await store.readStream(stream, 0, 1000);
      expect(read.map(({ version }) => version)).toEqual(read.map((_, index) => index + 1));
      const positions = read.map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
    }
  });

  it("sees the first append of a unit when it judges the second to the same stream", async () => {
    const store = await opened(fresh());
    const both = await store.commit({ appends: [append("s", 0, 2), append("s", 2)] });
    expect(both).toMatchObject({ ok: true, appends: [{ version: 2 }, { version: 3 }] });
    const clash = await store.commit({ appends: [append("t", 0, 2), append("t", 0)] });
    expect(clash).toEqual({ ok: false, refusal: { kind: "conflict", stream: "t", actual: 2 } });
    expect(await store.head("t")).toBe(0);
  });

  it("orders a stream by commit, not by what its texts say of the time", async () => {
    const store = await opened(fresh());
    const times = ["2026-01-02", "2026-01-01", "2025-12-31"];
    for (const time of times) {
      await store.commit({
        appends: [
          { ...append("s", "any"), events: [{ ...event(time), meta: JSON.stringify({ occurredAt: time }) }] },
        ],
      });
    }
    expect(texts(await store.readStream("s", 0, 10))).toEqual(times);
  });
});

describe.each(stores)("$name: reads", ({ fresh }) => {
  it("pages through a stream from any version", async () => {
    const store = await opened(fresh());
    await store.commit({ appends: [append("s", "new", 5, "e"), append("other", "new", 3)] });
    expect(texts(await store.readStream("s", 0, 2))).toEqual(["e1", "e2"]);
    expect(texts(await store.readStream("s", 2, 2))).toEqual(["e3", "e4"]);
    expect(texts(await store.readStream("s", 4, 2))).toEqual(["e5"]);
    expect(await store.readStream("s", 5, 2)).toEqual([]);
    expect(await store.readStream("nobody", 0, 2)).toEqual([]);
    expect(await store.head("nobody")).toBe(0);
  });

  it("answers events as they were appended", async () => {
    const store = await opened(fresh());
    const appended = { type: "Noted", schema: 3, data: '{"a":1}', meta: '{"b":2}' };
    await store.commit({ appends: [{ stream: "s", category: "Note", expected: "new", events: [appended] }] });
    const stored = { ...appended, stream: "s", category: "Note", version: 1, position: 1 };
    expect(await store.readStream("s", 0, 10)).toEqual([stored]);
    expect(await store.readLog(0, 10)).toEqual([stored]);
  });

  it("never lets a reader of the log skip an event, however writers and pages fall", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ stream: fc.nat(3), count: fc.integer({ min: 1, max: 3 }), refused: fc.boolean() }),
          {
            minLength: 1,
            maxLength: 40,
          },
        ),
        fc.integer({ min: 1, max: 7 }),
        async (writes, limit) => {
          const store = await fresh().open();
          const written = { yet: false };
          const writers = Promise.all(
            writes.map(({ stream, count, refused }) =>
              // A refused unit stands for a transaction that was rolled back between others.
              store.commit({ appends: [append(`s${String(stream)}`, refused ? 1000 : "any", count)] }),
            ),
          ).finally(() => {
            written.yet = true;
          });
          const seen: StoredEvent[] = [];
          for (;;) {
            const last = written.yet;
            const page = await store.readLog(seen.at(-1)?.position ?? 0, limit);
            seen.push(...page);
            if (last && page.length === 0) break;
            await new Promise(setImmediate);
          }
          const results = await writers;
          const stored = results.flatMap(({ ok }, index) => (ok ? [writes[index]!.count] : []));
          expect(seen).toHaveLength(stored.reduce((sum, count) => sum + count, 0));
          const places = seen.map(({ stream, version }) => `${stream}@${String(version)}`);
          expect(new Set(places).size).toBe(places.length);
          expect(seen).toEqual(await wholeLog(store));
          await store.close();
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe.each(stores)("$name: inbox", ({ fresh }) => {
  const inbox = { commandId: "c", fingerprint: "f", outcome: "first" };

  it("answers a repeated command with the first entry, before anything else is judged", async () => {
    const store = await opened(fresh());
    await store.commit({ appends: [append("s", 0)], inbox });
    const again = await store.commit({ appends: [append("s", 0)], inbox: { ...inbox, outcome: "second" } });
    expect(again).toEqual({ ok: false, refusal: { kind: "duplicate", entry: inbox } });
    expect(await store.findCommand("c")).toEqual(inbox);
    expect(await store.findCommand("d")).toBeUndefined();
  });

  it("lets one of many units with one command id win, also in one group", async () => {
    const store = await opened(fresh());
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        store.commit({ appends: [append(`s${String(n)}`, "any")], inbox: { ...inbox, outcome: String(n) } }),
      ),
    );
    expect(results.filter(isOk)).toHaveLength(1);
    expect(await wholeLog(store)).toHaveLength(1);
  });

  it("knows commands, events, keys and snapshots again after it was closed", async () => {
    const source = fresh();
    const before = await source.open();
    const snapshot = { logic: "l", state: "{}" };
    await before.commit({ appends: [{ ...append("s", 0), snapshot }], inbox, claims: [key("k", "s")] });
    await before.close();
    const store = await opened(source);
    expect(await store.commit({ inbox })).toMatchObject({ refusal: { kind: "duplicate" } });
    expect(await store.commit({ claims: [key("k", "t")] })).toMatchObject({
      refusal: { kind: "taken", holder: "s" },
    });
    expect(await store.findSnapshot("s")).toEqual({ ...snapshot, version: 1, position: 1 });
    expect(await store.head("s")).toBe(1);
  });
});

describe.each(stores)("$name: unique keys", ({ fresh }) => {
  it("gives a key to one of two that claim it at once", async () => {
    const store = await opened(fresh());
    const [a, b] = await Promise.all([
      store.commit({ appends: [append("a", 0)], claims: [key("k", "a")] }),
      store.commit({ appends: [append("b", 0)], claims: [key("k", "b")] }),
    ]);
    expect(a).toMatchObject({ ok: true });
    expect(b).toEqual({ ok: false, refusal: { kind: "taken", key: key("k", "b"), holder: "a" } });
    expect(await store.head("b")).toBe(0);
  });

  it("lets a holder claim again, release, and another take what was released", async () => {
    const store = await opened(fresh());
    const steps: readonly [Unit, boolean][] = [
      [{ claims: [key("k", "a")] }, true],
      [{ claims: [key("k", "a")] }, true],
      [{ releases: [key("k", "b")] }, true],
      [{ claims: [key("k", "b")] }, false],
      [{ releases: [key("k", "a")], claims: [key("l", "a")] }, true],
      [{ claims: [key("k", "b")] }, true],
      [{ claims: [key("l", "b")] }, false],
    ];
    for (const [unit, ok] of steps) expect((await store.commit(unit)).ok).toBe(ok);
  });

  it("lets two streams swap their keys in one unit, and refuses one key to two of them", async () => {
    const store = await opened(fresh());
    await store.commit({ claims: [key("1", "a"), key("2", "b")] });
    const releases = [key("1", "a"), key("2", "b")];
    expect((await store.commit({ releases, claims: [key("2", "a"), key("1", "b")] })).ok).toBe(true);
    expect(await store.commit({ claims: [key("1", "c")] })).toMatchObject({ refusal: { holder: "b" } });
    expect(await store.commit({ claims: [key("3", "a"), key("3", "b")] })).toMatchObject({
      refusal: { kind: "taken", holder: "a" },
    });
    expect((await store.commit({ claims: [key("3", "d")] })).ok).toBe(true);
  });

  it("keeps clauses and categories apart", async () => {
    const store = await opened(fresh());
    const base = key("k", "a");
    const others = [
      { ...base, clause: "other" },
      { ...base, category: "Other" },
    ].map((one) => ({ ...one, holder: "b" }));
    expect((await store.commit({ claims: [base] })).ok).toBe(true);
    for (const other of others) expect((await store.commit({ claims: [other] })).ok).toBe(true);
  });
});

describe.each(stores)("$name: snapshots", ({ fresh }) => {
  it("keeps the latest one, with the version and the position it is of", async () => {
    const store = await opened(fresh());
    await store.commit({ appends: [append("other", 0, 4)] });
    const snapshot = { logic: "l", state: '{"n":2}' };
    await store.commit({ appends: [{ ...append("s", 0, 2), snapshot }] });
    expect(await store.findSnapshot("s")).toEqual({ ...snapshot, version: 2, position: 6 });
    await store.commit({ appends: [{ ...append("s", 2), snapshot: { logic: "m", state: "{}" } }] });
    expect(await store.findSnapshot("s")).toEqual({ logic: "m", state: "{}", version: 3, position: 7 });
    expect(await store.findSnapshot("nobody")).toBeUndefined();
  });

  it("refuses a snapshot that no events lead to", async () => {
    const store = await opened(fresh());
    const nothing: Append = { ...append("s", 0, 0), snapshot: { logic: "l", state: "{}" } };
    await expect(store.commit({ appends: [nothing] })).rejects.toThrow(TypeError);
  });
});

describe.each(stores)("$name: records", ({ fresh }) => {
  const write = (key: string, value: string, more: Partial<RecordWrite> = {}): Unit => ({
    records: [{ collection: "c", key, value, ...more }],
  });
  const at = (minute: number): string => `2026-01-01T00:${String(minute).padStart(2, "0")}:00.000Z`;

  it("counts how often a record was written, and starts anew after a deletion", async () => {
    const store = await opened(fresh());
    await store.commit(write("k", "1", { due: at(1) }));
    expect(await store.findRecord("c", "k")).toEqual({
      collection: "c",
      key: "k",
      version: 1,
      value: "1",
      due: at(1),
    });
    await store.commit(write("k", "2"));
    expect(await store.findRecord("c", "k")).toEqual({ collection: "c", key: "k", version: 2, value: "2" });
    await store.commit({ records: [{ collection: "c", key: "k" }] });
    expect(await store.findRecord("c", "k")).toBeUndefined();
    await store.commit({ records: [{ collection: "c", key: "k" }] });
    await store.commit(write("k", "3"));
    expect(await store.findRecord("c", "k")).toMatchObject({ version: 1, value: "3" });
    expect(await store.findRecord("other", "k")).toBeUndefined();
  });

  it.each([0, 1, 2])("accepts a write that expects %i only of a record of that version", async (expected) => {
    for (const actual of [0, 1, 2]) {
      const store = await opened(fresh());
      for (let n = 0; n < actual; n++) await store.commit(write("k", "old"));
      const result = await store.commit({
        appends: [append("s", "any")],
        ...write("k", "new", { expected }),
      });
      expect(result.ok).toBe(expected === actual);
      if (!result.ok) expect(result.refusal).toEqual({ kind: "stale", collection: "c", key: "k", actual });
      expect(await store.head("s")).toBe(result.ok ? 1 : 0);
    }
  });

  it("refuses a unit whose guard another has overtaken, and stores nothing of it", async () => {
    const store = await opened(fresh());
    await store.commit(write("lease", "first"));
    const guards = [{ collection: "c", key: "lease", version: 1 }];
    expect((await store.commit({ guards, ...write("work", "1") })).ok).toBe(true);
    await store.commit(write("lease", "second", { expected: 1 }));
    expect(await store.commit({ guards, ...write("work", "2"), appends: [append("s", "any")] })).toEqual({
      ok: false,
      refusal: { kind: "stale", collection: "c", key: "lease", actual: 2 },
    });
    expect(await store.findRecord("c", "work")).toMatchObject({ value: "1" });
    expect(await store.head("s")).toBe(0);
  });

  it("lets one of many writers of one version win, also in one group", async () => {
    const store = await opened(fresh());
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => store.commit(write("k", String(n), { expected: 0 }))),
    );
    expect(results.filter(isOk)).toHaveLength(1);
    expect(await store.findRecord("c", "k")).toMatchObject({ version: 1 });
  });

  it("lists by prefix in code-point order, page by page", async () => {
    const keys = ["", "a", "a/", "a/1", "a/10", "a/2", "a/\uffff", "a/😀", "a/\u{10ffff}", "a0", "b", "é"];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(keys),
        fc.constantFrom("", "a", "a/", "a/1", "\u{10ffff}", "a/\ud7ff", "%"),
        fc.option(fc.constantFrom(...keys), { nil: undefined }),
        fc.integer({ min: 1, max: 4 }),
        async (written, prefix, after, limit) => {
          const store = await fresh().open();
          for (const key of written) await store.commit(write(key, key));
          await store.commit({ records: [{ collection: "d", key: "a/1", value: "other" }] });
          const expected = [...written]
            .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
            .filter((key) => key.startsWith(prefix))
            .filter((key) => after === undefined || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0);
          const range = { prefix, limit, ...(after === undefined ? {} : { after }) };
          const listed = await store.listRecords("c", range);
          expect(listed.map(({ key }) => key)).toEqual(expected.slice(0, limit));
          await store.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it("answers what is due, earliest first, and not what asks for nothing", async () => {
    const store = await opened(fresh());
    await store.commit({
      records: [
        { collection: "c", key: "late", value: "", due: at(30) },
        { collection: "c", key: "b", value: "", due: at(10) },
        { collection: "c", key: "a", value: "", due: at(10) },
        { collection: "c", key: "first", value: "", due: at(5) },
        { collection: "c", key: "never", value: "" },
        { collection: "d", key: "elsewhere", value: "", due: at(1) },
      ],
    });
    const due = async (until: string, limit = 10): Promise<string[]> =>
      (await store.dueRecords("c", until, limit)).map(({ key }) => key);
    expect(await due(at(4))).toEqual([]);
    expect(await due(at(10))).toEqual(["first", "a", "b"]);
    expect(await due(at(59), 2)).toEqual(["first", "a"]);
    await store.commit(write("first", "done"));
    expect(await due(at(59))).toEqual(["a", "b", "late"]);
  });

  it("refuses a due time that does not sort, and two writes of one record", async () => {
    const store = await opened(fresh());
    for (const due of ["2026-01-01", "2026-01-01T00:00:00Z", "+010000-01-01T00:00:00.000Z", "soon"]) {
      await expect(store.commit(write("k", "v", { due }))).rejects.toThrow(TypeError);
    }
    const twice = [...(write("k", "1").records ?? []), ...(write("k", "2").records ?? [])];
    await expect(store.commit({ records: twice })).rejects.toThrow("twice");
    expect(await store.findRecord("c", "k")).toBeUndefined();
  });

  it("keeps hostile texts apart", async () => {
    const store = await opened(fresh());
    for (const text of hostile)
      await store.commit({ records: [{ collection: text, key: text, value: text }] });
    for (const text of hostile) {
      const stored = { collection: text, key: text, version: 1, value: text };
      expect(await store.findRecord(text, text)).toEqual(stored);
      expect(await store.listRecords(text, { limit: 9 })).toEqual([stored]);
    }
    await expect(store.commit(write("\ud800", ""))).rejects.toThrow(/lone surrogate/);
  });
});

describe.each(stores)("$name: followers", ({ fresh }) => {
  it("are told of commits, once for a crowd, until they leave", async () => {
    const store = await opened(fresh());
    let calls = 0;
    const leave = store.onCommit(() => {
      calls++;
    });
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => store.commit({ appends: [append(String(n), "new")] })),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThan(5);
    const before = calls;
    await store.commit({ appends: [append("0", "new")] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls, "a refused unit is no commit").toBe(before);
    leave();
    await store.commit({ appends: [append("x", "new")] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls).toBe(before);
  });

  it("know where the log ends", async () => {
    const store = await opened(fresh());
    expect(await store.logEnd()).toBe(0);
    await store.commit({ appends: [append("s", "new", 3)] });
    expect(await store.logEnd()).toBe((await wholeLog(store)).at(-1)?.position);
  });
});

describe.each(stores)("$name: hostile texts", ({ fresh }) => {
  it("keeps them apart and gives them back in every place that takes a text", async () => {
    const store = await opened(fresh());
    for (const [index, text] of hostile.entries()) {
      const snapshot = { logic: text, state: text };
      const stored = { type: text, schema: 1, data: text, meta: text };
      const unit: Unit = {
        appends: [{ stream: text, category: text, expected: "new", events: [stored], snapshot }],
        inbox: { commandId: text, fingerprint: text, outcome: text },
        claims: [{ category: text, clause: text, key: text, holder: text }],
      };
      expect(await store.commit(unit)).toMatchObject({
        ok: true,
        appends: [{ version: 1, position: index + 1 }],
      });
    }
    for (const [index, text] of hostile.entries()) {
      const position = index + 1;
      expect(await store.readStream(text, 0, 10)).toEqual([
        { stream: text, category: text, version: 1, position, type: text, schema: 1, data: text, meta: text },
      ]);
      expect(await store.findCommand(text)).toEqual({ commandId: text, fingerprint: text, outcome: text });
      expect(await store.findSnapshot(text)).toEqual({ logic: text, state: text, version: 1, position });
      expect(
        await store.commit({ claims: [{ category: text, clause: text, key: text, holder: "x" }] }),
      ).toMatchObject({
        refusal: { kind: "taken", holder: text },
      });
    }
    expect((await wholeLog(store, 3)).map(({ stream }) => stream)).toEqual(hostile);
  });

  it("refuses lone surrogates, which would make two names one", async () => {
    const store = await opened(fresh());
    const lone = "a\ud800";
    const units: readonly Unit[] = [
      { appends: [append(lone, "any")] },
      { inbox: { commandId: lone, fingerprint: "f", outcome: "o" } },
      { claims: [key(lone, "s")] },
      { releases: [key("k", lone)] },
    ];
    for (const unit of units) await expect(store.commit(unit)).rejects.toThrow(/lone surrogate/);
    expect(await wholeLog(store)).toEqual([]);
  });
});

describe.each(stores)("$name: close", ({ fresh }) => {
  it("commits what waits, then refuses everything", async () => {
    const source = fresh();
    const store = await source.open();
    const waiting = Array.from({ length: 10 }, (_, n) => store.commit({ appends: [append("s", n)] }));
    await Promise.all([store.close(), store.close()]);
    expect((await Promise.all(waiting)).every(isOk)).toBe(true);
    await expect(store.commit({ appends: [append("s", 10)] })).rejects.toThrow("closed");
    await expect(store.readLog(0, 1)).rejects.toThrow("closed");
    const again = await opened(source);
    expect(await again.head("s")).toBe(10);
  });
});
