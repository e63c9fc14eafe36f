/** A kiosk whose payments and parcels are external commands, carried out by a world that fails, forgets to answer, and declines. */
import { expect } from "vitest";
import { memory } from "@esdl/runtime";
import { checkedModel, compiled, sourcesIn } from "../../support/generated.js";
import { ask } from "./asks.js";
import { expectNothingLeft, happenedTo, standing, stateOf } from "./looking.js";
import { idOf } from "./names.js";
import type { Ask, Plan } from "./plan.js";
import { Provider } from "./provider.js";
import type { Ended } from "./world.js";

const { modules } = await compiled(checkedModel(sourcesIn("test/sagas/crash/kiosk")));

const stock: Readonly<Record<string, number>> = { TEA: 20, CUP: 1 };

type Lines = Readonly<Record<string, number>>;

export interface Kiosk extends Plan {
  readonly provider: Provider;
  readonly orders: Readonly<Record<string, Wanted>>;
}

interface Wanted {
  readonly amount: number;
  readonly lines: Lines;
}

const place = ([name, { amount, lines }]: readonly [string, Wanted]): Ask =>
  ask("Kiosk.Order.Place", {
    orderId: idOf(name),
    amount: String(amount),
    lines: Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity })),
  });

function kioskOf(name: string, orders: Readonly<Record<string, Wanted>>, more: readonly Ask[] = []): Kiosk {
  const provider = new Provider();
  return {
    name,
    provider,
    orders,
    modules,
    options: {},
    outside: provider.outside,
    store: memory,
    before: Object.entries(stock).map(([sku, quantity]) => ask("Kiosk.Shelf.Fill", { sku, quantity })),
    asked: [...Object.entries(orders).map(place), ...more],
  };
}

/** Orders whose ends do not depend on which comes first. */
export const kiosk = (): Kiosk =>
  kioskOf("kiosk", {
    sent: { amount: 30, lines: { TEA: 2, CUP: 1 } },
    declined: { amount: 700, lines: { TEA: 1 } },
    short: { amount: 20, lines: { TEA: 1, CUP: 3 } },
    small: { amount: 5, lines: { TEA: 3 } },
  });

/** Orders whose ends depend on who is first: two want the last cup, one is cancelled, and time leaps while the provider works. */
export const raceAtKiosk = (): Kiosk => ({
  ...kioskOf(
    "kiosk-race",
    {
      one: { amount: 30, lines: { TEA: 2, CUP: 1 } },
      other: { amount: 20, lines: { CUP: 1 } },
      fickle: { amount: 10, lines: { TEA: 1 } },
    },
    [
      ask(
        "Kiosk.Order.Cancel",
        { orderId: idOf("fickle"), reason: "changed my mind" },
        { after: `Kiosk.Order-${idOf("fickle")} Placed` },
      ),
    ],
  ),
  leaps: { times: 8, by: 11 * 60_000 },
});

/** Everything that came of it. */
export async function kioskOutcome(ended: Ended, { orders, provider }: Kiosk): Promise<object> {
  const shelves = await Promise.all(
    Object.keys(stock).map(async (sku) => happenedTo(ended, modules, "Kiosk.Shelf", sku)),
  );
  const all = await Promise.all(
    Object.keys(orders).map(async (name) => ({
      name,
      order: await happenedTo(ended, modules, "Kiosk.Order", idOf(name)),
      saga: await standing(ended, modules, "Kiosk.Fulfilment", idOf(name)),
    })),
  );
  return { shelves, all, deeds: provider.deeds.map((deed) => JSON.stringify(deed)).sort() };
}

interface Shelf {
  readonly stock: number;
  readonly held: object;
}

/** Either all of an order was done, once, or all of it was taken back; and nothing is held or owed. */
export async function kioskConserved(ended: Ended, { orders, provider }: Kiosk): Promise<void> {
  await expectNothingLeft(ended);
  const left = { ...stock };
  for (const [name, { amount, lines }] of Object.entries(orders)) {
    const id = idOf(name);
    const order = await stateOf<{ status: string }>(ended, modules, "Kiosk.Order", id);
    const isSent = order?.status === "sent";
    expect(order?.status, name).toBe(isSent ? "sent" : "cancelled");
    const saga = await standing(ended, modules, "Kiosk.Fulfilment", id);
    expect(saga, name).toMatchObject({ step: isSent ? "completed" : "cancelled", run: 1, inFlight: [] });
    expect(provider.paidFor(id), `paid for ${name}`).toBe(isSent ? amount : 0);
    const deeds = provider.deeds.filter((deed) => deed.order === id).map(({ what }) => what);
    expect(new Set(deeds).size, `${name}: ${deeds.join(", ")}`).toBe(deeds.length);
    const parcels = Object.keys(lines).map((sku) => `pick up ${sku}`);
    expect(deeds.filter((what) => what.startsWith("pick up")).sort(), name).toEqual(
      isSent ? parcels.sort() : [],
    );
    if (isSent) for (const [sku, quantity] of Object.entries(lines)) left[sku] = (left[sku] ?? 0) - quantity;
  }
  for (const [sku, quantity] of Object.entries(left)) {
    const shelf = await stateOf<Shelf>(ended, modules, "Kiosk.Shelf", sku);
    expect({ sku, stock: shelf?.stock, held: shelf?.held }).toEqual({ sku, stock: quantity, held: {} });
  }
}
