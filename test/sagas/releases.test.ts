/**
 * What sagas and policies of an earlier release have sent, remembered and stored is carried out by the next one: the values in it
 * are brought to the versions of today, and judged anew.
 */
import type { StoreSource } from "@esdl/runtime";
import { describe, expect, it, onTestFinished } from "vitest";
import { openApp, type PlainOptions, type RunningApp } from "../../runtime/src/app/app.js";
import type { Step } from "../../runtime/src/sagas/process.js";
import { stores } from "../stores/stores.js";
import { checkedModel, compiled, sourcesIn, type Domain } from "../support/generated.js";

const first = await compiled(checkedModel(sourcesIn("test/sagas/releases/first")));
const second = await compiled(checkedModel(sourcesIn("test/sagas/releases/second")));

const id = "018f6b1c-9a3e-7c54-b2d1-000000000001";
const placedAt = "2026-01-01T00:00:00.000Z";
const laterOn = "2026-01-03T00:00:00.000Z";

interface Told {
  readonly input: object;
  readonly key: string;
}

interface Release {
  readonly app: RunningApp;
  readonly told: Told[];
}

/** An app of a release, whose sagas go on only as far as the test lets them. */
async function released(
  domain: Domain,
  source: StoreSource,
  {
    now = placedAt,
    tell = () => undefined,
    ...more
  }: Partial<PlainOptions> & {
    readonly now?: string;
    readonly tell?: () => void;
  } = {},
): Promise<Release> {
  const told: Told[] = [];
  const options: PlainOptions = {
    modules: domain.modules,
    store: source,
    clock: () => new Date(now),
    isManual: true,
    externalCommands: {
      Shop: {
        Tell: (input: object, { idempotencyKey: key }: { readonly idempotencyKey: string }) => {
          tell();
          told.push({ input, key });
        },
      },
    },
    ...more,
  };
  const app = await openApp(options);
  onTestFinished(() => app.close());
  return { app, told };
}

/** Lets the app do what is of these kinds, until nothing of them is left. */
async function goOn({ processes }: RunningApp, ...kinds: readonly Step["kind"][]): Promise<void> {
  for (;;) {
    const steps = (await Promise.all(processes.processes.map((process) => process.steps()))).flat();
    const step = steps.find(({ kind }) => kinds.includes(kind));
    if (step === undefined) return;
    await step.take();
  }
}

const all = ["event", "send", "answer", "timer"] as const;

async function place({ app }: Release, name = "ann"): Promise<void> {
  const data = {
    orderId: id,
    total: { amount: "7" },
    fees: { shop: { amount: "1" } },
    channel: "shop",
    by: { name, owes: [{ amount: "2" }] },
  };
  const outcome = await app.execute({ aggregate: "Shop.Order", type: "Place", data });
  expect(outcome.ok).toBe(true);
}

const parcelOf = (domain: Domain) => domain.aggregates.find(({ decl }) => decl.name === "Parcel")!;
const shipping = async (domain: Domain) =>
  (await import(domain.output.path("src/shop/shipping.ts"))) as Parameters<RunningApp["sagas"]["get"]>[0];

const euros = (amount: string) => ({ amount, currency: "EUR" });
const party = { fullName: "ann", owes: [euros("2")], since: placedAt };
const parcel = {
  parcelId: id,
  total: euros("7"),
  items: [{ sku: "a", price: euros("7") }],
  by: party,
  fees: { store: euros("1") },
  channels: ["store"],
  note: "-",
};

