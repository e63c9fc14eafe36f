// Reading stored events as what they are today, against `JSON.parse` of the same data alone: at the current version, which needs
// no step; after one rename of an enum's member, looked for at every read; and through five steps. Round by round, as noise falls on all.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generate } from "@esdl/generator";
import { checkModel } from "@esdl/language";
import { jsonCodec } from "@esdl/runtime";
import { eventReader, partsOf } from "../../runtime/dist/app/reading.js";
import { table } from "./table.mjs";

export const title = "reading stored events, against JSON.parse of their data";

const model = `context Sales
id OrderId
id CustomerId
enum Channel { web, store
  version 2 { rename shop to store } }
value Money { amount: decimal(2), currency: string
  version 2 { add currency = "EUR" } }
aggregate Order by orderId: OrderId {
  state { customer: CustomerId }
  entity Line by sku: string { quantity: int, price: Money
    version 2 { adopt Money 2 } }
  event Placed { customer: CustomerId, lines: Line[], total: Money, note: string?, reference: string, gift: bool
    version 2 { remove cents: int  add total = Money(amount: old.cents / 100.0) }
    version 3 { rename client to customer }
    version 4 { adopt Money 2 }
    version 5 { adopt Line 2  add note }
    version 6 { add gift = false }
  }
  event Moved { customer: CustomerId, lines: Line[], total: Money, channel: Channel, reference: string, gift: bool }
  create command Place(customer: CustomerId, lines: Line[], total: Money, reference: string) {
    emit Placed(customer, lines, total, reference, gift: false)
    emit Moved(customer, lines, total, channel: web, reference, gift: false)
  }
  on Placed { customer }
  on Moved { customer }
}
`;

const customer = "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d";
const reference = "R-2026-000123";
const eur = (amount) => ({ amount, currency: "EUR" });
const lines = (price) => [
  { sku: "TEA-1", quantity: 2, price: price("4.5") },
  { sku: "CUP-22", quantity: 1, price: price("12.25") },
];
const today = { customer, lines: lines(eur), total: eur("21.25"), reference, gift: false };
const first = { client: customer, lines: lines((amount) => ({ amount })), reference, cents: 2125 };

export async function run() {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = await mkdtemp(join(here, ".bench-"));
  try {
    const { definition } = await generated(folder);
    const reader = eventReader(definition, {});
    const rows = [];
    const measure = (what, type, schema, data) => {
      const events = Array.from({ length: 1_000 }, (_, at) => storedEvent(type, schema, data, at));
      const [parse, read] = compare(
        [(event) => JSON.parse(event.data), (event) => partsOf(reader, jsonCodec, event)[0].data],
        events,
      );
      rows.push([what, rate(parse), rate(read), (read / parse).toFixed(2)]);
    };
    measure("at the current version", "Placed", 6, today);
    measure("with an enum that was renamed", "Moved", 1, { ...today, channel: "store" });
    measure("through five steps", "Placed", 1, first);
    table(["events per second", "JSON.parse", "read", "ratio"], rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const rate = (perSecond) => Math.round(perSecond).toLocaleString("en");

const storedEvent = (type, schema, data, at) => ({
  stream: "Sales.Order-x",
  category: "Sales.Order",
  version: at + 1,
  position: at + 1,
  type,
  schema,
  data: JSON.stringify({ ...data, reference: `R-${at}` }),
  meta: "{}",
});

async function generated(folder) {
  const { model: checked, diagnostics } = checkModel([{ path: "model.esdl", text: model }]);
  if (checked === undefined) throw new Error(JSON.stringify(diagnostics));
  const { ok, files, findings } = generate(checked, {
    packageName: "bench",
    emit: ["ts", "js"],
    modelRoot: "..",
  });
  if (!ok) throw new Error(JSON.stringify(findings));
  for (const file of files) {
    await mkdir(dirname(join(folder, file.path)), { recursive: true });
    await writeFile(join(folder, file.path), file.text);
  }
  return import(pathToFileURL(join(folder, "dist/sales/order.js")).href);
}

/** How many events a second each reads: the median of rounds that take turns. */
function compare(readers, events) {
  const rates = readers.map(() => []);
  for (let round = 0; round < 30; round++) {
    for (const [at, read] of readers.entries()) {
      let taken = 0;
      let seen = 0;
      let elapsed = 0;
      const started = performance.now();
      do {
        for (const event of events) seen += read(event).reference.length;
        taken += events.length;
        elapsed = performance.now() - started;
      } while (elapsed < 20);
      if (seen === 0) throw new Error("nothing was read");
      // The first rounds warm up.
      if (round >= 5) rates[at].push((taken * 1_000) / elapsed);
    }
  }
  return rates.map((all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]);
}
