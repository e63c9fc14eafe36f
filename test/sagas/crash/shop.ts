/** The shop of the examples, with a provider who calls back: what is ordered, held, paid, refused, cancelled and shipped. */
import { expect } from "vitest";
import { memory } from "@esdl/runtime";
import { checkedModel, compiled, sourcesIn } from "../../support/generated.js";
import { ask, clerk } from "./asks.js";
import { idOf } from "./names.js";
import { expectNothingLeft, happenedTo, standing, stateOf } from "./looking.js";
import { leaseDuration, type Ask, type Plan } from "./plan.js";
import type { Ended } from "./world.js";

const { modules } = await compiled(checkedModel(sourcesIn("examples/shop/model")));

const projections = modules.flatMap((module) => module.projections ?? []);

/** One of them commits with its events, the others follow them. */
const inline = projections
  .filter(({ name }) => name === "Sales.OrderList")
  .map((definition) => ({ definition }));

const provider = { id: "payment provider", roles: ["Provider"] };

const stock: Readonly<Record<string, number>> = { "TEA-1": 20, "CUP-1": 1, "POT-1": 2, "BAG-1": 5 };

type Lines = Readonly<Record<string, number>>;

const listed: readonly Ask[] = Object.entries(stock).flatMap(([sku, quantity]) => [
  ask("Sales.Product.ListProduct", { sku, title: sku, price: "10" }, { caller: clerk }),
  ask("Sales.Product.ReceiveStock", { sku, quantity }, { caller: clerk }),
]);

/** What people do with an order, by its name. */
const onOrder = (type: string, name: string, data: object = {}, event?: string): Ask => {
  const after = event === undefined ? {} : { after: `Sales.Order-${idOf(name)} ${event}` };
  return ask(`Sales.Order.${type}`, { orderId: idOf(name), ...data }, { caller: clerk, ...after });
};
/** A basket that waits to be ordered. */
const basket = (name: string, lines: Lines): readonly Ask[] => [
  onOrder("OpenBasket", name, { customer: idOf("ada") }),
  ...Object.entries(lines).map(([sku, quantity]) => onOrder("AddLine", name, { sku, quantity, price: "10" })),
];

const place = (name: string): Ask => onOrder("PlaceOrder", name);
const ship = (name: string): Ask => onOrder("ShipOrder", name, { tracking: `T-${name}` }, "OrderPaid");
const cancel = (name: string, after: string): Ask =>
  onOrder("CancelOrder", name, { reason: "changed my mind" }, after);

/** What the provider calls back with, once it was asked for money. */
const onPayment = (type: string, name: string, data: object): Ask =>
  ask(
    `Billing.Payment.${type}`,
    { paymentId: idOf(name), ...data },
    { caller: provider, after: `Billing.Payment-${idOf(name)} PaymentRequested` },
  );
const confirm = (name: string): Ask => onPayment("ConfirmPayment", name, { authorisation: "A-1" });
const refuse = (name: string): Ask => onPayment("RefusePayment", name, { reason: "no cover" });

export interface Shop extends Plan {
  /** What customers were told, by the key that tells repetitions apart. */
  readonly notes: ReadonlyMap<string, string>;
  readonly orders: Readonly<Record<string, Lines>>;
}

function shopOf(name: string, orders: Readonly<Record<string, Lines>>, asked: readonly Ask[]): Shop {
  const notes = new Map<string, string>();
  return {
    name,
    notes,
    orders,
    modules,
    options: { externals: { Sales: { shippingFee: () => "5" } }, projections: { inline, leaseDuration } },
    outside: {
      Mail: {
        SendNote: (input, key) => {
          notes.set(key, (input as { readonly body: string }).body);
          return undefined;
        },
      },
    },
    store: memory,
    before: [...listed, ...Object.entries(orders).flatMap(([id, lines]) => basket(id, lines))],
    asked,
  };
}

