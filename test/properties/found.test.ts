/** What the properties have found, each as small as it gets. */
import { validate, type Problem } from "@esdl/runtime/values";
import { beforeAll, expect, it } from "vitest";
import { checkedModel, compiled, type Compiled } from "../support/generated.js";
import { contextFor, system } from "./histories.js";

const text = `context Found
id ThingId
aggregate Thing by thingId: ThingId {
  state { tags: string[], note: json }
  event Made { tags: string[], note: json }
  create command Make(tags: string[] where it.size > 0, note: json, marks: map<string, int> where it.size >= 1) {
    emit Made(tags, note)
  }
  on Made { tags, note }
}
`;

const thingId = "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2a";
let thing: Compiled;
beforeAll(async () => {
  const domain = await compiled(checkedModel([{ path: "found.esdl", text }]));
  thing = domain.aggregates[0]!;
});

const read = (input: object) =>
  validate((value, problems: Problem[]) => thing.definition.commands["Make"]!.parse(value, problems), input);

it("refuses to leave out a list that must hold something, as it refuses an empty one", () => {
  const [given, without, empty] = [
    { thingId, tags: ["a"], note: 1, marks: { a: 1 } },
    { thingId, note: 1 },
    { thingId, tags: [], note: 1, marks: {} },
  ];
  expect(read(given).ok).toBe(true);
  expect(thing.accepts("Make", given)).toBe(true);
  for (const input of [without, empty]) {
    expect(read(input)).toMatchObject({ ok: false, problems: [{ path: "/tags" }, { path: "/marks" }] });
    expect(thing.accepts("Make", input)).toBe(false);
  }
});

it("reads -0 in JSON as 0, which is what comes back from a store", () => {
  const answer = read({ thingId, tags: ["a"], note: [-0], marks: { a: 1 } });
  expect(answer).toStrictEqual({ ok: true, value: { thingId, tags: ["a"], note: [0], marks: { a: 1 } } });
});

it("names an event like a parameter and a command like a member of every object", async () => {
  const names = `context Found
id ThingId
enum members { web }
external function rate(static: int, of: members): int sample 1
aggregate Thing by thingId: ThingId {
  state { members: members }
  event input { members: members }
  create command toString(members: members) { emit input(members) }
  on input { members }
}
`;
  const { aggregates, output } = await compiled(checkedModel([{ path: "found.esdl", text: names }]));
  expect(output.typeErrors()).toEqual([]);
  const command = { type: "toString", data: { thingId, members: "web" } };
  expect(aggregates[0]!.decide(undefined, command, contextFor(system, { rate: () => 1 }))).toMatchObject({
    ok: true,
    events: [{ type: "input", data: { members: "web" } }],
  });
});
