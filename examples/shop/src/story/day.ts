// A busy day: customers who fill baskets and order. The same every time, so that what is printed can be compared with the code.
import type { App } from "@esdl/runtime";
import { type Channel, CustomerId, Order, OrderId, Product, Sku } from "#domain/sales";

export const provider = { id: "payment provider", roles: ["Provider"] };
export const clerk = { id: "counter 1", roles: ["Clerk"] };

const customer = (name: string, n: number) => ({
  name,
  id: CustomerId(`018f6b1c-0000-7000-8000-00000000000${n}`),
});
export const ada = customer("Ada", 0);
const customers = [ada, customer("Ben", 1), customer("Cleo", 2), customer("Dora", 3), customer("Emil", 4)];

export const nameOf = (id: string): string => customers.find((one) => one.id === id)?.name ?? id;

const products = [
  { sku: Sku("TEA-1"), title: "Green tea", price: "4.50" },
  { sku: Sku("CUP-1"), title: "Cup", price: "12.00" },
  { sku: Sku("POT-1"), title: "Teapot", price: "39.90" },
];

const channels: readonly Channel[] = ["web", "store", "phone"];

/** The id of the nth order. */
export const orderIdOf = (n: number): OrderId =>
  OrderId(`018f6b1c-1111-7000-8000-${String(n).padStart(12, "0")}`);

export async function listProducts(app: App): Promise<void> {
  for (const product of products) {
    await app.execute(Product.ListProduct(product), { caller: clerk });
    await app.execute(Product.ReceiveStock({ sku: product.sku, quantity: 500 }), { caller: clerk });
  }
}

/** Has a customer order something. Every sixth order is a mistake, and is cancelled. */
export async function placeOrder(app: App, n: number) {
  const orderId = orderIdOf(n);
  const { id } = customers[(n * 7 + Math.floor(n / 3)) % customers.length] ?? ada;
  const caller = { id, roles: ["Customer"] };
  await app.execute(Order.OpenBasket({ orderId, customer: id }), { caller });
  for (const [at, { sku, price }] of products.entries()) {
    if ((n + at) % 3 === 0) continue;
    const quantity = 1 + ((n + at) % 4);
    await app.execute(Order.AddLine({ orderId, sku, quantity, price }), { caller });
  }
  const channel = channels[n % channels.length] ?? "web";
  const placed = await app.execute(Order.PlaceOrder({ orderId, country: "CH", channel }), { caller });
  if (n % 6 !== 0) return placed;
  return app.execute(Order.CancelOrder({ orderId, reason: "a mistake" }), { caller });
}
