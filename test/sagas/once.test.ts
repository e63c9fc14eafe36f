/** What may happen twice, late or at a bad moment has one effect: sends, their undos, and timers. The test takes every step. */
import { describe, expect, it, onTestFinished } from "vitest";
import type { StoreSource } from "@esdl/runtime";
import { openApp } from "../../runtime/src/app/app.js";
import type { Step } from "../../runtime/src/sagas/process.js";
import { Account, Close, Deposit, externals, Open } from "../stores/account.js";
import { committingWith, stores } from "../stores/stores.js";
import { banking, mail, pay, Payments } from "./payments.js";

const start = Date.parse("2026-01-01T00:00:00.000Z");
const minute = 60_000;

async function world(store: StoreSource) {
  const time = { now: start };
  /** The keys under which the world outside was told something. */
  const told: string[] = [];
  const app = await openApp({
    modules: [banking, mail],
    store,
    externals,
    externalCommands: {
      Mail: {
        Tell: (_: object, { idempotencyKey }: { readonly idempotencyKey: string }) => {
          told.push(idempotencyKey);
        },
      },
    },
    clock: () => new Date(time.now),
    isManual: true,
  });
  onTestFinished(() => app.close());
  const next = async (kind: Step["kind"]): Promise<Step | undefined> => {
    const steps = await Promise.all(app.processes.processes.map((process) => process.steps()));
    return steps.flat().find((step) => step.kind === kind);
  };
  /** Events come first: nothing else is offered before them. */
  const catchUp = async (): Promise<void> => {
    for (let step = await next("event"); step !== undefined; step = await next("event")) await step.take();
  };
  return {
    app,
    time,
    told,
    /** Takes the first step of a kind. */
    take: async (kind: Step["kind"]) => {
      await catchUp();
      const step = await next(kind);
      expect(step, `there is something to do: ${kind}`).toBeDefined();
      await step?.take();
    },
    catchUp,
    has: async (kind: Step["kind"]) => (await next(kind)) !== undefined,
    settle: () => app.processes.settle(),
    /** Takes steps until there is none, as the app that it is: nothing is read anew that it does not read by itself. */
    goOn: async () => {
      const kinds = ["event", "send", "answer", "timer"] as const;
      for (let count = 0; count < 100; count++) {
        const steps = await Promise.all(kinds.map(async (kind) => next(kind)));
        const step = steps.find((one) => one !== undefined);
        if (step === undefined) return;
        await step.take();
      }
      throw new Error("it never came to an end");
    },
    events: async (id: string) => (await app.history(Account, id)).map(({ type }) => type),
    balance: async (id: string) => (await app.load(Account, id))?.state.balance,
    found: () => app.sagas.get(Payments, "p1"),
  };
}

/** With an account that has 10, and another one; somebody has asked for a payment of so much. */
async function asked(store: StoreSource, amount: number) {
  const here = await world(store);
  await here.app.execute(Open({ accountId: "a", number: "a" }));
  await here.app.execute(Open({ accountId: "b", number: "b" }));
  await here.app.execute(Deposit({ accountId: "a", amount: "10" }));
  await here.app.execute(pay("p1", "a", "b", amount));
  await here.catchUp();
  return here;
}

