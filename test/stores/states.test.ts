/**
 * States, as they are loaded, cached and shared by several apps, on every store.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createApp, UnreadableEvent, type Module } from "@esdl/runtime";
import {
  Account,
  bank,
  Close,
  definition,
  Deposit,
  DepositTwice,
  externals,
  Note,
  Touch,
  Withdraw,
} from "./account.js";
import { account, deposit, started, told } from "./bank-app.js";
import { committingWith, opened, stores } from "./stores.js";

describe.each(stores)("$name: contention", ({ fresh }) => {
  it("loses and doubles no command of many callers on one aggregate, in three apps on one store", async () => {
    const source = fresh();
    const apps = [await started(source), await started(source, { retries: 1000 }), await started(source)];
    await apps[0]!.execute(account());
    const outcomes = await Promise.all(
      Array.from({ length: 90 }, (_, n) =>
        apps[n % 3]!.execute(deposit("1"), { commandId: `c${String(n)}` }),
      ),
    );
    const accepted = outcomes.filter(({ ok }) => ok).length;
    const rejections = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.rejection.type]));
    expect(accepted).toBeGreaterThanOrEqual(30);
    expect(new Set(rejections).size).toBeLessThanOrEqual(1);
    for (const app of apps) {
      expect(await app.load(Account, "a")).toMatchObject({
        state: { balance: String(accepted) },
        version: accepted + 1,
      });
    }
    const versions = (await apps[0]!.history(Account, "a")).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  it("answers Conflict when the retries are used up, and decides the command anew when it comes again", async () => {
    const source = fresh();
    const rival = await started(source);
    await rival.execute(account());
    // The rival is faster whenever the command has been decided, and before it is committed.
    let sabotage = true;
    const contended = committingWith(source, async (store, unit) => {
      if (sabotage) await rival.execute(deposit("1"));
      return store.commit(unit);
    });
    const app = await started(contended, { retries: 2 });
    const outcome = await app.execute(deposit("100"), { commandId: "c" });
    expect(outcome).toMatchObject({ ok: false, rejection: { type: "Conflict" } });
    expect(await app.load(Account, "a")).toMatchObject({ state: { balance: "3" } });
    sabotage = false;
    expect(await told(app, deposit("100"), "c")).toBe(5);
  });

  it("never decides on a state that another app has made old", async () => {
    const source = fresh();
    const [one, other] = [await started(source), await started(source)];
    await one.execute(account());
    await one.execute(deposit("10"));
    await other.execute(Withdraw({ accountId: "a", amount: "10" }));
    expect(await told(one, Withdraw({ accountId: "a", amount: "1" }))).toMatchObject({
      type: "InsufficientFunds",
    });
    await other.execute(Close({ accountId: "a" }));
    expect(await told(one, Touch({ accountId: "a" }))).toMatchObject({ type: "NotAllowed" });
  });

  it("gives its cached states to nobody who could change them", async () => {
    const app = await started(fresh());
    await app.execute(account());
    const loaded = await app.load(Account, "a");
    Object.assign(loaded!.state, { status: "closed" });
    expect(await app.load(Account, "a")).toMatchObject({ state: { status: "open" } });
  });
});

describe.each(stores)("$name: states", ({ fresh }) => {
  const steps = fc.array(
    fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((n) => Deposit({ accountId: "a", amount: String(n) })),
      fc.integer({ min: 1, max: 9 }).map((n) => Withdraw({ accountId: "a", amount: String(n) })),
      fc.string({ unit: "binary" }).map((text) => Note({ accountId: "a", text })),
      fc.constant(DepositTwice({ accountId: "a", amount: "0.5" })),
    ),
    { maxLength: 45 },
  );

  it("are the same from a snapshot and the tail, from the cache, and from a full replay", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        const source = fresh();
        const app = await createApp({ modules: [bank], store: source, externals });
        await app.execute(account());
        for (const command of commands) await app.execute(command);
        const cached = await app.load(Account, "a");
        await app.close();

        const snapshots = await createApp({ modules: [bank], store: source, externals, cachedStates: 0 });
        const fromSnapshot = await snapshots.load(Account, "a");
        await snapshots.close();

        const replaying: typeof definition = { ...definition };
        Reflect.deleteProperty(replaying, "snapshotEvery");
        const replay = await createApp({
          modules: [{ ...bank, aggregates: [replaying] }],
          store: source,
          externals,
        });
        const replayed = await replay.load(Account, "a");
        await replay.close();
        expect(fromSnapshot).toEqual(cached);
        expect(replayed).toEqual(cached);
      }),
      { numRuns: 15 },
    );
  });

  it("come from a snapshot where there is one, and not from one of another logic", async () => {
    const source = fresh();
    const app = await started(source);
    await app.execute(account());
    for (let n = 0; n < 12; n++) await app.execute(deposit("1"));
    await app.close();
    const store = await opened(source);
    const snapshot = await store.findSnapshot("Bank.Account-a");
    expect(snapshot).toMatchObject({ version: 10, position: 10, logic: "1" });

    let folded = 0;
    const counting = (logic: string): Module<"Bank", { fee(amount: string): string }> => ({
      ...bank,
      aggregates: [
        {
          ...definition,
          logic,
          apply(...args: Parameters<typeof definition.apply>) {
            folded++;
            return definition.apply(...args);
          },
        },
      ],
    });
    const load = async (logic: string): Promise<number> => {
      folded = 0;
      const reader = await createApp({ modules: [counting(logic)], store: source, externals });
      expect(await reader.load(Account, "a")).toMatchObject({ state: { balance: "12" }, version: 13 });
      await reader.close();
      return folded;
    };
    expect(await load("1")).toBe(3);
    expect(await load("2")).toBe(13);
  });

  it("read a stream of more than a page", async () => {
    const source = fresh();
    const app = await started(source, { cachedStates: 0 });
    await app.execute(account());
    const store = await opened(source);
    const one = {
      type: "Deposited",
      schema: 1,
      data: '{"amount":"1"}',
      meta: '{"actor":{"id":"x","roles":[]}}',
    };
    const events = Array.from({ length: 2999 }, () => one);
    await store.commit({
      appends: [{ stream: "Bank.Account-a", category: "Bank.Account", expected: 1, events }],
    });
    expect(await app.load(Account, "a")).toMatchObject({ state: { balance: "2999" }, version: 3000 });
    expect(await app.history(Account, "a")).toHaveLength(3000);
  });

  it("are refused, not guessed, where an event is of a version or a name that the module does not know", async () => {
    for (const [type, schema, words] of [
      [
        "Deposited",
        2,
        /Bank\.Account-a, version 2 .* Deposited in its version 2; the module knows version 1.*newer release/,
      ],
      ["Transformed", 1, /Bank\.Account-a, version 2 .* Transformed, which Bank\.Account does not have/],
      ["constructor", 1, /constructor, which Bank\.Account does not have/],
    ] as const) {
      const source = fresh();
      const app = await started(source);
      await app.execute(account());
      const stored = { type, schema, data: '{"amount":"1"}', meta: "{}" };
      const append = { stream: "Bank.Account-a", category: "Bank.Account", expected: 1, events: [stored] };
      await (await opened(source)).commit({ appends: [append] });
      for (const read of [app.load(Account, "a"), app.history(Account, "a"), app.execute(deposit("1"))]) {
        const error: unknown = await read.then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expect(error).toBeInstanceOf(UnreadableEvent);
        expect(String(error)).toMatch(words);
      }
    }
  });

  it("do not depend on a clock that jumps back", async () => {
    const times = ["2026-01-02", "2026-01-01", "2025-01-01"].map((day) => new Date(day));
    let tick = 0;
    const app = await started(fresh(), { clock: () => times[tick++ % times.length]! });
    await app.execute(account());
    await app.execute(Note({ accountId: "a", text: "second" }));
    await app.execute(Note({ accountId: "a", text: "third" }));
    const history = await app.history(Account, "a");
    expect(history.map(({ version, position }) => [version, position])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(await app.load(Account, "a")).toMatchObject({ state: { notes: ["second", "third"] } });
  });
});
