/** Projections see events as they are today, whatever they were when they were stored: live, rebuilt, and after a restart. */
import { describe, expect, it, onTestFinished } from "vitest";
import { createApp, type App, type Module, type ProjectionDefinition, type StoreSource } from "@esdl/runtime";
import { bank, externals } from "../stores/account.js";
import { opened, stores } from "../stores/stores.js";
import { until } from "./support.js";

interface Sum {
  readonly account: string;
  readonly sum: number;
  readonly seen: readonly string[];
}

const projection: ProjectionDefinition<Sum, string> = {
  name: "Bank.Sums",
  table: {
    name: "Bank.Sums",
    version: "1",
    key: [{ name: "account", type: "text" }],
    columns: [
      { name: "sum", type: "int" },
      { name: "seen", type: "json" },
    ],
    indexes: [],
  },
  keyOf: (key) => [key],
  events: {
    "Bank.Account": {
      Deposited: ({ id, data, part }) => [
        {
          key: [id],
          update: (row) => ({
            account: id,
            sum: (row?.sum ?? 0) + Number((data as { amount: string }).amount),
            seen: [...(row?.seen ?? []), `${Object.keys(data).join()}/${String(part)}`],
          }),
        },
      ],
    },
  },
};

const [account] = bank.aggregates;
const module = {
  ...bank,
  projections: [projection],
  aggregates: [
    {
      ...account!,
      events: {
        ...account!.events,
        // Version 1 had euros as a number, version 2 called them `value`; the first name was `PaidIn`.
        Deposited: {
          ...account!.events["Deposited"]!,
          version: 3,
          formerly: ["PaidIn"],
          upcasts: [
            (old: object) => ({ value: String((old as { euros: number }).euros) }),
            (old: object) => ({ amount: (old as { value: string }).value }),
          ],
        },
      },
      retired: {
        // What was one event is read as two.
        PaidTwice: {
          version: 1,
          becomes: (data: object) =>
            (data as { amounts: string[] }).amounts.map((amount) => ({
              type: "Deposited",
              data: { amount },
            })),
        },
        Forgotten: { version: 1, becomes: () => [] },
      },
    },
  ],
} as unknown as Module;

async function appOf(store: StoreSource): Promise<App> {
  const app = await createApp({ modules: [module], store, externals });
  onTestFinished(() => app.close());
  await app.start();
  return app;
}

const stored = (type: string, schema: number, data: object) => ({
  type,
  schema,
  data: JSON.stringify(data),
  meta: JSON.stringify({ id: "e", occurredAt: "2026-01-01T00:00:00.000Z", actor: { id: "", roles: [] } }),
});

describe.each(stores)("$name: old events", ({ fresh }) => {
  it("reach projections in their current version, each time they are read", async () => {
    const source = fresh();
    const store = await opened(source);
    const append = (...events: ReturnType<typeof stored>[]) =>
      store.commit({
        appends: [{ stream: "Bank.Account-a", category: "Bank.Account", expected: "any", events }],
      });
    await append(
      stored("PaidIn", 1, { euros: 1 }),
      stored("Forgotten", 1, {}),
      stored("Deposited", 2, { value: "20" }),
      stored("PaidTwice", 1, { amounts: ["300", "4000"] }),
      stored("Deposited", 3, { amount: "50000" }),
    );
    const wanted = {
      account: "a",
      sum: 54321,
      seen: ["amount/0", "amount/0", "amount/0", "amount/1", "amount/0"],
    };
    const first = await appOf(source);
    const read = first.read({ definition: projection });
    expect(await read.get("a", { after: { position: 5 } })).toEqual(wanted);
    const [before] = await store.listTables();
    await first.projections.rebuild("Bank.Sums");
    await until(async () => {
      const [only, more] = await store.listTables();
      return more === undefined && only?.version !== before?.version;
    }, "it is rebuilt");
    expect(await read.get("a", { after: { position: 5 } })).toEqual(wanted);
    await first.close();
    await append(stored("PaidIn", 1, { euros: 600000 }));
    const second = await appOf(source);
    expect(await second.read({ definition: projection }).get("a", { after: { position: 6 } })).toEqual({
      ...wanted,
      sum: 654321,
      seen: [...wanted.seen, "amount/0"],
    });
  });

  it("park it where no step leads to the current version, and are named", async () => {
    const source = fresh();
    const store = await opened(source);
    await store.commit({
      appends: [
        {
          stream: "Bank.Account-a",
          category: "Bank.Account",
          expected: "any",
          events: [stored("Deposited", 3, { amount: "1" }), stored("Deposited", 4, { cents: 100 })],
        },
      ],
    });
    const app = await appOf(source);
    const health = async () => (await app.health()).projections[0]!;
    await until(async () => (await health()).state === "parked", "parked");
    expect((await health()).parked).toMatchObject([
      { position: 2, error: expect.stringContaining("holds Deposited in its version 4") as string },
    ]);
    expect(await app.read({ definition: projection }).get("a")).toMatchObject({ sum: 1 });
  });
});
