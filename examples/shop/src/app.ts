// A shop on SQLite: orders, the lists that its people look at, and a rebuild of one of them while orders come in. Every
// run begins with an empty file. The saga of the model is not run: orders stay as they were placed or cancelled.
import { createApp } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { billing } from "#domain/billing";
import { mail } from "#domain/mail";
import { OrderList, sales, SalesPerDay, Spending } from "#domain/sales";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { customers, listProducts, placeOrder } from "./orders.js";
import { chapter, progress, rows } from "./print.js";

const nameOf = (id: string): string => customers.find((customer) => customer.id === id)?.name ?? id;

const folder = await mkdtemp(join(tmpdir(), "shop-"));
const app = await createApp({
  modules: [sales, billing, mail],
  store: sqlite(join(folder, "shop.db")),
  externals: { Sales: { shippingFee: (country, weight) => (country === "CH" && weight < 5 ? "7" : "11.5") } },
});
await app.start();
try {
  chapter("Sixty orders come in");
  await listProducts(app);
  let last = await placeOrder(app, 1);
  for (let n = 2; n <= 60; n++) last = await placeOrder(app, n);
  const { rows: spending } = await app.read(Spending).list({ after: last });
  rows(
    ["customer", "orders", "spent"],
    spending.map(({ customer, orders, spent }) => [nameOf(customer), String(orders), spent]),
  );

  chapter("What sold best today: a declared query, by its index");
  const today = new Date().toISOString().slice(0, 10);
  const best = await app.read(SalesPerDay).find(SalesPerDay.best({ n: 3, on: today }), { after: last });
  rows(
    ["product", "sold", "revenue"],
    best.map(({ sku, sold, revenue }) => [sku, String(sold), revenue]),
  );

  chapter("Ada's orders, newest first, five to a page: the cursor goes on where the page before ended");
  const ada = customers[0];
  const orders = app.read(OrderList);
  if (ada !== undefined) {
    let cursor: string | undefined;
    for (let number = 1; number === 1 || cursor !== undefined; number++) {
      const page = await orders.page(OrderList.ofCustomer({ who: ada.id }), {
        limit: 5,
        cursor,
        after: last,
      });
      console.log(`  page ${number}`);
      rows(
        ["order", "status", "items", "total"],
        page.rows.map(({ orderId, status, items, total }) => [
          orderId.slice(-4),
          status,
          String(items),
          total,
        ]),
      );
      ({ cursor } = page);
    }
  }

  chapter("The list is rebuilt beside the one that answers, while more orders come in");
  const { name } = OrderList.definition;
  await app.projections.rebuild(name);
  let n = 60;
  for (;;) {
    const { projections } = await app.health();
    const rebuild = projections.find((projection) => projection.name === name)?.rebuild;
    if (rebuild === undefined) break;
    progress(rebuild.position, rebuild.of);
    last = await placeOrder(app, ++n);
  }
  const { rows: all } = await orders.list({ limit: 1000, after: last });
  console.log(`  ${n} orders were placed meanwhile and before, and the new list has ${all.length}.`);
} finally {
  await app.close();
  await rm(folder, { recursive: true });
}
