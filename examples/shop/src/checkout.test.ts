// The checkout with other orders beside it, which no scenario of the model shows.
import { memory } from "@esdl/runtime";
import { Order, Product, Sku } from "#domain/sales";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openShop } from "./shop.js";
import { pay, ship } from "./story/checkouts.js";
import { ada, clerk, orderIdOf } from "./story/day.js";
import { until } from "./story/mail.js";
import { reaches } from "./story/watching.js";

const sku = Sku("TEA-1");
const notes: string[] = [];
let app: Awaited<ReturnType<typeof openShop>>;

beforeEach(async () => {
  notes.length = 0;
  app = await openShop(memory(), ({ body }) => {
    notes.push(body);
    return Promise.resolve();
  });
  await app.start();
  await app.execute(Product.ListProduct({ sku, title: "Green tea", price: "4.50" }), { caller: clerk });
  await app.execute(Product.ReceiveStock({ sku, quantity: 3 }), { caller: clerk });
});
afterEach(() => app.close());

const asAda = { caller: { id: ada.id, roles: ["Customer"] } };

async function order(n: number, quantity: number) {
  const orderId = orderIdOf(n);
  await app.execute(Order.OpenBasket({ orderId, customer: ada.id }), asAda);
  await app.execute(Order.AddLine({ orderId, sku, quantity, price: "4.50" }), asAda);
  await app.execute(Order.PlaceOrder({ orderId, country: "FR" }), asAda);
  return orderId;
}

const settledStep = (n: number) =>
  until(async () => {
    const status = (await app.load(Order, orderIdOf(n)))?.state.status;
    const product = await app.load(Product, sku);
    const isHeld = product?.state.held[orderIdOf(n)] !== undefined;
    return status === "cancelled" ? "cancelled" : isHeld && "held";
  }, `The answer to order ${n}`);

it("promises nothing twice when many order the last of it at once", async () => {
  const numbers = [1, 2, 3, 4, 5, 6];
  await Promise.all(numbers.map((n) => order(n, 1)));
  const steps = await Promise.all(numbers.map(settledStep));
  expect(steps.filter((step) => step === "held")).toHaveLength(3);
  expect(steps.filter((step) => step === "cancelled")).toHaveLength(3);
});

it("charges what the carrier asks, and tells the customer when the parcel leaves", async () => {
  const orderId = await order(1, 2);
  expect((await app.load(Order, orderId))?.state).toMatchObject({ fee: "11.5", status: "placed" });
  await pay(app, orderId);
  await ship(app, orderId, "T-9");
  await reaches(app, orderId, "completed");
  await until(() => Promise.resolve(notes.length > 0), "The note");
  expect(notes).toEqual(["T-9"]);
  const product = await app.load(Product, sku);
  expect(product?.state).toMatchObject({ stock: 1, held: {} });
});