describe.each(stores)("$name: an undo that is needed for a send on its way", ({ fresh }) => {
  it("is sent once it turns out accepted, also when the saga has ended", async () => {
    const here = await asked(fresh(), 4);
    await here.take("send");
    expect(await here.balance("a")).toBe("6");
    here.time.now += 20 * minute;
    await here.take("timer");
    expect(await here.found()).toMatchObject({ step: "returned", hasEnded: true });
    expect(await here.balance("a")).toBe("6");
    await here.settle();
    expect(await here.balance("a")).toBe("10");
    expect(await here.events("a")).toEqual(["Opened", "Deposited", "Noted", "Withdrawn", "Deposited"]);
    expect(await here.found()).toMatchObject({ step: "returned", inFlight: [], undos: [] });
  });

  it("is sent, too, when the send is carried out only after that", async () => {
    const here = await asked(fresh(), 4);
    here.time.now += 20 * minute;
    await here.take("timer");
    expect(await here.found()).toMatchObject({ step: "returned", inFlight: [{ attempts: 0 }] });
    await here.settle();
    expect(await here.events("a")).toEqual(["Opened", "Deposited", "Noted", "Withdrawn", "Deposited"]);
    expect(await here.balance("a")).toBe("10");
  });

  it("is not sent when it turns out rejected", async () => {
    const here = await asked(fresh(), 400);
    await here.take("send");
    here.time.now += 20 * minute;
    await here.take("timer");
    await here.settle();
    expect(await here.events("a")).toEqual(["Opened", "Deposited", "Noted"]);
    expect(await here.found()).toMatchObject({ step: "returned", unheard: [{ type: "InsufficientFunds" }] });
  });

  it("is known to the process that takes over", async () => {
    const source = fresh();
    const here = await asked(source, 4);
    await here.take("send");
    here.time.now += 20 * minute;
    await here.take("timer");
    await here.app.close();
    const next = await world(source);
    next.time.now = here.time.now;
    await next.settle();
    expect(await next.balance("a")).toBe("10");
    expect(await next.events("a")).toEqual(["Opened", "Deposited", "Noted", "Withdrawn", "Deposited"]);
  });
});

describe.each(stores)("$name: a send that is carried out again after a restart", ({ fresh }) => {
  it("has one effect, and the same answer", async () => {
    const source = fresh();
    const here = await asked(source, 4);
    await here.take("send");
    await here.app.close();
    const next = await world(source);
    expect(await next.found()).toMatchObject({ step: "taking", inFlight: [{ attempts: 0 }] });
    await next.settle();
    expect(await next.events("a")).toEqual(["Opened", "Deposited", "Noted", "Withdrawn"]);
    expect(await next.found()).toMatchObject({ step: "done" });
    expect([await next.balance("a"), await next.balance("b")]).toEqual(["6", "4"]);
  });

  it("is answered as it was the first time, although it would be answered otherwise now", async () => {
    const source = fresh();
    const here = await asked(source, 10);
    await here.take("send");
    await here.app.close();
    const next = await world(source);
    await next.app.execute(Close({ accountId: "a" }));
    await next.settle();
    expect(await next.found()).toMatchObject({ step: "done", unheard: [] });
    expect(await next.balance("b")).toBe("10");
  });

  it("is the same to the world outside, by its key", async () => {
    const source = fresh();
    const here = await asked(source, 4);
    while ((await here.found())?.step !== "telling") {
      await here.take("send");
      await here.take("answer");
    }
    await here.take("send");
    await here.app.close();
    const next = await world(source);
    await next.settle();
    expect(here.told).toHaveLength(1);
    expect(next.told).toEqual(here.told);
  });
});

describe.each(stores)("$name: a timer", ({ fresh }) => {
  it("fires once where nobody hears that it was committed", async () => {
    const lost = { isNext: false };
    const source = committingWith(fresh(), async (store, unit) => {
      const result = await store.commit(unit);
      if (!lost.isNext) return result;
      lost.isNext = false;
      throw new Error("the line is dead");
    });
    const here = await asked(source, 4);
    here.time.now += 20 * minute;
    lost.isNext = true;
    await expect(here.take("timer")).rejects.toThrow("the line is dead");
    await here.goOn();
    const found = await here.found();
    // What is dropped is that the send was accepted: the saga had ended by then.
    expect(found).toMatchObject({ step: "returned", dropped: 1, timers: [] });
    expect(found?.history.map(({ kind, to }) => [kind, to])).toEqual([
      ["event", "taking"],
      ["after", "returned"],
    ]);
    expect(await here.balance("a")).toBe("10");
  });

  it("fires once although it was due for a long time, and not after the end", async () => {
    const source = fresh();
    const here = await asked(source, 4);
    await here.app.close();
    const next = await world(source);
    next.time.now += 30 * 24 * 60 * minute;
    // The send is older than the timer, but its answer is not here yet.
    await next.take("timer");
    expect(await next.has("timer")).toBe(false);
    await next.settle();
    next.time.now += 60 * minute;
    await next.settle();
    expect(await next.found()).toMatchObject({ step: "returned", dropped: 1, timers: [] });
    expect(await next.balance("a")).toBe("10");
  });
});
