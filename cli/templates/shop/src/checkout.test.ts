// Tests of your own. Those that the model's scenarios say are generated: generated/test.
import { CommandRejected } from "@esdl/runtime";
import { caller, events, given, inStep, rejected, row, scenario, uuidOf } from "@esdl/runtime/testing";
import { PaymentId, payments } from "#domain/payments";
import { Checkout, CustomerId, Order, OrderId, OrderList, sales } from "#domain/sales";
import { Product, Sku, warehouse } from "#domain/warehouse";
import { expect, it } from "vitest";
import { externalCommands } from "./handwritten/payments.js";

const modules = [sales, warehouse, payments] as const;
const orderId = OrderId(uuidOf("o"));
const ada = CustomerId(uuidOf("ada"));
const sku = Sku("TEA-1");
const placed = { customer: ada, sku, quantity: 2, price: "4.50" };

// One aggregate alone: what happened, what is asked, what comes of it. Pure, and immediate.
it("ships only what is paid", () => {
  given(Order, { type: "OrderPlaced", data: placed })
    .when(Order.ShipOrder({ orderId, tracking: "T-1" }), { caller: caller("Clerk") })
    .then(rejected("NotAllowed"));
});

// Everything together, in memory, with a clock that stands still until it is moved.
it("releases the stock when the card is declined", () =>
  scenario({
    modules,
    externalCommands: {
      Payments: { TakePayment: () => Promise.reject(new CommandRejected("Declined", "no cover")) },
    },
  })
    .given(Product, sku, [{ type: "ProductListed", data: { title: "Green tea", quantity: 5 } }])
    .when(Order.PlaceOrder({ orderId, ...placed }), caller("Customer", "ada"))
    .then(
      events(Product, sku, [{ type: "StockHeld" }, { type: "HoldReleased" }]),
      events(Order, orderId, [
        { type: "OrderPlaced" },
        { type: "OrderCancelled", data: { reason: "no cover" } },
      ]),
      row(OrderList, orderId, { status: "cancelled" }),
      inStep(Checkout, orderId, "cancelled"),
    ));

it("gives back the money of what nobody ships", async () => {
  const givenBack: string[] = [];
  await scenario({
    modules,
    externalCommands: {
      Payments: {
        TakePayment: () => Promise.resolve({ receipt: "R-1" }),
        GiveBack: ({ amount }) => {
          givenBack.push(amount);
          return Promise.resolve();
        },
      },
    },
  })
    .given(Product, sku, [{ type: "ProductListed", data: { title: "Green tea", quantity: 5 } }])
    .when(Order.PlaceOrder({ orderId, ...placed }), caller("Customer", "ada"))
    .after("P8D")
    .then(inStep(Checkout, orderId, "cancelled"));
  expect(givenBack).toEqual(["9"]);
});

// The adapter is a plain object: it can be asked without an app.
it("declines what is too much", () => {
  const payment = PaymentId(uuidOf("o"));
  expect(() =>
    externalCommands.TakePayment({ payment, amount: "500.01" }, { idempotencyKey: "key" }),
  ).toThrow("declined");
});
