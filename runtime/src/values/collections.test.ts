import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareInt } from "./int.js";
import { atKey, hasKey, removeByKey, upsertByKey } from "./keyed.js";
import {
  appendTo,
  contains,
  countOf,
  distinct,
  greatestOf,
  leastOf,
  removeFromList,
  sortBy,
} from "./list.js";
import { getFromMap, hasInMap, keysOfMap, putInMap, removeFromMap, sizeOfMap, valuesOfMap } from "./map.js";
import { addToSet, removeFromSet, setOf } from "./set.js";
import { compareText } from "./text.js";

const hostileKeys = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "",
  "0",
  "10",
  "9",
  "😀",
  "\uffff",
];

describe("lists", () => {
  it("find what they contain by content", () => {
    expect(contains(["a", "b"], "b")).toBe(true);
    expect(contains([{ a: "1" }], { a: "1" })).toBe(true);
    expect(contains([{ a: "1" }], { a: "2" })).toBe(false);
    expect(contains(["A"], "a", (x, y) => x.toLowerCase() === y.toLowerCase())).toBe(true);
    expect(contains([], "x")).toBe(false);
  });

  it("know their least and greatest, the first of equals, and none of none", () => {
    const byRank = (a: { rank: number }, b: { rank: number }): number => compareInt(a.rank, b.rank);
    const items = [{ rank: 2 }, { rank: 1 }, { rank: 1 }, { rank: 2 }];
    expect(leastOf(items, byRank)).toBe(items[1]);
    expect(greatestOf(items, byRank)).toBe(items[0]);
    expect(leastOf([], compareInt)).toBeUndefined();
    expect(greatestOf([], compareInt)).toBeUndefined();
    expect(leastOf([0, -1], compareInt)).toBe(-1);
  });

  it("sort stably and leave the original as it is", () => {
    const items = Object.freeze(["bb", "a", "cc", "d"]);
    expect(sortBy(items, (text) => text.length, compareInt)).toEqual(["a", "d", "bb", "cc"]);
    expect(countOf(items, (text) => text.length === 2)).toBe(2);
  });

  it("are made distinct by content, keeping the first", () => {
    expect(distinct(["b", "a", "b"])).toEqual(["b", "a"]);
    expect(distinct([{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 1 }])).toEqual([{ a: 1, b: 2 }, { a: 1 }]);
    expect(distinct<unknown>(["[]", [], "\u0000[]"])).toHaveLength(3);
    expect(distinct(["a", "A"], (x, y) => x.toLowerCase() === y.toLowerCase())).toEqual(["a"]);
  });

  it("grow at the end and lose the first equal element", () => {
    const items = ["a", "b", "a"];
    appendTo(items, "c");
    removeFromList(items, "a");
    removeFromList(items, "missing");
    expect(items).toEqual(["b", "a", "c"]);
  });
});

describe("maps", () => {
  it("take any key, and none of them reaches a prototype", () => {
    const map: Record<string, number> = {};
    for (const key of hostileKeys) {
      expect(getFromMap(map, key)).toBeUndefined();
      expect(hasInMap(map, key)).toBe(false);
    }
    hostileKeys.forEach((key, at) => {
      putInMap(map, key, at);
    });
    hostileKeys.forEach((key, at) => {
      expect(getFromMap(map, key)).toBe(at);
      expect(hasInMap(map, key)).toBe(true);
    });
    expect(sizeOfMap(map)).toBe(hostileKeys.length);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
    const parsed: unknown = JSON.parse(JSON.stringify(map));
    expect(parsed).toEqual(map);
    for (const key of hostileKeys) removeFromMap(map, key);
    expect(sizeOfMap(map)).toBe(0);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });

  it("hold what JSON.parse gave them, __proto__ included", () => {
    const map = JSON.parse('{"__proto__": 1, "b": 2}') as Record<string, number>;
    expect(getFromMap(map, "__proto__")).toBe(1);
    expect(keysOfMap(map)).toEqual(["__proto__", "b"]);
  });

  it("run in key order, by code point, whatever order they were written in", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileKeys))),
        (keys) => {
          const map: Record<string, string> = {};
          for (const key of keys) putInMap(map, key, `value of ${key}`);
          const sorted = [...keys].sort(compareText);
          expect(keysOfMap(map)).toEqual(sorted);
          expect(valuesOfMap(map)).toEqual(sorted.map((key) => `value of ${key}`));
        },
      ),
    );
    const map: Record<string, number> = {};
    for (const key of ["😀", "10", "9", "\uffff"]) putInMap(map, key, 0);
    expect(keysOfMap(map)).toEqual(["10", "9", "\uffff", "😀"]);
  });

  it("take a member that is undefined for absent", () => {
    const map: Record<string, number | undefined> = { a: undefined, b: 1 };
    expect(hasInMap(map, "a")).toBe(false);
    expect(sizeOfMap(map)).toBe(1);
    expect(keysOfMap(map)).toEqual(["b"]);
    expect(valuesOfMap(map)).toEqual([1]);
  });
});

interface Line {
  readonly sku: string;
  quantity: number;
}

/** What may happen to a list of entities or a set, on few keys so that they meet, and many so that an index is made. */
const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("put"), key: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove"), key: fc.nat(60) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("clone", "push", "insert", "pop", "truncate"),
      key: fc.nat(60),
    }),
  },
);

