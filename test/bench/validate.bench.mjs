// Validating a nested input of ten fields: the generated validator, which normalises and copies what it reads, against
// what ajv compiles of the schema generated of the same model, which does neither. Round by round, so that noise falls on both.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { esdlVocabulary, generate } from "@esdl/generator";
import { checkModel } from "@esdl/language";
import { table } from "./table.mjs";

export const title = "validating a nested command of ten fields, against compiled ajv";

const model = `context Sales
id OrderId
id CustomerId
type Sku = string where it matches /^[A-Z]{3}-[0-9]{1,6}$/
type Quantity = int where it >= 1 and it <= 999
type Price = decimal(2) where it > 0 and it <= 100000
enum Channel { web, store, phone }
value Address {
  street: string
  city: string where it.length >= 1 and it.length <= 100
  country: string where it matches /^[A-Z]{2}$/
}
aggregate Order by orderId: OrderId {
  state { reference: string }
  entity Line by sku: Sku { quantity: Quantity, price: Price }
  event Placed { reference: string }
  create command Place(
    customer: CustomerId,
    reference: string where it.length <= 40,
    channel: Channel,
    placedAt: instant,
    deliverOn: date,
    gift: bool,
    note: string?,
    to: Address,
    lines: Line[]
  ) {
    emit Placed(reference)
  }
  on Placed { reference }
}
`;

const input = {
  orderId: "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d",
  customer: "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2e",
  reference: "R-2026-000123",
  channel: "web",
  placedAt: "2026-01-31T09:30:00.000Z",
  deliverOn: "2026-02-03",
  gift: false,
  note: "Leave it with the neighbours",
  to: { street: "Bahnhofstrasse 1", city: "Zürich", country: "CH" },
  lines: [
    { sku: "TEA-1", quantity: 2, price: "4.5" },
    { sku: "CUP-22", quantity: 1, price: "12.25" },
  ],
};

/** The same with whole cents, which plain ajv judges as fully as the generated validator does. */
const inCents = {
  model: model.replace("decimal(2) where it > 0 and it <= 100000", "int where it > 0 and it <= 10000000"),
  input: { ...input, lines: input.lines.map((line) => ({ ...line, price: Number(line.price) * 100 })) },
};

/** A mistake far inside: refusing has its price too. */
const wrong = ({ lines: [first, second], ...rest }) => ({
  ...rest,
  lines: [first, { ...second, quantity: 1000 }],
});

const repository = fileURLToPath(new URL("../..", import.meta.url));

export async function run() {
  // Below the repository, where the runtime is found.
  const cache = join(repository, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "esdl-bench-"));
  try {
    const rows = [];
    const ratio = (one, other) => `${(one / other).toFixed(2)} ×`;
    const measure = (what, validators, given) => {
      const [generated, ajv, loose] = compare(validators, given);
      rows.push([
        what,
        rate(generated),
        rate(ajv),
        ratio(generated, ajv),
        rate(loose),
        ratio(generated, loose),
      ]);
    };
    const decimals = await compiled(join(folder, "decimals"), model);
    const cents = await compiled(join(folder, "cents"), inCents.model);
    const some = (one) => Array.from({ length: 200 }, () => JSON.parse(JSON.stringify(one)));
    measure("with decimals", decimals, some(input));
    measure(
      "one in ten is wrong",
      decimals,
      some(input).map((one, at) => (at % 10 === 9 ? wrong(one) : one)),
    );
    measure("without decimals", cents, some(inCents.input));
    table(["inputs per second", "generated", "ajv", "ratio", "ajv without x-esdl-*", "ratio"], rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const rate = (perSecond) => Math.round(perSecond).toLocaleString("en");

/** The generated validator, and ajv with and without the keywords of our own, each answering whether input is valid. */
async function compiled(folder, text) {
  const { model: checked, diagnostics } = checkModel([{ path: "model.esdl", text }]);
  if (checked === undefined) throw new Error(JSON.stringify(diagnostics));
  const generated = generate(checked, { packageName: "bench", emit: ["ts", "js"], modelRoot: ".." });
  if (!generated.ok) throw new Error(JSON.stringify(generated.findings));
  for (const file of generated.files) {
    await mkdir(dirname(join(folder, file.path)), { recursive: true });
    await writeFile(join(folder, file.path), file.text);
  }
  const { readPlace } = await import(pathToFileURL(join(folder, "dist/sales/order.validators.js")).href);
  const read = (value) => {
    const problems = [];
    return readPlace(value, problems) !== undefined && problems.length === 0;
  };
  return [read, ajvOf(generated.files, true), ajvOf(generated.files, false)];
}

function ajvOf(files, judges) {
  const ajv = new Ajv2020();
  for (const { validate, ...keyword } of esdlVocabulary) {
    ajv.addKeyword(
      judges && validate !== undefined ? { ...keyword, validate } : { keyword: keyword.keyword },
    );
  }
  for (const { path, text } of files)
    if (path.includes("schemas/") && path.endsWith(".v1.json")) ajv.addSchema(JSON.parse(text));
  return ajv.getSchema("urn:esdl:command:Sales.Order.Place:1");
}

/** How many inputs a second each takes: the median of rounds that take turns. */
function compare(validators, inputs) {
  for (const [at, valid] of validators.entries()) {
    const accepted = inputs.filter((one) => valid(one)).length;
    const expected = inputs.filter((one) => one.lines[1].quantity <= 999).length;
    if (accepted !== expected)
      throw new Error(`validator ${at} accepts ${accepted} of ${inputs.length}, not ${expected}`);
  }
  const rates = validators.map(() => []);
  for (let round = 0; round < 30; round++) {
    for (const [at, valid] of validators.entries()) {
      let taken = 0;
      const started = performance.now();
      let elapsed = 0;
      do {
        for (const one of inputs) if (valid(one)) taken++;
        elapsed = performance.now() - started;
      } while (elapsed < 20);
      const accepted = inputs.filter((one) => one.lines[1].quantity <= 999).length;
      // The first rounds warm up.
      if (round >= 5) rates[at].push(((taken / accepted) * inputs.length * 1_000) / elapsed);
    }
  }
  return rates.map((all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]);
}
