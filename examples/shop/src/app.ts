// A shop on SQLite: orders, the lists that its people look at, a rebuild of one of them while orders come in, and the saga
// that sees each order through to the customer's door, or gives everything back. Every run begins with an empty file.
import { createApp } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { billing, Payment, PaymentId } from "#domain/billing";
import { mail } from "#domain/mail";
import { Order, OrderList, sales, SalesPerDay, Spending } from "#domain/sales";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { historyOf, reaches } from "./checkouts.js";
import { clerk, customers, listProducts, orderIdOf, placeOrder } from "./orders.js";
import { chapter, progress, rows } from "./print.js";

const nameOf = (id: string): string => customers.find((customer) => customer.id === id)?.name ?? id;

const folder = await mkdtemp(join(tmpdir(), "shop-"));
const app = await createApp({
  modules: [sales, billing, mail],
  store: sqlite(join(folder, "shop.db")),
  externals: { Sales: { shippingFee: (country, weight) => (country === "CH" && weight < 5 ? "7" : "11.5") } },
  externalCommands: {
    Mail: {
      SendNote: ({ subject, body }, { idempotencyKey }) => {
        // A real one gives the key to the mail service, which then sends each note once.
        console.log(`  a note goes out: ${subject}, ${body} (key ${idempotencyKey.length} characters long)`);
        return Promise.resolve();
      },
    },
  },
});
const provider = { id: "payment provider", roles: ["Provider"] };
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

  chapter("An order goes all the way: stock is held, money is taken, the parcel leaves");
  const paid = orderIdOf(1);
  await reaches(app, paid, "charging");
  await app.execute(Payment.ConfirmPayment({ paymentId: PaymentId(paid), authorisation: "A-77" }), {
    caller: provider,
  });
  await reaches(app, paid, "awaitingShipment");
  await app.execute(Order.ShipOrder({ orderId: paid, tracking: "T-1" }), { caller: clerk });
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
  console.log(
    `  the order is ${order?.state.status}, and waits for nobody: ${(await app.sagas.deadLetters()).length} dead letters`,
  );
} finally {
  await app.close();
  await rm(folder, { recursive: true });
}