describe.each(stores)("$name: the next release", ({ fresh }) => {
  it("carries out what the one before has sent, with the values of today", async () => {
    const source = fresh();
    const before = await released(first, source);
    await place(before);
    await goOn(before.app, "event");
    await before.app.close();

    const { app, told } = await released(second, source, { now: laterOn });
    await goOn(app, ...all);
    expect((await app.load(parcelOf(second), id))?.state).toEqual(parcel);
    const said = { total: euros("7"), channel: "store" };
    expect(told.map(({ input }) => input)).toEqual(
      expect.arrayContaining([
        { ...said, parties: [party] },
        { ...said, parties: [party, party] },
      ]),
    );
    expect(await app.sagas.get(await shipping(second), id)).toMatchObject({
      step: "waiting",
      state: { total: euros("7"), by: party, channel: "store" },
      inFlight: [],
      unheard: [],
    });
    expect(await app.sagas.deadLetters()).toEqual([]);
  });

  it("leaves snapshots of the one before aside", async () => {
    const source = fresh();
    const before = await released(first, source);
    await place(before);
    await before.app.close();

    const { app } = await released(second, source);
    const order = second.aggregates.find(({ decl }) => decl.name === "Order")!;
    expect((await app.load(order, id))?.state).toEqual({ orderId: id, total: euros("7") });
  });

  it("undoes what the one before has sent and remembered", async () => {
    const source = fresh();
    const before = await released(first, source);
    await place(before);
    await goOn(before.app, "event", "send", "answer");
    await before.app.close();

    const { app } = await released(second, source, { now: laterOn });
    await goOn(app, ...all);
    const history = await app.history(parcelOf(second), id);
    expect(history.map(({ type, stored, data }) => [type, stored.version, data])).toEqual([
      ["Packed", 1, expect.objectContaining({ total: euros("7"), note: "" })],
      ["Unpacked", 2, { total: euros("7") }],
    ]);
    expect(await app.sagas.get(await shipping(second), id)).toMatchObject({ step: "over", inFlight: [] });
  });

  it("knows again what the one before has carried out and not heard of", async () => {
    const source = fresh();
    const before = await released(first, source);
    await place(before);
    await goOn(before.app, "event", "send");
    await before.app.close();

    const { app, told } = await released(second, source, { now: laterOn });
    await goOn(app, ...all);
    expect(await app.history(parcelOf(second), id)).toHaveLength(1);
    expect(await app.sagas.get(await shipping(second), id)).toMatchObject({ step: "waiting", unheard: [] });
    // Who was told twice knows it by the key.
    expect(new Set([...told, ...before.told].map(({ key }) => key)).size).toBe(2);
  });

  it("judges what it was sent by the conditions of today", async () => {
    const source = fresh();
    const before = await released(first, source);
    await place(before, "");
    await goOn(before.app, "event");
    await before.app.close();

    const { app, told } = await released(second, source);
    await goOn(app, ...all);
    expect(told).toEqual([]);
    expect(await app.sagas.get(await shipping(second), id)).toMatchObject({
      unheard: [
        { command: "Shop.Parcel.Pack", type: "Invalid" },
        {
          command: "Shop.Tell",
          type: "Invalid",
          message: expect.stringContaining("/parties/0/fullName") as string,
        },
      ],
    });
  });

  it("tries again what the one before has left to an operator", async () => {
    const source = fresh();
    const before = await released(first, source, {
      sagas: { attempts: 1 },
      tell: () => {
        throw new Error("no line");
      },
    });
    await place(before);
    await goOn(before.app, ...all);
    await before.app.close();

    const { app, told } = await released(second, source);
    const letters = await app.sagas.deadLetters();
    expect(letters.map(({ of }) => of)).toEqual(["Shop.Tell", "Shop.Tell"]);
    for (const letter of letters) await app.sagas.retry(letter.id);
    await goOn(app, ...all);
    expect(told.map(({ input }) => input)).toContainEqual({
      total: euros("7"),
      parties: [party],
      channel: "store",
    });
    expect(await app.sagas.deadLetters()).toEqual([]);
  });
});

it("an earlier release leaves to an operator what a newer one has sent", async () => {
  const [{ fresh }] = stores as [(typeof stores)[0]];
  const source = fresh();
  const newer = await released(second, source);
  const data = { orderId: id, total: euros("7"), fees: {}, channel: "web", by: party };
  await newer.app.execute({ aggregate: "Shop.Order", type: "Place", data });
  await goOn(newer.app, "event");
  await newer.app.close();

  const policiesAlone = first.modules.map((module) => ({ ...module, sagas: [] }));
  const { app, told } = await released({ ...first, modules: policiesAlone }, source, {
    sagas: { attempts: 1 },
  });
  await goOn(app, "send", "answer");
  expect(told).toEqual([]);
  expect(await app.sagas.deadLetters()).toEqual([
    expect.objectContaining({
      process: "Shop.Notify",
      of: "Shop.Tell",
      reason: expect.stringContaining("a newer release sent it; deploy that one again") as string,
    }),
  ]);
});
