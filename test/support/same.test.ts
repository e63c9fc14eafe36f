import { expect, it } from "vitest";
import { expectSame } from "./same.js";

it("takes data for the same whatever its members are called", () => {
  const hostile = JSON.parse('{"constructor":{},"__proto__":{"a":1},"toString":[1]}') as object;
  expectSame(structuredClone(hostile), hostile);
});

it.each([
  [{ constructor: {} }, { constructor: { a: 1 } }],
  [{ a: undefined }, {}],
  [[-0], [0]],
  [Object.create(null), {}],
])("tells %o from %o", (one, other) => {
  expect(() => {
    expectSame(one, other);
  }).toThrow();
});
