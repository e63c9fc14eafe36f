/** Sagas whose store fails while they begin their work. */
import { describe, expect, it, onTestFinished } from "vitest";
import { createApp } from "@esdl/runtime";
import { Account, Deposit, externals, Open } from "../stores/account.js";
import { until } from "../projections/support.js";
import { overriding, stores } from "../stores/stores.js";
import { banking, mail, pay, Payments } from "./payments.js";

describe.each(stores)("$name: sagas that cannot read what is on its way when they begin", ({ fresh }) => {
  it("read it again, and do their work", async () => {
    const line = { fails: 3 };
    const source = overriding(fresh(), (store) => ({
      listRecords: (collection, range) => {
        if (!collection.startsWith("send:") || line.fails-- <= 0) return store.listRecords(collection, range);
        return Promise.reject(new Error("the line is dead"));
      },
    }));
    const app = await createApp({
      modules: [banking, mail],
      store: source,
      externals,
      externalCommands: { Mail: { Tell: () => undefined } },
    });
    onTestFinished(() => app.close());
    await app.start();
    await app.execute(Open({ accountId: "a", number: "a" }));
    await app.execute(Open({ accountId: "b", number: "b" }));
    await app.execute(Deposit({ accountId: "a", amount: "10" }));
    await app.execute(pay("p1", "a", "b", 4));
    await until(async () => (await app.sagas.get(Payments, "p1"))?.step === "done", "it comes to its end");
    expect((await app.load(Account, "b"))?.state.balance).toBe("4");
    expect((await app.health()).sagas).toMatchObject([{ lastFailure: "the line is dead" }, {}]);
  });
});