describe("keyed lists", () => {
  it("do what the plain definition says, in any order, also when the array is changed elsewhere", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200, size: "max" }), (operations) => {
        let items: Line[] = [];
        let model: Line[] = [];
        operations.forEach(({ kind, key }, step) => {
          const sku = hostileKeys[key] ?? `S-${String(key)}`;
          const line: Line = { sku, quantity: step };
          const at = model.findIndex((other) => other.sku === sku);
          if (kind === "put") {
            upsertByKey(items, "sku", line);
            model = at < 0 ? [...model, line] : model.with(at, line);
          } else if (kind === "remove") {
            removeByKey(items, "sku", sku);
            model = model.filter((other) => other.sku !== sku);
          } else if (kind === "clone") {
            items = structuredClone(items);
          } else if (kind === "push" && at < 0) {
            items.push(line);
            model = [...model, line];
          } else if (kind === "insert" && at < 0) {
            items.splice(1, 0, line);
            model = model.toSpliced(1, 0, line);
          } else if (kind === "pop") {
            items.pop();
            model = model.slice(0, -1);
          } else if (kind === "truncate" && key === 0) {
            items.length = 0;
            model = [];
          }
          expect(items).toEqual(model);
          expect(hasKey(items, "sku", sku)).toBe(model.some((other) => other.sku === sku));
          expect(atKey(items, "sku", sku)).toEqual(model.find((other) => other.sku === sku));
        });
      }),
      { numRuns: 300 },
    );
  });

  it("answer the entity itself, so that a fold can change it in place", () => {
    const items: Line[] = [{ sku: "A", quantity: 1 }];
    const line = atKey(items, "sku", "A");
    if (line !== undefined) line.quantity += 1;
    expect(items).toEqual([{ sku: "A", quantity: 2 }]);
  });

  it("read frozen arrays, and refuse to change them", () => {
    const items = Object.freeze(
      Array.from({ length: 40 }, (_, at): Line => ({ sku: String(at), quantity: at })),
    );
    expect(atKey(items, "sku", "39")).toEqual({ sku: "39", quantity: 39 });
    expect(hasKey(items, "sku", "40")).toBe(false);
    expect(() => {
      upsertByKey(items as Line[], "sku", { sku: "40", quantity: 0 });
    }).toThrow(TypeError);
    expect(hasKey(items, "sku", "40")).toBe(false);
    expect(() => {
      removeByKey(items as Line[], "sku", "3");
    }).toThrow(TypeError);
    expect(atKey(items, "sku", "3")).toEqual({ sku: "3", quantity: 3 });
    expect(atKey(items, "sku", "39")).toEqual({ sku: "39", quantity: 39 });
  });

  it("find the first of two with one key, which old data may have", () => {
    const items = Array.from({ length: 40 }, (_, at): Line => ({ sku: String(at % 20), quantity: at }));
    expect(atKey(items, "sku", "5")?.quantity).toBe(5);
    removeByKey(items, "sku", "5");
    expect(atKey(items, "sku", "5")?.quantity).toBe(25);
  });
});

describe("sets", () => {
  it("do what the plain definition says, in any order", () => {
    const elements: ((key: number) => unknown)[] = [
      (key) => `e${String(key)}`,
      (key) => key,
      (key) => ({ key, tags: [key] }),
    ];
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 200, size: "max" }),
        fc.constantFrom(...elements),
        (operations, element) => {
          let items: unknown[] = [];
          let model: string[] = [];
          for (const { kind, key } of operations) {
            const text = JSON.stringify(element(key));
            if (kind === "put") {
              addToSet(items, element(key));
              if (!model.includes(text)) model = [...model, text];
            } else if (kind === "remove") {
              removeFromSet(items, element(key));
              model = model.filter((other) => other !== text);
            } else if (kind === "clone") {
              items = structuredClone(items);
            }
            expect(items.map((item) => JSON.stringify(item))).toEqual(model);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("compare elements by an equality of their own when given one", () => {
    const sameLetters = (a: readonly string[], b: readonly string[]): boolean =>
      [...a].sort().join() === [...b].sort().join();
    const set = setOf(
      [
        ["a", "b"],
        ["b", "a"],
      ],
      sameLetters,
    );
    expect(set).toEqual([["a", "b"]]);
    addToSet(set, ["b", "a"], sameLetters);
    addToSet(set, ["c"], sameLetters);
    expect(set).toEqual([["a", "b"], ["c"]]);
    removeFromSet(set, ["b", "a"], sameLetters);
    removeFromSet(set, ["z"], sameLetters);
    expect(set).toEqual([["c"]]);
  });
});

describe("folding n events onto one long collection", () => {
  /** Seconds for n events that add, replace and remove. */
  function seconds(n: number): number {
    const start = performance.now();
    const lines: Line[] = [];
    const tags: string[] = [];
    for (let at = 0; at < n; at++) {
      upsertByKey(lines, "sku", { sku: `S-${String(at)}`, quantity: at });
      upsertByKey(lines, "sku", { sku: `S-${String(at >> 1)}`, quantity: at });
      addToSet(tags, `t-${String(at)}`);
      addToSet(tags, `t-${String(at >> 1)}`);
    }
    for (let at = 0; at < n; at += 2) {
      removeByKey(lines, "sku", `S-${String(at)}`);
      removeFromSet(tags, `t-${String(at)}`);
    }
    expect(lines).toHaveLength(n / 2);
    expect(tags).toHaveLength(n / 2);
    return (performance.now() - start) / 1000;
  }

  it("costs in proportion to n: looking through 20,000 elements each time would take minutes", () => {
    seconds(2_000);
    expect(seconds(20_000)).toBeLessThan(5);
  });
});
