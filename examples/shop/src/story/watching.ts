// Looking at the saga that sees an order through.
import type { App } from "@esdl/runtime";
import { Checkout, type OrderId } from "#domain/sales";
import { setTimeout as pause } from "node:timers/promises";

/** Waits until the checkout of an order has come to a step. */
export async function reaches(app: App, order: OrderId, step: Checkout.Step): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    const checkout = await app.sagas.get(Checkout, order);
    if (checkout?.step === step && checkout.inFlight.length === 0) return;
    await pause(5);
  }
  throw new Error(`The checkout of ${order} never came to ${step}.`);
}

/** What the checkout of an order has handled, with what it sent. */
export async function historyOf(app: App, order: OrderId): Promise<(readonly string[])[]> {
  const checkout = await app.sagas.get(Checkout, order);
  return (checkout?.history ?? []).map(({ kind, on, to, sends }) => {
    const what = kind === "event" ? on : `${kind} ${on}`;
    return [what, sends.length === 0 ? to : `${to}, and sent ${sends.length}`];
  });
}
