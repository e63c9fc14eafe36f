/**
 * Commands, from the call to what is stored and answered, on every store.
 */
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  createApp,
  CommandIdReused,
  UnreadableEvent,
  type App,
  type AppOptions,
  type CommandLike,
  type Module,
  type RejectionLike,
  type StoreSource,
} from "@esdl/runtime";
import {
  Account,
  bank,
  Blunder,
  Close,
  Crash,
  definition,
  Deposit,
  DepositTwice,
  externals,
  Note,
  Open,
  Overflow,
  Renumber,
  Seize,
  Touch,
  Withdraw,
} from "./account.js";
import { opened, stores } from "./stores.js";

async function started(store: StoreSource, options: Partial<AppOptions> = {}): Promise<App> {
  const app = await createApp({ ...options, modules: [bank], store, externals });
  onTestFinished(() => app.close());
  await app.start();
  return app;
}

/** What came of a command: the version, or the rejection. */
async function told(app: App, command: CommandLike, commandId?: string): Promise<number | RejectionLike> {
  const outcome = await app.execute(command, { commandId });
  return outcome.ok ? outcome.version : outcome.rejection;
}

const account = (id = "a", number = id): CommandLike => Open({ accountId: id, number });
const deposit = (amount: string, id = "a"): CommandLike => Deposit({ accountId: id, amount });

describe.each(stores)("$name: outcomes", ({ fresh }) => {
  it("answers what was recorded, with versions, positions and envelope", async () => {
    let ids = 0;
    const app = await started(fresh(), {
      clock: () => new Date("2026-01-02T03:04:05.678Z"),
      newId: () => `id-${String(++ids)}`,
    });
    await app.execute(account());
    const outcome = await app.execute(DepositTwice({ accountId: "a", amount: "25.00" }), {
      caller: { id: "alice", roles: ["Clerk"] },
      commandId: "c-1",
      correlationId: "order-1",
    });
    const meta = {
      occurredAt: "2026-01-02T03:04:05.678Z",
      streamId: "Bank.Account-a",
      correlationId: "order-1",
      causationId: "c-1",
      actor: { id: "alice", roles: ["Clerk"] },
    };
    expect(outcome).toEqual({
      ok: true,
      commandId: "c-1",
      streamId: "Bank.Account-a",
      version: 3,
      position: 3,
      events: [
        { version: 2, position: 2, type: "Deposited", data: { amount: "25" }, meta: { ...meta, id: "id-3" } },
        { version: 3, position: 3, type: "Deposited", data: { amount: "25" }, meta: { ...meta, id: "id-4" } },
      ],
    });
    const history = await app.history(Account, "a");
    expect(history.slice(1)).toEqual(outcome.ok ? outcome.events : []);
    expect(await app.load(Account, "a")).toEqual({
      state: {
        status: "open",
        number: "a",
        balance: "50",
        notes: [],
        lastActor: "alice",
        latest: { amount: "25" },
      },
      version: 3,
    });
  });

  it("answers nothing of an aggregate that does not exist", async () => {
    const app = await started(fresh());
    expect(await app.load(Account, "nobody")).toBeUndefined();
    expect(await app.history(Account, "nobody")).toEqual([]);
  });

  it("correlates a command with itself when nothing else is said", async () => {
    const app = await started(fresh());
    const { commandId } = await app.execute(account());
    expect((await app.history(Account, "a"))[0]?.meta).toMatchObject({
      correlationId: commandId,
      causationId: commandId,
      actor: { id: "", roles: [] },
    });
  });

  it("gives each rejection its type and data, and stores nothing", async () => {
    const source = fresh();
    const app = await started(source);
    expect(await told(app, deposit("1"))).toMatchObject({ type: "NotFound" });
    await app.execute(account());
    await app.execute(deposit("10"));
    const cases: readonly [CommandLike, object][] = [
      [account(), { type: "AlreadyExists" }],
      [
        Withdraw({ accountId: "a", amount: "10.01" }),
        { type: "InsufficientFunds", data: { available: "10" } },
      ],
      [
        Seize({ accountId: "a", amount: "11" }),
        { type: "InvariantViolated", data: { problems: [{ path: "/balance" }] } },
      ],
      [
        Blunder({ accountId: "a" }),
        { type: "InvariantViolated", data: { problems: [{ path: "/events/0/amount", code: "constraint" }] } },
      ],
      [
        Overflow({ accountId: "a" }),
        { type: "InvariantViolated", data: { problems: [{ message: "cannot divide by zero" }] } },
      ],
      [deposit("0"), { type: "Invalid", data: { problems: [{ path: "/amount", code: "constraint" }] } }],
    ];
    for (const [command, rejection] of cases) expect(await told(app, command)).toMatchObject(rejection);
    await app.execute(Close({ accountId: "a" }));
    expect(await told(app, deposit("1"))).toMatchObject({ type: "NotAllowed", data: { status: "closed" } });
    expect(await (await opened(source)).head("Bank.Account-a")).toBe(3);
  });

  it("accepts a command that changes nothing, and stores no event", async () => {
    const app = await started(fresh());
    await app.execute(account());
    const touched = await app.execute(Touch({ accountId: "a" }), { commandId: "t" });
    expect(touched).toEqual({
      ok: true,
      commandId: "t",
      streamId: "Bank.Account-a",
      version: 1,
      position: 1,
      events: [],
    });
    await app.execute(deposit("1"));
    expect(await app.execute(Touch({ accountId: "a" }), { commandId: "t" })).toEqual(touched);
  });

  it("throws what an external function throws, and stores nothing", async () => {
    const app = await started(fresh());
    await app.execute(account());
    await expect(app.execute(Crash({ accountId: "a" }), { commandId: "x" })).rejects.toThrow("has a bug");
    expect(await told(app, deposit("5"), "y")).toBe(2);
  });

  it("lets a rule that failed before the command fail on", async () => {
    const source = fresh();
    const lax: Module<"Bank"> = {
      contract: 1,
      context: "Bank",
      aggregates: [{ ...definition, violations: () => [] }],
      externals: [],
    };
    const before = await createApp({ modules: [lax], store: source });
    await before.execute(account());
    await before.execute(Seize({ accountId: "a", amount: "5" }));
    await before.close();
    const app = await started(source);
    expect(await told(app, Note({ accountId: "a", text: "still in use" }))).toBe(3);
  });
});

