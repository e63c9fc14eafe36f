/** A process that still carries out what another one has dealt with meanwhile: it has lost its lease, and does not know it yet. */
import { describe, expect, it, onTestFinished } from "vitest";
import type { StoreSource } from "@esdl/runtime";
import { openApp } from "../../runtime/src/app/app.js";
import { Account, Deposit, externals, Open } from "../stores/account.js";
import { stores } from "../stores/stores.js";
import { banking, mail, pay, Payments } from "./payments.js";

async function opened(store: StoreSource, tell: () => Promise<void>) {
  const app = await openApp({
    modules: [banking, mail],
    store,
    externals,
    externalCommands: { Mail: { Tell: tell } },
    clock: () => new Date("2026-01-01T00:00:00.000Z"),
    isManual: true,
  });
  onTestFinished(() => app.close());
  return app;
}

describe.each(stores)("$name: a process that was overtaken at a send", ({ fresh }) => {
  it("has nothing more to do with it", async () => {
    const source = fresh();
    const slow = { end: (): void => undefined };
    const first = await opened(source, () => new Promise((resolve) => (slow.end = resolve)));
    for (const command of [
      Open({ accountId: "a", number: "a" }),
      Open({ accountId: "b", number: "b" }),
      Deposit({ accountId: "a", amount: "10" }),
      pay("p1", "a", "b", 4),
    ]) {
      await first.execute(command);
    }
    const [process] = first.processes.processes;
    if (process === undefined) throw new Error("there is no saga");
    while ((await first.sagas.get(Payments, "p1"))?.step !== "telling")
      await (await process.steps())[0]?.take();
    const [send] = await process.steps();
    expect(send?.kind).toBe("send");
    const carrying = send?.take();

    const second = await opened(source, () => Promise.resolve());
    await second.processes.settle();
    expect(await second.sagas.get(Payments, "p1")).toMatchObject({ step: "done", inFlight: [] });

    // As it does whenever a commit of its own is refused.
    await process.load();
    slow.end();
    await carrying;
    expect(await process.turn()).toBe(true);
    expect(await process.steps()).toEqual([]);
    expect((await second.load(Account, "b"))?.state.balance).toBe("4");
  });
});
