import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical.js";
import { contentKey } from "./content-key.js";
import { copyValue } from "./copy.js";
import {
  compareOptional,
  descending,
  equalList,
  equalMap,
  equalOptional,
  equalRecord,
  equalScalar,
  equalSet,
  equalValues,
  greater,
  lesser,
} from "./equal.js";
import { ValueError } from "./errors.js";
import { compareInt } from "./int.js";

const json = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });

/** The same content with members in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]): [string, unknown] => [name, shuffled(member)]),
  );
}

describe("equality", () => {
  it("is by content, whatever the order of members; -0 is 0", () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(equalValues(a, shuffled(a))).toBe(true);
        expect(contentKey(a)).toEqual(contentKey(shuffled(a)));
        expect(equalValues(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
        expect(equalValues(b, a)).toBe(equalValues(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: undefined }, true],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{}, [], false],
    [[], {}, false],
    [null, {}, false],
    [undefined, null, false],
    [["a", "b"], ["b", "a"], false],
    [{}, JSON.parse('{"__proto__": {}}'), false],
    [{ constructor: 1 }, {}, false],
    [{}, { toString: 1 }, false],
    ["1", 1, false],
  ])("of %j and %j is %s", (a: unknown, b: unknown, expected: boolean) => {
    expect(equalValues(a, b)).toBe(expected);
    expect(equalValues(b, a)).toBe(expected);
  });

  it("of sets asks nothing of their order", () => {
    const sets = fc.uniqueArray(fc.oneof(fc.string(), fc.record({ a: fc.nat(3), b: fc.nat(3) })), {
      comparator: (a, b) => equalValues(a, b),
    });
    fc.assert(
      fc.property(sets, fc.func(fc.nat()), (set, rank) => {
        const mixed = [...set].sort((a, b) => rank(a) - rank(b));
        expect(equalSet()(set, mixed)).toBe(true);
        expect(equalSet(equalValues)(set, mixed)).toBe(true);
        expect(equalSet()(set, [...mixed, "one more, never drawn"])).toBe(false);
        if (set.length > 0) expect(equalSet()(set, ["another, never drawn", ...mixed.slice(1)])).toBe(false);
      }),
    );
  });

  it("is composed along the type, so that sets inside anything are sets", () => {
    interface Tagged {
      readonly name: string;
      readonly tags: readonly string[];
      readonly note?: readonly string[] | undefined;
    }
    const equalTagged = equalRecord<Tagged>({
      name: equalScalar,
      tags: equalSet(),
      note: equalOptional(equalSet()),
    });
    const a: Tagged = { name: "x", tags: ["1", "2"], note: ["p", "q"] };
    expect(equalTagged(a, { name: "x", tags: ["2", "1"], note: ["q", "p"] })).toBe(true);
    expect(equalTagged(a, { name: "x", tags: ["2", "1"] })).toBe(false);
    expect(equalTagged(a, { name: "y", tags: ["1", "2"], note: ["p", "q"] })).toBe(false);
    const b: Tagged = { name: "x", tags: ["2", "1"], note: ["q", "p"] };
    expect(equalList(equalTagged)([a, a], [b, a])).toBe(true);
    expect(equalList(equalTagged)([a], [a, a])).toBe(false);
    expect(equalMap(equalTagged)({ k: a }, { k: b })).toBe(true);
    expect(equalMap(equalTagged)({ k: a }, { l: b })).toBe(false);
    expect(equalSet(equalTagged)([a], [b])).toBe(true);
    expect(equalOptional(equalTagged)(undefined, undefined)).toBe(true);
    expect(equalOptional(equalTagged)(a, undefined)).toBe(false);
  });
});

describe("order", () => {
  it("puts an absent optional first, and last when descending", () => {
    const compare = compareOptional(compareInt);
    expect(compare(undefined, 0)).toBe(-1);
    expect(compare(0, undefined)).toBe(1);
    expect(compare(undefined, undefined)).toBe(0);
    expect(compare(1, 2)).toBe(-1);
    expect(descending(compare)(undefined, 0)).toBe(1);
  });

  it("picks the first of two equals", () => {
    const [a, b, c] = [{ rank: 1 }, { rank: 1 }, { rank: 2 }];
    const byRank = (x: { rank: number }, y: { rank: number }): number => compareInt(x.rank, y.rank);
    expect(lesser(a, b, byRank)).toBe(a);
    expect(greater(a, b, byRank)).toBe(a);
    expect(lesser(c, b, byRank)).toBe(b);
    expect(greater(a, c, byRank)).toBe(c);
  });
});

describe("canonical JSON", () => {
  it("is that of RFC 8785's examples", () => {
    const numbers = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
    };
    expect(canonicalJson(numbers)).toBe('{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}');
    const names = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, "\u00f6": 7 };
    expect(canonicalJson(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalJson({ text: '\u20ac$\u000f\nA\'B"\\\\"/' })).toBe(
      '{"text":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("reads back as the same value", () => {
    fc.assert(
      fc.property(json, (value) => {
        const back: unknown = JSON.parse(canonicalJson(value));
        expect(equalValues(back, value)).toBe(true);
        expect(canonicalJson(back)).toBe(canonicalJson(value));
      }),
    );
  });

  it("leaves out what is absent and refuses what is not JSON", () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
    for (const value of [Number.NaN, Infinity, 1n, undefined, () => 1, [undefined], Symbol("s")]) {
      expect(() => canonicalJson(value)).toThrow(ValueError);
    }
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(() => canonicalJson(cycle)).toThrow(ValueError);
  });
});

describe("copies", () => {
  it("are equal and share nothing that can change", () => {
    fc.assert(
      fc.property(json, (value) => {
        const before = canonicalJson(value);
        const copy = copyValue(value);
        expect(equalValues(copy, value)).toBe(true);
        scribble(copy);
        expect(canonicalJson(value)).toBe(before);
      }),
    );
  });

  it("keep a member named __proto__ a member", () => {
    const value: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
    expect(canonicalJson(copyValue(value))).toBe('{"__proto__":{"polluted":true}}');
    expect(Object.getPrototypeOf(copyValue(value))).toBe(Object.prototype);
  });
});

/** Changes everything that can be changed in a value. */
function scribble(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const member of Object.values(value)) scribble(member);
  if (Array.isArray(value)) value.push("scribbled");
  else Reflect.set(value, "scribbled", true);
}
