// Chapters of the saga: a checkout that goes all the way, and one that gives everything back.
import type { App } from "@esdl/runtime";
import { Payment, PaymentId } from "#domain/billing";
import { Order, type OrderId } from "#domain/sales";
import { clerk, orderIdOf, provider } from "./day.js";
import { chapter, rows } from "./print.js";
import { historyOf, reaches } from "./watching.js";

/** The payment provider's webhook: the money of an order came in, and the parcel waits for a clerk. */
export async function pay(app: App, order: OrderId): Promise<void> {
  await reaches(app, order, "charging");
  await app.execute(Payment.ConfirmPayment({ paymentId: PaymentId(order), authorisation: "A-77" }), {
    caller: provider,
  });
  await reaches(app, order, "awaitingShipment");
}

export const ship = (app: App, order: OrderId, tracking: string) =>
  app.execute(Order.ShipOrder({ orderId: order, tracking }), { caller: clerk });

export async function checkouts(app: App): Promise<void> {
  chapter("An order goes all the way: stock is held, money is taken, the parcel leaves");
  const paid = orderIdOf(1);
  await pay(app, paid);
  await ship(app, paid, "T-1");
  await reaches(app, paid, "completed");
  rows(["happened", "then it was"], await historyOf(app, paid));

  chapter("A payment is refused: what was held is given back, last first, and the order is cancelled");
  const unpaid = orderIdOf(2);
  await reaches(app, unpaid, "charging");
  await app.execute(Payment.RefusePayment({ paymentId: PaymentId(unpaid), reason: "no cover" }), {
    caller: provider,
  });
  await reaches(app, unpaid, "cancelled");
  rows(["happened", "then it was"], await historyOf(app, unpaid));
  const order = await app.load(Order, unpaid);
  console.log(`  the order is ${order?.state.status}`);
}
