/**
 * Commands, from the call to what is stored and answered, on every store.
 */
import { describe, expect, it, onTestFinished } from "vitest";
import { createApp, CommandIdReused, type CommandLike, type Module, type StoreSource } from "@esdl/runtime";
import {
  Account,
  Blunder,
  Close,
  Crash,
  definition,
  Deposit,
  DepositTwice,
  Note,
  Overflow,
  Renumber,
  Seize,
  Touch,
  Withdraw,
} from "./account.js";
import { account, deposit, started, told } from "./bank-app.js";
import { committingWith, opened, stores } from "./stores.js";

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
    const deposited = {
      part: 0,
      type: "Deposited",
      data: { amount: "25" },
      stored: { type: "Deposited", version: 1 },
    };
    expect(outcome).toEqual({
      ok: true,
      commandId: "c-1",
      streamId: "Bank.Account-a",
      version: 3,
      position: 3,
      events: [
        { ...deposited, version: 2, position: 2, meta: { ...meta, id: "id-3" } },
        { ...deposited, version: 3, position: 3, meta: { ...meta, id: "id-4" } },
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
      contract: 2,
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
    return committingWith(source, async (store, unit) => {
      if (failures-- <= 0) return store.commit(unit);
      if (done) await store.commit(unit);
      throw new Error("connection lost");
    });
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
      contract: 2,
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
