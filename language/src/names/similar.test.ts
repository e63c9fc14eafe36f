import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, mostSimilar } from "./similar.js";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });

describe("the distance of two words", () => {
  it("is nothing for a word and itself, and the same both ways", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
      }),
    );
  });

  it("is one for a letter more, a letter less, another letter, and two letters swapped", () => {
    expect(editDistance("order", "orders")).toBe(1);
    expect(editDistance("order", "oder")).toBe(1);
    expect(editDistance("order", "arder")).toBe(1);
    expect(editDistance("order", "odrer")).toBe(1);
  });

  it("is never more than the longer word, nor less than what their lengths differ by", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });

  it("stops at the limit it is given", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 4 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b), limit));
      }),
    );
  });
});

describe("the most similar name", () => {
  it.each([
    ["OrdrId", ["OrderId", "ItemId"], "OrderId"],
    ["orderid", ["OrderIds", "OrderId"], "OrderId"],
    ["strng", ["String", "Strong"], "String"],
    ["Line", ["Order", "Customer"], undefined],
    ["x", ["y"], "y"],
    ["Amount", [], undefined],
  ])("for %s among %j is %s", (name, names, similar) => {
    expect(mostSimilar(name, names)).toBe(similar);
  });
});
