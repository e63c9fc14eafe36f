/** What waits for an operator, and what the operator can do with it. */
import { describe, expect, it } from "vitest";
import type { PolicyDefinition, StoreSource } from "@esdl/runtime";
import { Account, Deposit, Withdraw } from "../stores/account.js";
import { stores } from "../stores/stores.js";
import { pay, payments, Payments } from "./payments.js";
import { minute, Waits, waitsOf, world, type World } from "./waits.js";

/** Takes money for every note "take", from an account that has none. */
const greedy: PolicyDefinition = {
  name: "Bank.Greedy",
  events: {
    "Bank.Account": {
      Noted: ({ id, data }) =>
        (data as { readonly text: string }).text === "take"
          ? [{ command: Withdraw({ accountId: id, amount: "5" }) }]
          : [],
    },
  },
};

const healthOf = async ({ app }: World, name: string) =>
  (await app.health()).sagas.find((one) => one.name === name);

const stepOf = async ({ app }: World, key: string) => (await app.sagas.get(Waits, key))?.step;

/** Looks for what the operator has changed, and lets everything be done that can be, also what was sent. */
async function settle({ app }: World): Promise<void> {
  for (const process of app.processes.processes) await process.load();
  for (;;) {
    const steps = await Promise.all(app.processes.processes.map((process) => process.steps()));
    const [step] = steps.flat();
    if (step === undefined) return;
    await step.take();
  }
}

describe.each(stores)("$name: an event that a saga fails at", ({ fresh }) => {
  const parked = async () => {
    const here = await world(fresh(), { policies: [greedy] });
    here.mistakes.add("first go");
    for (const text of ["begin k", "begin other", "go k", "end other"]) await here.note(text);
    await here.turn();
    return here;
  };

  it("parks it there, visibly, and nothing else", async () => {
    const here = await parked();
    expect(await healthOf(here, "Bank.Waits")).toMatchObject({
      state: "parked",
      position: 3,
      parked: { position: 4, type: "Noted", error: "cannot do first go" },
    });
    expect((await healthOf(here, "Bank.Greedy"))?.parked).toBeUndefined();
    // What came before it is done, what comes after it waits; timers go on.
    expect([await stepOf(here, "k"), await stepOf(here, "other")]).toEqual(["first", "first"]);
    here.time.now += 10 * minute;
    await here.turn();
    expect([await stepOf(here, "k"), await stepOf(here, "other")]).toEqual(["second", "second"]);
    expect((await healthOf(here, "Bank.Waits"))?.parked?.position).toBe(4);
  });

  it("is tried again when the operator says so, and parks again where nothing was mended", async () => {
    const here = await parked();
    await here.app.sagas.retry("Bank.Waits");
    await settle(here);
    expect((await healthOf(here, "Bank.Waits"))?.parked?.position).toBe(4);
    here.mistakes.clear();
    await here.app.sagas.retry("Bank.Waits");
    await settle(here);
    expect((await healthOf(here, "Bank.Waits"))?.parked).toBeUndefined();
    expect([await stepOf(here, "k"), await stepOf(here, "other")]).toEqual(["second", "over"]);
  });

  it("is left out at the position that the operator names, and at no other", async () => {
    const here = await parked();
    await expect(here.app.sagas.skip("Bank.Waits", 3)).rejects.toThrow(
      "Bank.Waits is parked at position 4, not at 3",
    );
    await settle(here);
    expect((await healthOf(here, "Bank.Waits"))?.parked?.position).toBe(4);
    await here.app.sagas.skip("Bank.Waits", 4);
    await settle(here);
    expect((await healthOf(here, "Bank.Waits"))?.parked).toBeUndefined();
    await expect(here.app.sagas.skip("Bank.Waits", 4)).rejects.toThrow("Bank.Waits is not parked");
    expect([await stepOf(here, "k"), await stepOf(here, "other")]).toEqual(["first", "over"]);
  });
});