/** Orders whose ends do not depend on which comes first. */
export const shop = (): Shop =>
  shopOf(
    "shop",
    {
      shipped: { "TEA-1": 2, "CUP-1": 1 },
      short: { "TEA-1": 1, "POT-1": 5 },
      refused: { "TEA-1": 3 },
      cancelled: { "TEA-1": 1, "BAG-1": 1 },
    },
    [
      ...["shipped", "short", "refused", "cancelled"].map(place),
      confirm("shipped"),
      ship("shipped"),
      refuse("refused"),
      confirm("cancelled"),
      cancel("cancelled", "OrderPaid"),
    ],
  );

/**
 * Orders whose ends depend on who is first: two want the last cup, one is cancelled at any time, and time leaps, so that the
 * provider may be too late.
 */
export const raceInShop = (): Shop => ({
  ...shopOf("shop-race", { one: { "CUP-1": 1, "TEA-1": 1 }, other: { "CUP-1": 1 }, fickle: { "TEA-1": 2 } }, [
    ...["one", "other", "fickle"].flatMap((id) => [place(id), confirm(id), ship(id)]),
    cancel("fickle", "OrderPlaced"),
  ]),
  leaps: { times: 8, by: 16 * 60_000 },
});

/** Everything that came of it. */
export async function shopOutcome(ended: Ended, { orders, notes }: Shop): Promise<object> {
  const products = await Promise.all(
    Object.keys(stock).map(async (sku) => ({
      sku,
      state: await stateOf(ended, modules, "Sales.Product", sku),
      events: await happenedTo(ended, modules, "Sales.Product", sku),
    })),
  );
  const all = await Promise.all(
    Object.keys(orders).map(async (name) => ({
      name,
      order: await happenedTo(ended, modules, "Sales.Order", idOf(name)),
      payment: await happenedTo(ended, modules, "Billing.Payment", idOf(name)),
      saga: await standing(ended, modules, "Sales.Checkout", idOf(name)),
    })),
  );
  const rows = await Promise.all(
    projections.map(async (definition) => {
      const found = await ended.app.read({ definition }).list();
      return { name: definition.name, rows: found.rows.map(withoutTime).sort() };
    }),
  );
  return { products, all, rows, notes: [...notes].sort() };
}

/** A row but for when it was placed, which depends on who waited for whom. */
const withoutTime = (row: object): string => JSON.stringify({ ...row, placedAt: undefined });

interface Product {
  readonly stock: number;
  readonly held: object;
}

/** Either all of an order was done, or all of it was taken back; and nothing is held or owed. */
export async function shopConserved(ended: Ended, { orders, notes }: Shop): Promise<void> {
  await expectNothingLeft(ended);
  const left = { ...stock };
  for (const [name, lines] of Object.entries(orders)) {
    const id = idOf(name);
    const order = await stateOf<{ status: string }>(ended, modules, "Sales.Order", id);
    const payment = await stateOf<{ status: string }>(ended, modules, "Billing.Payment", id);
    const saga = await standing(ended, modules, "Sales.Checkout", id);
    const isShipped = order?.status === "shipped";
    expect(order?.status, name).toBe(isShipped ? "shipped" : "cancelled");
    expect(saga, name).toMatchObject({ step: isShipped ? "completed" : "cancelled", run: 1, inFlight: [] });
    expect([undefined, "taken", "refunded", "refused", "voided"], name).toContain(payment?.status);
    expect(payment?.status === "taken", `${name} is paid for`).toBe(isShipped);
    const noted = [...notes.values()].filter((body) => body === `T-${name}`);
    expect(noted, `notes of ${name}`).toHaveLength(isShipped ? 1 : 0);
    if (isShipped)
      for (const [sku, quantity] of Object.entries(lines)) left[sku] = (left[sku] ?? 0) - quantity;
  }
  for (const [sku, quantity] of Object.entries(left)) {
    const product = await stateOf<Product>(ended, modules, "Sales.Product", sku);
    expect(quantity, sku).toBeGreaterThanOrEqual(0);
    expect({ sku, stock: product?.stock, held: product?.held }).toEqual({ sku, stock: quantity, held: {} });
  }
}
