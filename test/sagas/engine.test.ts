/** The engine of sagas and policies, on every store, with a saga by hand. */
import { describe, expect, it, onTestFinished } from "vitest";
import { CommandRejected, createApp, type App, type AppOptions, type StoreSource } from "@esdl/runtime";
import { Account, Close, Deposit, externals, Note, Open } from "../stores/account.js";
import { stores } from "../stores/stores.js";
import { until } from "../projections/support.js";
import { banking, mail, pay, Payments } from "./payments.js";

interface World {
  readonly app: App;
  readonly told: string[];
}

async function world(
  source: StoreSource,
  options: Partial<AppOptions> = {},
  tell: (text: string, key: string) => void = () => undefined,
): Promise<World> {
  const told: string[] = [];
  const app = await createApp({
    modules: [banking, mail],
    store: source,
    externals,
    externalCommands: {
      Mail: {
        Tell: (
          { text }: { readonly text: string },
          { idempotencyKey }: { readonly idempotencyKey: string },
        ) => {
          tell(text, idempotencyKey);
          told.push(text);
        },
      },
    },
    ...options,
  });
  onTestFinished(() => app.close());
  await app.start();
  return { app, told };
}

async function opened(app: App, balances: Readonly<Record<string, number>>): Promise<void> {
  for (const [accountId, balance] of Object.entries(balances)) {
    await app.execute(Open({ accountId, number: accountId }));
    if (balance > 0) await app.execute(Deposit({ accountId, amount: String(balance) }));
  }
}

const balanceOf = async (app: App, id: string): Promise<string | undefined> =>
  (await app.load(Account, id))?.state.balance;

const comesTo = async (app: App, key: string, step: string): Promise<void> =>
  until(async () => (await app.sagas.get(Payments, key))?.step === step, `${key} comes to ${step}`);

describe.each(stores)("$name: a saga", ({ fresh }) => {
  it("sends, hears what came of it, and comes to its end", async () => {
    const { app, told } = await world(fresh());
    await opened(app, { a: 10, b: 0 });
    await app.execute(pay("p1", "a", "b", 4));
    await comesTo(app, "p1", "done");
    expect([await balanceOf(app, "a"), await balanceOf(app, "b")]).toEqual(["6", "4"]);
    expect(told).toEqual(["p1"]);
    const found = await app.sagas.get(Payments, "p1");
    expect(found).toMatchObject({
      hasEnded: true,
      run: 1,
      dropped: 0,
      unheard: [],
      inFlight: [],
      timers: [],
    });
    expect(found?.history.map(({ kind, on, from, to }) => [kind, on, from, to])).toEqual([
      ["event", "Bank.Account.Noted", undefined, "taking"],
      ["completed", "Bank.Account.Withdraw", "taking", "giving"],
      ["completed", "Bank.Account.Deposit", "giving", "telling"],
      ["completed", "Mail.Tell", "telling", "done"],
    ]);
    expect(await app.sagas.deadLetters()).toEqual([]);
  });

  it("undoes what was accepted when it cannot go on, and nothing that was rejected", async () => {
    const { app } = await world(fresh());
    await opened(app, { a: 10, b: 0 });
    await app.execute(Close({ accountId: "b" }));
    await app.execute(pay("p1", "a", "b", 4));
    await app.execute(pay("p2", "a", "b", 400));
    await comesTo(app, "p1", "returned");
    await comesTo(app, "p2", "refused");
    await until(async () => (await balanceOf(app, "a")) === "10", "the money is back");
  });

  it("tries infrastructure again with the same key, and leaves it to an operator in the end", async () => {
    const keys: string[] = [];
    const failing = { is: true };
    const { app, told } = await world(fresh(), { sagas: { attempts: 2 } }, (_, key) => {
      keys.push(key);
      if (failing.is) throw new Error("no line");
    });
    await opened(app, { a: 10, b: 0 });
    await app.execute(pay("p1", "a", "b", 4));
    await until(async () => (await app.sagas.deadLetters()).length === 1, "it waits for an operator");
    const [letter] = await app.sagas.deadLetters();
    expect(letter).toMatchObject({
      process: "Bank.Payments",
      kind: "send",
      of: "Mail.Tell",
      reason: "no line",
    });
    expect(await app.sagas.get(Payments, "p1")).toMatchObject({
      step: "telling",
      inFlight: [{ command: "Mail.Tell", attempts: 2, isParked: true, failure: "no line" }],
    });
    failing.is = false;
    await app.sagas.retry(letter!.id);
    await comesTo(app, "p1", "done");
    expect(new Set(keys).size).toBe(1);
    expect(told).toEqual(["p1"]);
    expect(await app.sagas.deadLetters()).toEqual([]);
    await expect(app.sagas.retry("nothing")).rejects.toThrow("no dead letter");
  });

  it("hears a no of a handler as a rejection", async () => {
    const { app } = await world(fresh(), {}, () => {
      throw new CommandRejected("Unwanted", "nobody wants to know");
    });
    await opened(app, { a: 10, b: 0 });
    await app.execute(pay("p1", "a", "b", 4));
    await comesTo(app, "p1", "done");
    expect((await app.sagas.get(Payments, "p1"))?.history.at(-1)).toMatchObject({ kind: "rejected" });
  });

  it("fires timers that fell due while it was down", async () => {
    const source = fresh();
    let now = Date.parse("2026-01-01T00:00:00.000Z");
    const clock = (): Date => new Date(now);
    const first = await world(source, { clock, sagas: { leaseDuration: 100 } }, () => {
      throw new Error("no line");
    });
    await opened(first.app, { a: 10, b: 0 });
    await first.app.execute(pay("p1", "a", "b", 4));
    await comesTo(first.app, "p1", "telling");
    await first.app.close();
    now += 24 * 3_600_000;
    const second = await world(source, { clock, sagas: { leaseDuration: 100 } });
    await comesTo(second.app, "p1", "done");
  });
});