describe.each(stores)("$name: a timer that a saga fails at", ({ fresh }) => {
  const failed = async () => {
    const here = await world(fresh());
    here.mistakes.add("first PT10M");
    await here.note("begin k");
    await here.turn();
    here.time.now += 10 * minute;
    await here.turn();
    const [letter] = await here.app.sagas.deadLetters();
    return { here, id: letter?.id ?? "" };
  };

  it("waits for the operator, and the instance goes on", async () => {
    const { here } = await failed();
    expect(await here.app.sagas.deadLetters()).toMatchObject([
      { process: "Bank.Waits", kind: "timer", of: "PT10M", reason: "cannot do first PT10M" },
    ]);
    expect(await here.app.sagas.get(Waits, "k")).toMatchObject({
      step: "first",
      timers: [{ after: "PT20M" }],
    });
  });

  it("is told apart from one of the same duration that another step of the run fails at", async () => {
    const here = await world(fresh());
    here.mistakes.add("first PT20M").add("second PT20M");
    await here.note("begin k");
    await here.turn();
    here.time.now += 20 * minute;
    // The timer of ten minutes leads on; at once, for the other one is due as well.
    here.mistakes.add("first PT10M");
    await here.turn();
    here.mistakes.delete("first PT10M");
    await here.note("go k");
    await here.turn();
    here.time.now += 20 * minute;
    await here.turn();
    const letters = await here.app.sagas.deadLetters();
    expect(letters.map(({ reason }) => reason).sort()).toEqual([
      "cannot do first PT10M",
      "cannot do first PT20M",
      "cannot do second PT20M",
    ]);
  });

  it("fires when the operator tries it again with mended code", async () => {
    const { here, id } = await failed();
    here.mistakes.clear();
    await here.app.sagas.retry(id);
    await settle(here);
    expect(await stepOf(here, "k")).toBe("second");
    expect(await here.app.sagas.deadLetters()).toEqual([]);
  });

  it("does nothing any more when its step was left meanwhile", async () => {
    const { here, id } = await failed();
    here.mistakes.clear();
    await here.note("go k");
    await settle(here);
    await here.app.sagas.retry(id);
    await settle(here);
    expect(await here.app.sagas.get(Waits, "k")).toMatchObject({
      step: "second",
      dropped: 0,
      timers: [{ after: "PT20M" }],
    });
    expect(await here.app.sagas.deadLetters()).toEqual([]);
  });

  it("can be given up, once", async () => {
    const { here, id } = await failed();
    await here.app.sagas.drop(id);
    await settle(here);
    expect(await stepOf(here, "k")).toBe("first");
    expect(await here.app.sagas.deadLetters()).toEqual([]);
    await expect(here.app.sagas.drop(id)).rejects.toThrow("There is no dead letter");
    await expect(here.app.sagas.retry(id)).rejects.toThrow("There is no dead letter");
  });
});

describe.each(stores)("$name: a rejected send of a policy", ({ fresh }) => {
  const rejected = async () => {
    const here = await world(fresh(), { policies: [greedy] });
    await here.note("take");
    await settle(here);
    return here;
  };

  it("waits for the operator with what was said", async () => {
    const here = await rejected();
    expect(await here.app.sagas.deadLetters()).toMatchObject([
      {
        process: "Bank.Greedy",
        kind: "send",
        of: "Bank.Account.Withdraw",
        reason: expect.stringContaining("InsufficientFunds") as string,
      },
    ]);
  });

  it("is sent as a new command when it is tried again: the first has its answer", async () => {
    const here = await rejected();
    const [letter] = await here.app.sagas.deadLetters();
    await here.app.execute({
      aggregate: "Bank.Account",
      type: "Deposit",
      data: { accountId: "a", amount: "8" },
    });
    await here.app.sagas.retry(letter?.id ?? "");
    await settle(here);
    expect((await here.app.load(Account, "a"))?.state.balance).toBe("3");
    expect(await here.app.sagas.deadLetters()).toEqual([]);
  });

  it("waits again, under another id, when it is rejected again", async () => {
    const here = await rejected();
    const [first] = await here.app.sagas.deadLetters();
    await here.app.sagas.retry(first?.id ?? "");
    await settle(here);
    const [second, ...others] = await here.app.sagas.deadLetters();
    expect(others).toEqual([]);
    expect(second?.id).not.toBe(first?.id);
    await here.app.sagas.drop(second?.id ?? "");
    expect(await here.app.sagas.deadLetters()).toEqual([]);
  });
});

describe.each(stores)("$name: instances in a list", ({ fresh }) => {
  it("come in pages, by their keys, and of one step where one is named", async () => {
    const here = await world(fresh());
    for (const key of ["c", "a", "e", "b", "d"]) await here.note(`begin ${key}`);
    for (const key of ["b", "d"]) await here.note(`go ${key}`);
    await here.turn();
    const { sagas } = here.app;
    const pages: string[][] = [];
    for (let after: string | undefined, isLast = false; !isLast;) {
      const page = await sagas.list(Waits, { limit: 2, ...(after === undefined ? {} : { after }) });
      pages.push(page.instances.map(({ key }) => key));
      after = page.after;
      isLast = after === undefined;
    }
    expect(pages.flat()).toEqual(["a", "b", "c", "d", "e"]);
    expect(Math.max(...pages.map(({ length }) => length))).toBe(2);
    const { instances } = await sagas.list(Waits, { step: "second" });
    expect(instances).toMatchObject([
      {
        key: "b",
        step: "second",
        nextTimer: "2026-01-01T00:20:00.000Z",
        enteredAt: "2026-01-01T00:00:00.000Z",
      },
      { key: "d", step: "second" },
    ]);
  });

  it("say what is wrong with what was asked for", async () => {
    const { sagas } = (await world(fresh())).app;
    await expect(sagas.list(Waits, { step: "third" })).rejects.toThrow("it has first, second, late, over");
    await expect(sagas.list(Waits, { limit: 0 })).rejects.toThrow("limit must be a whole number");
    await expect(sagas.skip("Bank.Nothing", 1)).rejects.toThrow("it has Bank.Waits");
  });
});

