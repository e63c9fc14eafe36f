// Chapters of the lists that the shop's people look at: rows that have seen a command, a query, pages, a rebuild under load.
import type { App } from "@esdl/runtime";
import { OrderList, SalesPerDay, Spending } from "#domain/sales";
import { ada, listProducts, nameOf, placeOrder } from "./day.js";
import { chapter, progress, rows } from "./print.js";

export async function lists(app: App): Promise<void> {
  chapter("Sixty orders come in");
  await listProducts(app);
  let count = 60;
  let last = await placeOrder(app, 1);
  for (let n = 2; n <= count; n++) last = await placeOrder(app, n);
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
  const orders = app.read(OrderList);
  for (let cursor: string | undefined, number = 1; ; number++) {
    const page = await orders.page(OrderList.ofCustomer({ who: ada.id }), { limit: 5, cursor, after: last });
    console.log(`  page ${number}`);
    rows(
      ["order", "status", "items", "total"],
      page.rows.map(({ orderId, status, items, total }) => [orderId.slice(-4), status, String(items), total]),
    );
    cursor = page.cursor;
    if (cursor === undefined) break;
  }

  chapter("The list is rebuilt beside the one that answers, while more orders come in");
  const { name } = OrderList.definition;
  await app.projections.rebuild(name);
  for (;;) {
    const { projections } = await app.health();
    const rebuild = projections.find((projection) => projection.name === name)?.rebuild;
    if (rebuild === undefined) break;
    progress(rebuild.position, rebuild.of);
    last = await placeOrder(app, ++count);
  }
  const { rows: all } = await orders.list({ limit: 1000, after: last });
  console.log(`  ${count} orders were placed meanwhile and before, and the new list has ${all.length}.`);
}
