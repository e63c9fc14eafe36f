import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValueError } from "./errors.js";
import {
  absInt,
  addInt,
  compareBool,
  compareInt,
  divInt,
  isInt,
  mulInt,
  negInt,
  remInt,
  subInt,
  sumInt,
} from "./int.js";

const int = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -20, max: 20 }), fc.integer());
const limit = BigInt(Number.MAX_SAFE_INTEGER);

/** What a function answers, or the code of the error that it throws. */
function outcome(run: () => number): number | string {
  try {
    return run();
  } catch (error) {
    if (error instanceof ValueError) return error.code;
    throw error;
  }
}

/** What an exact result should come out as. */
function expected(exact: bigint): number | string {
  return exact > limit || exact < -limit ? "overflow" : Number(exact);
}

describe("int arithmetic", () => {
  it("is that of BigInt within the safe integers, and an overflow beyond; never -0", () => {
    fc.assert(
      fc.property(int, int, (a, b) => {
        const [x, y] = [BigInt(a), BigInt(b)];
        expect(outcome(() => addInt(a, b))).toBe(expected(x + y));
        expect(outcome(() => subInt(a, b))).toBe(expected(x - y));
        expect(outcome(() => mulInt(a, b))).toBe(expected(x * y));
        expect(outcome(() => divInt(a, b))).toBe(b === 0 ? "divisionByZero" : expected(x / y));
        expect(outcome(() => remInt(a, b))).toBe(b === 0 ? "divisionByZero" : expected(x % y));
        expect(outcome(() => negInt(a))).toBe(expected(-x));
        expect(outcome(() => absInt(a))).toBe(expected(x < 0n ? -x : x));
        expect(compareInt(a, b)).toBe(x < y ? -1 : x > y ? 1 : 0);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    [7, 2, 3, 1],
    [-7, 2, -3, -1],
    [7, -2, -3, 1],
    [-7, -2, 3, -1],
    [0, -5, 0, 0],
    [-4, 2, -2, 0],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1, 1, 1],
    [Number.MAX_SAFE_INTEGER, 2, 4503599627370495, 1],
  ])("divides %i by %i to %i, remainder %i", (a, b, quotient, remainder) => {
    expect(divInt(a, b)).toBe(quotient);
    expect(remInt(a, b)).toBe(remainder);
  });

  it("sums lists and notices an overflow on the way", () => {
    expect(sumInt([])).toBe(0);
    expect(sumInt([1, 2, 3])).toBe(6);
    expect(outcome(() => sumInt([Number.MAX_SAFE_INTEGER, 1]))).toBe("overflow");
  });

  it("knows what an int is", () => {
    for (const value of [0, -1, Number.MAX_SAFE_INTEGER]) expect(isInt(value)).toBe(true);
    for (const value of [0.5, 2 ** 53, Number.NaN, Infinity, "1", 1n, null]) expect(isInt(value)).toBe(false);
  });
});

it("false comes before true", () => {
  expect([true, false, true].sort(compareBool)).toEqual([false, true, true]);
});