describe.each(stores)("$name: an instance that a newer release has written", ({ fresh }) => {
  /** `k` was begun by a release whose saga has version 2, `other` by this one; then something happens to both. */
  const earlier = async () => {
    const store = fresh();
    const newer = await world(store, { sagas: [waitsOf(new Set(), 2)] });
    await newer.note("begin k");
    await newer.turn();
    await newer.app.close();
    const here = await world(store);
    return { store, here };
  };
  const later = async (store: StoreSource, now: number) => {
    const there = await world(store, { sagas: [waitsOf(new Set(), 2)] });
    there.time.now = now;
    return there;
  };

  it("is shown as it is, and is no obstacle to the others", async () => {
    const { here } = await earlier();
    await here.note("begin other");
    await here.turn();
    const { instances } = await here.app.sagas.list(Waits);
    expect(instances).toMatchObject([
      { key: "k", step: "first", newer: 2 },
      { key: "other", step: "first" },
    ]);
    expect(instances[1]).not.toHaveProperty("newer");
    expect(await here.app.sagas.get(Waits, "k")).toMatchObject({ step: "first", newer: 2 });
    here.time.now += 10 * minute;
    await here.turn();
    // The timers of the one fire here, those of the other are left.
    expect([await stepOf(here, "k"), await stepOf(here, "other")]).toEqual(["first", "second"]);
    expect(await here.app.sagas.deadLetters()).toEqual([]);
  });

  it("parks the saga at what concerns it, and goes on by itself where the newer release runs", async () => {
    const { store, here } = await earlier();
    await here.note("go k");
    await here.note("begin other");
    await here.turn();
    await here.turn();
    const health = await healthOf(here, "Bank.Waits");
    expect(health).toMatchObject({ state: "parked", parked: { needs: 2 } });
    expect(health?.parked?.error).toContain(
      "was written by version 2 of Bank.Waits, and this app has version 1",
    );
    const { now } = here.time;
    await here.app.close();

    const there = await later(store, now);
    await there.turn();
    expect([await stepOf(there, "k"), await stepOf(there, "other")]).toEqual(["second", "first"]);
    expect((await healthOf(there, "Bank.Waits"))?.parked).toBeUndefined();
    expect((await there.app.sagas.get(Waits, "k"))?.history.map(({ to }) => to)).toEqual(["first", "second"]);
  });

  it("keeps its timers for the newer release", async () => {
    const { store, here } = await earlier();
    here.time.now += 10 * minute;
    await here.turn();
    await here.turn();
    const { now } = here.time;
    await here.app.close();
    const there = await later(store, now);
    await there.turn();
    expect(await stepOf(there, "k")).toBe("second");
  });

  it("keeps the answers to what it sent for the newer release", async () => {
    const store = fresh();
    const paying = { sagas: [payments] };
    const newer = await world(store, { sagas: [{ ...payments, version: 2 }] });
    await newer.app.execute(Deposit({ accountId: "a", amount: "5" }));
    await newer.app.execute(pay("p", "a", "b", 5));
    await newer.turn();
    await newer.app.close();

    const here = await world(store, paying);
    await settle(here);
    expect(await here.app.sagas.get(Payments, "p")).toMatchObject({ step: "taking", newer: 2 });
    expect(await healthOf(here, payments.name)).toMatchObject({ inFlight: 1, deadLetters: 0 });
    expect((await healthOf(here, payments.name))?.parked).toBeUndefined();
    await here.app.close();

    const there = await world(store, { sagas: [{ ...payments, version: 2 }] });
    await settle(there);
    expect((await there.app.sagas.get(Payments, "p"))?.history.map(({ to }) => to)).toContain("giving");
  });
});

describe.each(stores)("$name: health", ({ fresh }) => {
  it("counts what is on its way, and what waits for an operator, by process", async () => {
    const here = await world(fresh(), { policies: [greedy] });
    await here.note("take");
    await here.turn();
    expect(await healthOf(here, "Bank.Greedy")).toMatchObject({ inFlight: 1, deadLetters: 0 });
    expect(await healthOf(here, "Bank.Waits")).toMatchObject({ inFlight: 0, deadLetters: 0 });
    await settle(here);
    expect(await healthOf(here, "Bank.Greedy")).toMatchObject({ inFlight: 0, deadLetters: 1 });
    expect(await healthOf(here, "Bank.Waits")).toMatchObject({ inFlight: 0, deadLetters: 0 });
  });
});
