// A first run on SQLite: one checkout goes all the way, another is cancelled after it was paid, and all of it is given back.
import { createApp } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { payments } from "#domain/payments";
import { Checkout, CustomerId, Order, OrderId, OrderList, sales } from "#domain/sales";
import { Product, Sku, warehouse } from "#domain/warehouse";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { externalCommands } from "./handwritten/payments.js";

const app = await createApp({
  modules: [sales, warehouse, payments],
  store: sqlite("shop.db"),
  externalCommands: { Payments: externalCommands },
});
// From here on projections and sagas follow what happens, in the background.
await app.start();

const clerk = { id: "counter 1", roles: ["Clerk", "Storekeeper"] };
const ada = CustomerId("018f6b1c-0000-7000-8000-00000000000a");
const sku = Sku("TEA-1");

// In the second run the tea is there already: AlreadyExists is an answer like any other, and no exception.
await app.execute(Product.ListProduct({ sku, title: "Green tea", quantity: 500 }), { caller: clerk });

console.log("An order goes all the way:");
const first = await placeOrder(2);
await comesTo("packing", first);
await app.execute(Order.ShipOrder({ orderId: first, tracking: "T-1" }), { caller: clerk });
await comesTo("completed", first);
await printHistory(first);

console.log("\nAnother is cancelled after it was paid; the saga gives back the money and the stock:");
const second = await placeOrder(3);
await comesTo("packing", second);
const done = await app.execute(Order.CancelOrder({ orderId: second, reason: "changed my mind" }), {
  caller: { id: ada, roles: ["Customer"] },
});
await comesTo("cancelled", second);
await printHistory(second);

console.log("\nAda's orders, by a query of a projection that has seen the last command:");
for (const { orderId, status, total, placedAt } of await app
  .read(OrderList)
  .find(OrderList.ofCustomer({ who: ada }), { after: done })) {
  console.log(`  ${orderId.slice(0, 8)}  ${placedAt}  ${total.padStart(6)}  ${status}`);
}
await app.close();

async function placeOrder(quantity: number): Promise<OrderId> {
  const orderId = OrderId(randomUUID());
  const placed = await app.execute(
    Order.PlaceOrder({ orderId, customer: ada, sku, quantity, price: "4.50" }),
    { caller: { id: ada, roles: ["Customer"] } },
  );
  if (!placed.ok) throw new Error(`${placed.rejection.type}: ${placed.rejection.message}`);
  return orderId;
}

/** Waits until the checkout of an order has come to a step, and all that it sent was answered. */
async function comesTo(step: Checkout.Step, orderId: OrderId): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    const checkout = await app.sagas.get(Checkout, orderId);
    if (checkout?.step === step && checkout.inFlight.length === 0) return;
    await pause(10);
  }
  throw new Error(`The checkout of ${orderId} never came to ${step}.`);
}

/** What happened to an order, and what its checkout made of it. */
async function printHistory(orderId: OrderId): Promise<void> {
  for (const { version, type, data } of await app.history(Order, orderId)) {
    console.log(`  ${version}  ${type} ${JSON.stringify(data)}`);
  }
  const checkout = await app.sagas.get(Checkout, orderId);
  console.log(`  checkout: ${checkout?.history.map(({ to }) => to).join(" → ") ?? "none"}`);
}
