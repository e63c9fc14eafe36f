// Comparing the schemas of 1,000 events of ten fields with their next versions: each gains a field and loosens a bound, every tenth
// narrows one. The peer is the least that one has to do: reading both schemas from their texts.
import { compareSchemas } from "@esdl/evolution";
import { table } from "./table.mjs";

export const title = "comparing 1,000 event schemas with their next versions, against JSON.parse of both";

const address = (longest) => ({
  type: "object",
  properties: { street: { type: "string", maxLength: longest }, country: { enum: ["DE", "FR", "IT"] } },
  required: ["street", "country"],
  additionalProperties: false,
});

/** The schema of an event at a version, as its text. */
function event(index, version) {
  const narrowed = version === 2 && index % 10 === 0;
  return JSON.stringify({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `https://bench.example/event-${index}/${version}`,
    type: "object",
    properties: {
      orderId: { type: "string", format: "uuid" },
      customer: { type: "string" },
      reference: { type: "string", maxLength: narrowed ? 20 : 40 * version },
      channel: { enum: ["web", "store", "phone"] },
      placedAt: { type: "string", format: "date-time" },
      gift: { type: "boolean" },
      to: { $ref: "#/$defs/Address" },
      billing: { oneOf: [{ type: "null" }, { $ref: "#/$defs/Address" }] },
      lines: {
        type: "array",
        items: {
          type: "object",
          properties: { sku: { type: "string" }, quantity: { type: "integer", minimum: 1 } },
          required: ["sku"],
          additionalProperties: false,
        },
      },
      note: { type: ["string", "null"] },
      ...(version === 2 && { added: { type: "integer" } }),
    },
    required: ["orderId", "customer", "to", "lines"],
    additionalProperties: false,
    $defs: { Address: address(50 * version) },
  });
}

export function run() {
  const texts = Array.from({ length: 1_000 }, (_, index) => [event(index, 1), event(index, 2)]);
  const milliseconds = (work) => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  const rows = { parse: [], compare: [] };
  let compatible = 0;
  for (let round = 0; round < 5; round += 1) {
    let pairs = [];
    rows.parse.push(milliseconds(() => (pairs = texts.map((pair) => pair.map((text) => JSON.parse(text))))));
    rows.compare.push(
      milliseconds(() => {
        compatible = pairs.filter(([older, newer]) => compareSchemas(older, newer).compatible).length;
      }),
    );
  }
  if (compatible !== 900) throw new Error(`${compatible} of 1,000 were compatible, not 900`);
  const [parse, compare] = [rows.parse, rows.compare].map((times) => Math.min(...times));
  table(
    ["", "1,000 pairs", "ratio"],
    [
      ["JSON.parse", `${parse.toFixed(1)} ms`, "1"],
      ["compareSchemas", `${compare.toFixed(1)} ms`, (compare / parse).toFixed(1)],
    ],
  );
}