describe.each(stores)("$name: repeated commands", ({ fresh }) => {
  it("get the first answer: at once, later, and after a restart", async () => {
    const source = fresh();
    const app = await started(source);
    await app.execute(account());
    const options = { commandId: "c" };
    const at = await Promise.all([1, 2, 3].map(() => app.execute(deposit("10"), options)));
    const later = await app.execute(deposit("10"), options);
    await app.close();
    const restarted = await started(source);
    const after = await restarted.execute(deposit("10"), options);
    for (const outcome of [...at, later, after]) expect(outcome).toEqual(at[0]);
    expect(await restarted.load(Account, "a")).toMatchObject({ state: { balance: "10" }, version: 2 });
  });

  it("get the first rejection, even when the command would be accepted now", async () => {
    const app = await started(fresh());
    await app.execute(account());
    const withdraw = Withdraw({ accountId: "a", amount: "5" });
    const first = await app.execute(withdraw, { commandId: "w" });
    await app.execute(deposit("10"));
    expect(await app.execute(withdraw, { commandId: "w" })).toEqual(first);
    expect(first).toMatchObject({ ok: false, position: 1, rejection: { type: "InsufficientFunds" } });
    expect(await told(app, withdraw, "w2")).toBe(3);
  });

  it("are judged anew after Invalid, which is not kept", async () => {
    const app = await started(fresh());
    await app.execute(account());
    expect(await told(app, deposit("-1"), "c")).toMatchObject({ type: "Invalid" });
    expect(await told(app, deposit("1"), "c")).toBe(2);
  });

  it("throw when the content or the caller is another", async () => {
    const app = await started(fresh());
    await app.execute(account());
    await app.execute(account("b"));
    await app.execute(deposit("1"), { commandId: "c" });
    const others: readonly Promise<unknown>[] = [
      app.execute(deposit("2"), { commandId: "c" }),
      app.execute(deposit("1", "b"), { commandId: "c" }),
      app.execute(Withdraw({ accountId: "a", amount: "1" }), { commandId: "c" }),
      app.execute(deposit("1"), { commandId: "c", caller: { id: "mallory", roles: [] } }),
    ];
    for (const other of others) await expect(other).rejects.toThrow(CommandIdReused);
    expect(await app.load(Account, "a")).toMatchObject({ version: 2 });
    expect(await app.load(Account, "b")).toMatchObject({ version: 1 });
  });

  it("throw also when both contents arrive at once for two aggregates", async () => {
    const app = await started(fresh());
    await app.execute(account());
    await app.execute(account("b"));
    const both = await Promise.allSettled([
      app.execute(deposit("1"), { commandId: "c" }),
      app.execute(deposit("1", "b"), { commandId: "c" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("do not care for the order of members in the input", async () => {
    const app = await started(fresh());
    await app.execute(account());
    const first = await app.execute(Deposit({ accountId: "a", amount: "1" }), { commandId: "c" });
    expect(await app.execute(Deposit({ amount: "1", accountId: "a" }), { commandId: "c" })).toEqual(first);
  });
});

describe.each(stores)("$name: a connection that dies", ({ fresh }) => {
  /** A store whose next commit is done, or not, and then fails as a lost connection does. */
  function failing(source: StoreSource, done: boolean): StoreSource {
    let failures = 1;
    return {
      async open() {
        const store = await source.open();
        return {
          readStream: (...args) => store.readStream(...args),
          readLog: (...args) => store.readLog(...args),
          head: (stream) => store.head(stream),
          findCommand: (id) => store.findCommand(id),
          findSnapshot: (stream) => store.findSnapshot(stream),
          close: () => store.close(),
          async commit(unit) {
            if (failures-- <= 0) return store.commit(unit);
            if (done) await store.commit(unit);
            throw new Error("connection lost");
          },
        };
      },
    };
  }

  it.each([true, false])(
    "during a commit (done: %s) leaves an outcome that the id finds again, once",
    async (done) => {
      const source = fresh();
      const before = await started(source);
      await before.execute(account());
      const app = await started(failing(source, done));
      await expect(app.execute(deposit("10"), { commandId: "c" })).rejects.toThrow("connection lost");
      expect(await told(app, deposit("10"), "c")).toBe(2);
      expect(await told(app, deposit("10"), "c")).toBe(2);
      expect(await app.load(Account, "a")).toMatchObject({ state: { balance: "10" } });
    },
  );
});

describe.each(stores)("$name: contention", ({ fresh }) => {
  it("loses and doubles no command of many callers on one aggregate, in two apps on one store", async () => {
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
    const contended: StoreSource = {
      async open() {
        const store = await source.open();
        return {
          readStream: (...args) => store.readStream(...args),
          readLog: (...args) => store.readLog(...args),
          head: (stream) => store.head(stream),
          findCommand: (id) => store.findCommand(id),
          findSnapshot: (stream) => store.findSnapshot(stream),
          close: () => store.close(),
          async commit(unit) {
            if (sabotage) await rival.execute(deposit("1"));
            return store.commit(unit);
          },
        };
      },
    };
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

describe.each(stores)("$name: unique", ({ fresh }) => {
  it("lets one of two parallel claims win, and tells the loser the clause's rejection", async () => {
    const source = fresh();
    const [one, other] = [await started(source), await started(source)];
    const outcomes = await Promise.all([one.execute(account("a", "1")), other.execute(account("b", "1"))]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ rejection: { type: "NumberTaken" } });
  });

  it("releases a key with the change of its value and with the status", async () => {
    const app = await started(fresh());
    await app.execute(account("a", "1"));
    expect(await told(app, account("b", "1"))).toMatchObject({ type: "NumberTaken" });
    await app.execute(Renumber({ accountId: "a", number: "2" }));
    expect(await told(app, account("b", "1"))).toBe(1);
    expect(await told(app, Renumber({ accountId: "b", number: "2" }))).toMatchObject({ type: "NumberTaken" });
    await app.execute(Close({ accountId: "a" }));
    expect(await told(app, Renumber({ accountId: "b", number: "2" }))).toBe(2);
  });

  it("keeps the refusal as the answer to the command", async () => {
    const app = await started(fresh());
    await app.execute(account("a", "1"));
    const refused = await app.execute(account("b", "1"), { commandId: "c" });
    await app.execute(Close({ accountId: "a" }));
    expect(await app.execute(account("b", "1"), { commandId: "c" })).toEqual(refused);
  });

  it("answers InvariantViolated for a clause without a rejection", async () => {
    const plain = {
      name: "number",
      key: (state: object) => ("number" in state ? [state.number] : undefined),
    };
    const module: Module<"Bank"> = {
      contract: 1,
      context: "Bank",
      aggregates: [{ ...definition, uniques: [plain] }],
      externals: [],
    };
    const app = await createApp({ modules: [module], store: fresh() });
    onTestFinished(() => app.close());
    await app.execute(account("a", "1"));
    expect(await told(app, account("b", "1"))).toMatchObject({
      type: "InvariantViolated",
      data: { problems: [{ path: "/number", code: "constraint" }] },
    });
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
