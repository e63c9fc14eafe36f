/** Members of an enum that became one: what is told apart by them is told apart by them still. */
import type { StoredEvent } from "@esdl/runtime";
import { createUpcasting } from "@esdl/simulator";
import { expect, it } from "vitest";
import { eventReader, partsOf } from "../../runtime/src/app/reading.js";
import { jsonCodec } from "../../runtime/src/store/codec.js";
import { checkedModel, compiled } from "../support/generated.js";

const model = checkedModel([
  {
    path: "sizes.esdl",
    text: `
context Shop
id BoxId
enum Size { small, big version 2 { remove medium as small, remove tiny as small } }
value Mark { size: Size, n: int }
aggregate Box by boxId: BoxId {
  entity Item by size: Size { count: int }
  event Packed { items: Item[], per: map<Size, int>, marks: set<Mark>, sizes: Size[] }
  create command Pack(items: Item[]) { emit Packed(items, sizes: []) }
  on Packed
}`,
  },
]);

const items = (...all: readonly (readonly [size: string, count: number])[]) =>
  all.map(([size, count]) => ({ size, count }));

const stored = {
  items: items(["medium", 2], ["big", 5], ["small", 1]),
  per: { medium: 1, small: 2 },
  marks: [
    { size: "medium", n: 1 },
    { size: "small", n: 2 },
    { size: "small", n: 1 },
  ],
  sizes: ["medium", "small"],
};

it.each([
  ["what has today's name is kept, where the first stood", stored.items, items(["small", 1], ["big", 5])],
  ["of former names the last", items(["tiny", 1], ["medium", 2]), items(["small", 2])],
  ["what stands after it is not", items(["small", 1], ["medium", 2]), items(["small", 1])],
])("entities: %s", async (_, old, today) => {
  const data = { ...stored, items: old };
  const [box] = (await compiled(model)).aggregates;
  const { definition, decl } = box!;
  const event: StoredEvent = {
    stream: "Shop.Box-x",
    category: "Shop.Box",
    version: 1,
    position: 1,
    type: "Packed",
    schema: 1,
    data: JSON.stringify(data),
    meta: JSON.stringify({ id: "", occurredAt: "", correlationId: "", causationId: "", actor: {} }),
  };
  const [part] = partsOf(eventReader(definition, {}), jsonCodec, event);
  const expected = {
    items: today,
    per: { small: 2 },
    marks: [
      { size: "small", n: 1 },
      { size: "small", n: 2 },
    ],
    sizes: ["small", "small"],
  };
  expect(part?.data).toEqual(expected);
  expect(definition.events["Packed"]!.check(part!.data)).toEqual([]);
  const meta = {
    occurredAt: "2020-01-01T00:00:00.000Z",
    streamId: "Shop.Box-x",
    correlationId: "c",
    causationId: "c",
    actor: { id: "", roles: [] },
  };
  const ref = decl.events[0]!.ref;
  const simulated = createUpcasting(model).upcast({ event: ref, version: 1, data, identity: "x", meta });
  expect(simulated).toEqual([{ event: ref, data: expected }]);
});
