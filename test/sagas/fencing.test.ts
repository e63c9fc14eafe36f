/** A worker of sagas that is paused past its lease, between a turn and its commit. The lease alone stands in its way then. */
import { describe, expect, it, onTestFinished } from "vitest";
import { createApp, type CommitResult, type Store, type StoreSource, type Unit } from "@esdl/runtime";
import { Account, Deposit, externals, Open } from "../stores/account.js";
import { until } from "../projections/support.js";
import { committingWith, stores } from "../stores/stores.js";
import { banking, mail, pay, Payments } from "./payments.js";

const isTurn = ({ records = [] }: Unit): boolean =>
  records.some(({ collection }) => collection === "saga:Bank.Payments");

/** A store whose first turn of a saga waits until it is told to go on. */
function paused(source: StoreSource) {
  let reached = false;
  let wake = (): void => undefined;
  const woken = new Promise<void>((resolve) => (wake = resolve));
  let answered: (result: CommitResult) => void = () => undefined;
  const answer = new Promise<CommitResult>((resolve) => (answered = resolve));
  return {
    source: committingWith(source, async (inner: Store, unit) => {
      if (reached || !isTurn(unit)) return inner.commit(unit);
      reached = true;
      await woken;
      const result = await inner.commit(unit);
      answered(result);
      return result;
    }),
    isReached: () => reached,
    wake: async (): Promise<CommitResult> => {
      wake();
      return answer;
    },
  };
}

async function started(store: StoreSource, now: number) {
  const app = await createApp({
    modules: [banking, mail],
    store,
    externals,
    externalCommands: { Mail: { Tell: () => undefined } },
    clock: () => new Date(now),
    sagas: { leaseDuration: 400 },
  });
  onTestFinished(() => app.close());
  await app.start();
  return app;
}

describe.each(stores)("$name: a worker of sagas that was paused past its lease", ({ fresh }) => {
  it("is fenced off, also while the next one has not committed anything yet", async () => {
    const source = fresh();
    const [first, second] = [paused(source), paused(source)];
    const now = Date.parse("2026-01-01T00:00:00.000Z");
    const late = await started(first.source, now);
    await late.execute(Open({ accountId: "a", number: "a" }));
    await late.execute(Open({ accountId: "b", number: "b" }));
    await late.execute(Deposit({ accountId: "a", amount: "10" }));
    await late.execute(pay("p1", "a", "b", 4));
    await until(first.isReached, "the first is in the middle of a turn");
    const next = await started(second.source, now + 3_600_000);
    await until(second.isReached, "the second has taken over, and is in the middle of the same turn");
    const answers = [await first.wake(), await second.wake()];
    expect(answers).toMatchObject([
      { ok: false, refusal: { kind: "stale", collection: "lease" } },
      { ok: true },
    ]);
    await until(async () => (await next.sagas.get(Payments, "p1"))?.step === "done", "it comes to its end");
    const balances = await Promise.all(
      ["a", "b"].map(async (id) => (await next.load(Account, id))?.state.balance),
    );
    expect(balances).toEqual(["6", "4"]);
    expect((await next.sagas.get(Payments, "p1"))?.history).toHaveLength(4);
  });
});
