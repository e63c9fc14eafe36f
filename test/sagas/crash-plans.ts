/** What is lived in the crash tests: payments by hand, the faults that must be found, and what must hold at the end. */
import { expect } from "vitest";
import {
  memory,
  type CommitResult,
  type RecordWrite,
  type Store,
  type StoreSource,
  type Unit,
} from "@esdl/runtime";
import { Account, Close, Deposit, externals, Note, Open } from "../stores/account.js";
import { committingWith } from "../stores/stores.js";
import { live, type Ended, type Plan } from "./crash.js";
import { banking, mail, pay, Payments } from "./payments.js";

const accounts = ["a", "b", "c"] as const;
const asked = ["p1", "p2", "p3", "p4", "p5"] as const;
const total = 160;

/** Payments whose ends do not depend on which comes first: each has its money, or never will. */
export function payingPlan(): Plan {
  const told = new Map<string, string>();
  const commands = {
    Mail: {
      Tell: (
        { text }: { readonly text: string },
        { idempotencyKey }: { readonly idempotencyKey: string },
      ) => {
        told.set(idempotencyKey, text);
      },
    },
  };
  return {
    told,
    modules: [banking, mail],
    options: { externals, externalCommands: commands },
    store: memory,
    before: [
      Open({ accountId: "a", number: "a" }),
      Open({ accountId: "b", number: "b" }),
      Open({ accountId: "c", number: "c" }),
      Deposit({ accountId: "a", amount: "100" }),
      Deposit({ accountId: "b", amount: "60" }),
      Close({ accountId: "c" }),
    ],
    asked: [
      pay("p1", "a", "b", 10),
      pay("p2", "a", "c", 20),
      pay("p3", "b", "a", 5000),
      pay("p4", "b", "a", 7),
      pay("p5", "a", "nobody", 1),
      Note({ accountId: "a", text: "ping" }),
    ],
  };
}

/** The same, with a clock that moves: timers fire while their sends are on the way. */
export const timelyPlan = (): Plan => ({ ...payingPlan(), moves: { times: 6, by: 16 * 60_000 } });

/** What came of it, but for the order of what may come in any order. */
export async function outcomeOf({ app, told }: Ended): Promise<object> {
  const balances = await Promise.all(
    accounts.map(async (id) => {
      const history = await app.history(Account, id);
      const types = history.map(({ type, data }) => `${type} ${JSON.stringify(data)}`).sort();
      return { id, balance: (await app.load(Account, id))?.state.balance, types };
    }),
  );
  const steps = await Promise.all(asked.map(async (key) => instanceOf(app, key)));
  return { balances, steps, told: [...told].sort(), dead: await app.sagas.deadLetters() };
}

async function instanceOf(app: Ended["app"], key: string): Promise<object> {
  const found = await app.sagas.get(Payments, key);
  if (found === undefined) return { key };
  const { step, run, dropped, unheard, inFlight, undos } = found;
  return { key, step, run, dropped, unheard, inFlight, undos };
}

/** Every seed comes to the end that nobody dies on the way to. */
export async function holdsFor(seeds: number, plan: () => Plan, from = 1): Promise<void> {
  const expected = await outcomeOf(await live(plan(), 1, false));
  let deaths = 0;
  for (let seed = from; seed < from + seeds; seed++) {
    const ended = await live(plan(), seed, true);
    deaths += ended.deaths;
    expect(await outcomeOf(ended), `seed ${String(seed)}`).toEqual(expected);
    await ended.app.close();
  }
  // A test in which nobody dies says nothing.
  expect(deaths).toBeGreaterThan(seeds);
}

/** No money is lost or made, nothing is on its way, and what was taken was given or is back. */
export async function conserved({ app, told }: Ended, seed: number): Promise<void> {
  const what = `seed ${String(seed)}`;
  const states = await Promise.all(accounts.map(async (id) => (await app.load(Account, id))?.state));
  const money = states.reduce((sum, state) => sum + Number(state?.balance ?? 0), 0);
  // What was on its way to a closed account, or to nobody, came back.
  expect(money, what).toBe(total);
  for (const key of asked) {
    const found = await app.sagas.get(Payments, key);
    expect(["done", "refused", "returned"], `${what}: ${key}`).toContain(found?.step);
    expect(found?.inFlight, `${what}: ${key}`).toEqual([]);
  }
  expect(await app.sagas.deadLetters(), what).toEqual([]);
  // However often it was told, it was one message, by its key.
  expect(new Set(told.values()).size, what).toBe(told.size);
  await app.close();
}

// -------------------------------------------------------------------------------------------------- faults

const isOf =
  (prefix: string) =>
  ({ collection }: RecordWrite): boolean =>
    collection.startsWith(prefix);

/** A store that commits some records of a unit on their own, before the others. */
const splitting =
  (first: (record: RecordWrite) => boolean) =>
  (source: StoreSource): StoreSource =>
    committingWith(source, async (store: Store, unit: Unit): Promise<CommitResult> => {
      const records = unit.records ?? [];
      const ahead = records.filter(first);
      if (ahead.length === 0 || ahead.length === records.length) return store.commit(unit);
      const result = await store.commit({ records: ahead });
      return result.ok
        ? store.commit({ ...unit, records: records.filter((record) => !first(record)) })
        : result;
    });

/** A store that changes what records hold. */
const rewriting =
  (change: (record: RecordWrite) => RecordWrite) =>
  (source: StoreSource): StoreSource =>
    committingWith(source, (store: Store, unit: Unit) =>
      store.commit(unit.records === undefined ? unit : { ...unit, records: unit.records.map(change) }),
    );

const forgetful = rewriting((record) =>
  isOf("send:")(record) && record.value !== undefined
    ? { ...record, value: record.value.replace(/,"isUndone":true/u, "") }
    : record,
);

type Check = (ended: Ended, seed: number) => Promise<void>;

const asExpected: Check = async (ended) => {
  expect(await outcomeOf(ended)).toEqual(await outcomeOf(await live(payingPlan(), 1, false)));
};

export const faults: readonly { readonly what: string; readonly plan: () => Plan; readonly check: Check }[] =
  [
    {
      what: "sends that are committed before the state that they come from",
      plan: () => ({ ...payingPlan(), fault: splitting(isOf("send:")) }),
      check: asExpected,
    },
    {
      what: "a checkpoint that is committed before the state",
      plan: () => ({ ...payingPlan(), fault: splitting(isOf("saga-checkpoint")) }),
      check: asExpected,
    },
    {
      what: "an instance that is committed before what it sends",
      plan: () => ({ ...payingPlan(), fault: splitting(isOf("saga:")) }),
      check: asExpected,
    },
    {
      what: "an undo that is forgotten when a send turns out accepted late",
      plan: () => ({ ...timelyPlan(), fault: forgetful }),
      check: conserved,
    },
  ];