describe.each(stores)("$name: a log that is read again", ({ fresh }) => {
  it("sets nothing off that it has set off before", async () => {
    const source = fresh();
    const { app } = await world(source);
    await opened(app, { a: 10, b: 0 });
    await app.execute(pay("p1", "a", "b", 4));
    await app.execute(pay("p2", "a", "b", 400));
    await app.execute(Note({ accountId: "a", text: "ping" }));
    await comesTo(app, "p1", "done");
    await comesTo(app, "p2", "refused");
    const lengths = async (of: App) => [
      (await of.history(Account, "a")).length,
      (await of.history(Account, "b")).length,
    ];
    await until(async () => (await lengths(app))[0] === 7, "the ping is answered");
    await app.close();
    const store = await source.open();
    for (const name of ["Bank.Payments", "Bank.Pong"]) {
      await store.commit({
        records: [{ collection: "saga-checkpoint", key: name, value: JSON.stringify({ position: 0 }) }],
      });
    }
    await store.close();
    const again = await world(source);
    const end = async (): Promise<boolean> => {
      const { sagas } = await again.app.health();
      return (
        sagas.every(({ lag }) => lag === 0) &&
        (await again.app.sagas.get(Payments, "p1"))?.inFlight.length === 0
      );
    };
    await until(end, "it has read the log again");
    expect(await lengths(again.app)).toEqual([7, 2]);
    expect(again.told).toEqual([]);
    expect(await again.app.sagas.get(Payments, "p1")).toMatchObject({ run: 1, step: "done", dropped: 0 });
    expect(await again.app.sagas.get(Payments, "p2")).toMatchObject({ run: 1, step: "refused" });
    // And what comes next is new to it.
    await again.app.execute(pay("p3", "a", "b", 1));
    await comesTo(again.app, "p3", "done");
  });
});

describe.each(stores)("$name: a policy", ({ fresh }) => {
  it("sends once for each event, and begins at the end of a log that has a history", async () => {
    const source = fresh();
    const { app } = await world(source);
    await opened(app, { a: 0 });
    await app.execute(Note({ accountId: "a", text: "ping" }));
    const notes = async (of: App): Promise<string[]> =>
      (await of.load(Account, "a"))?.state.notes.slice() ?? [];
    await until(async () => (await notes(app)).length === 2, "it answers");
    await app.close();
    const again = await world(source);
    await again.app.execute(Note({ accountId: "a", text: "ping" }));
    await until(async () => (await notes(again.app)).length === 4, "it answers again");
    expect(await notes(again.app)).toEqual(["ping", "pong", "ping", "pong"]);
  });
});
