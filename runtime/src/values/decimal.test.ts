import Big from "big.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  absDecimal,
  addDecimal,
  compareCanonicalDecimal,
  compareDecimal,
  decimalFromInt,
  decimalScale,
  divDecimal,
  remDecimal,
  equalDecimal,
  hasDecimalScale,
  isCanonicalDecimal,
  isDecimal,
  isShortDecimal,
  maxDecimal,
  minDecimal,
  mulDecimal,
  negDecimal,
  normaliseDecimal,
  parseDecimal,
  roundDecimal,
  subDecimal,
  sumDecimal,
} from "./decimal.js";
import { ValueError } from "./errors.js";

/** Digits of every length on both sides of the limits of the fast path, and values close to each other. */
const digits = (min: number, max: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...Array.from("0000123456789999")), { minLength: min, maxLength: max })
    .map((all) => all.join(""));
const plain = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof({ weight: 3, arbitrary: digits(1, 6) }, digits(12, 18), digits(1, 40)),
    fc.oneof(fc.constant(""), digits(1, 4), digits(8, 18), digits(1, 40)),
  )
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`);
const decimal = plain.map(normaliseDecimal);
const nonZero = decimal.filter((value) => value !== "0");

/** What big.js writes for a number, which never is "-0" here. */
const written = (value: Big): string => value.toFixed().replace(/^-0$/, "0");

/** Text by text rather than by number: the oracle of canonical form. */
const canonical = /^(?:0|-?(?:[1-9][0-9]*(?:\.[0-9]*[1-9])?|0\.[0-9]*[1-9]))$/;

/** The 34th significant digit. */
const lastKeptDigit = (quotient: string): number =>
  Number(
    quotient
      .replace(/^-?[0.]*/, "")
      .replace(".", "")
      .padEnd(34, "0")
      .charAt(33),
  );

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ValueError) return error.code;
    throw error;
  }
  return "nothing thrown";
}

describe("canonical text", () => {
  it.each([
    ["0", "0"],
    ["-0", "0"],
    ["-0.00", "0"],
    ["25.00", "25"],
    ["0025.10", "25.1"],
    ["-007", "-7"],
    ["100", "100"],
    ["0.10", "0.1"],
    ["00.001", "0.001"],
    ["-0.5", "-0.5"],
    ["12345678901234567890.1234567890", "12345678901234567890.123456789"],
  ])("of %s is %s", (text, expected) => {
    expect(normaliseDecimal(text)).toBe(expected);
    expect(isDecimal(text)).toBe(true);
    expect(isCanonicalDecimal(text)).toBe(text === expected);
  });

  it.each([
    "",
    "-",
    ".",
    "1.",
    ".5",
    "-.5",
    "+1",
    "1e3",
    "1E3",
    "0x10",
    " 1",
    "1 ",
    "1,5",
    "1.2.3",
    "--1",
    "NaN",
  ])("does not exist for %j", (text) => {
    expect(isDecimal(text)).toBe(false);
    expect(parseDecimal(text)).toBeUndefined();
    expect(codeOf(() => normaliseDecimal(text))).toBe("invalid");
  });

  it.each(["Infinity", "١٢", "1\n", "1\u0000", "−1"])("does not exist for the look-alike %j", (text) => {
    expect(isDecimal(text)).toBe(false);
  });

  it("is never a number of JavaScript", () => {
    expect(isDecimal(25)).toBe(false);
    expect(isDecimal(25n)).toBe(false);
    expect(isDecimal(undefined)).toBe(false);
  });

  it("is the same for equal numbers and matches the form, whatever was written", () => {
    fc.assert(
      fc.property(plain, (text) => {
        const value = normaliseDecimal(text);
        expect(value).toMatch(canonical);
        expect(value).toBe(written(new Big(text)));
        expect(normaliseDecimal(value)).toBe(value);
        expect(isCanonicalDecimal(value)).toBe(true);
        expect(isCanonicalDecimal(text)).toBe(text === value);
      }),
    );
  });

  it("has at most 1,000 digits, before and after the point together", () => {
    expect(isDecimal("9".repeat(1000))).toBe(true);
    expect(isDecimal(`-${"9".repeat(999)}.9`)).toBe(true);
    expect(isDecimal("9".repeat(1001))).toBe(false);
    expect(isDecimal(`${"9".repeat(1000)}.9`)).toBe(false);
    expect(isDecimal(`-${"9".repeat(500)}.${"9".repeat(501)}`)).toBe(false);
    expect(codeOf(() => addDecimal("9".repeat(1000), "1"))).toBe("overflow");
    expect(codeOf(() => mulDecimal("9".repeat(600), "9".repeat(600)))).toBe("overflow");
    expect(codeOf(() => mulDecimal(`0.${"0".repeat(900)}1`, `0.${"0".repeat(900)}1`))).toBe("overflow");
    expect(addDecimal("9".repeat(999), "1")).toBe(`1${"0".repeat(999)}`);
  });
});

it("the quick question of validators is answered yes for nothing but what is asked", () => {
  const anything = fc.oneof(plain, fc.string({ unit: fc.constantFrom(..."0159.-".split("")), maxLength: 8 }));
  let accepted = 0;
  fc.assert(
    fc.property(anything, fc.nat(4), (text, digits) => {
      if (!isShortDecimal(text, digits)) return;
      accepted++;
      expect(text).toMatch(canonical);
      expect(decimalScale(text)).toBeLessThanOrEqual(digits);
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(300);
  for (const text of ["0", "5", "-5", "0.5", "-0.05", "12.34"]) expect(isShortDecimal(text, 2)).toBe(true);
});

describe("arithmetic", () => {
  it("agrees with big.js on sums, differences and products, in canonical form", () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(addDecimal(a, b)).toBe(written(new Big(a).plus(b)));
        expect(subDecimal(a, b)).toBe(written(new Big(a).minus(b)));
        expect(mulDecimal(a, b)).toBe(written(new Big(a).times(b)));
      }),
      { numRuns: 3000 },
    );
  });

  it("is exact where a scaled integer just fits into a double, and where it just does not", () => {
    const edge = fc
      .tuple(
        fc.bigInt(9_007_199_254_740_000n, 9_007_199_254_742_000n),
        fc.integer({ min: 0, max: 17 }),
        fc.boolean(),
      )
      .map(([value, scale, negative]) => {
        const text = String(value).padStart(scale + 1, "0");
        const cut = text.length - scale;
        return `${negative ? "-" : ""}${text.slice(0, cut)}${scale > 0 ? `.${text.slice(cut)}` : ""}`;
      });
    const small = fc
      .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.constantFrom("", ".1", ".00005"))
      .map(([whole, fraction]) => `${String(whole)}${fraction}`);
    fc.assert(
      fc.property(fc.oneof(edge, small), fc.oneof(edge, small), (a, b) => {
        expect(addDecimal(a, b)).toBe(written(new Big(a).plus(b)));
        expect(subDecimal(a, b)).toBe(written(new Big(a).minus(b)));
        expect(mulDecimal(a, b)).toBe(written(new Big(a).times(b)));
        expect(sumDecimal([a, b, a])).toBe(written(new Big(a).plus(b).plus(a)));
      }),
      { numRuns: 3000 },
    );
  });

  it("has the algebra of a commutative ring", () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(addDecimal(a, b)).toBe(addDecimal(b, a));
        expect(mulDecimal(a, b)).toBe(mulDecimal(b, a));
        expect(addDecimal(addDecimal(a, b), c)).toBe(addDecimal(a, addDecimal(b, c)));
        expect(mulDecimal(mulDecimal(a, b), c)).toBe(mulDecimal(a, mulDecimal(b, c)));
        expect(mulDecimal(a, addDecimal(b, c))).toBe(addDecimal(mulDecimal(a, b), mulDecimal(a, c)));
        expect(subDecimal(a, b)).toBe(addDecimal(a, negDecimal(b)));
        expect(addDecimal(a, "0")).toBe(a);
        expect(mulDecimal(a, "1")).toBe(a);
        expect(mulDecimal(a, "0")).toBe("0");
        expect(addDecimal(a, negDecimal(a))).toBe("0");
        expect(absDecimal(a)).toBe(maxDecimal(a, negDecimal(a)));
      }),
    );
  });

  it("sums lists as repeated addition does", () => {
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 12 }), (values) => {
        expect(sumDecimal(values)).toBe(
          written(values.reduce((total, value) => total.plus(value), new Big(0))),
        );
      }),
    );
    expect(sumDecimal([])).toBe("0");
  });

  it.each([
    ["x", "1"],
    ["1", "x"],
    ["1e5", "1"],
    ["", "1"],
    ["1.", "1"],
    ["1", "-"],
  ])("refuses what is no decimal: %j and %j", (a, b) => {
    for (const operation of [addDecimal, subDecimal, mulDecimal, divDecimal, compareDecimal]) {
      expect(codeOf(() => operation(a, b))).toBe("invalid");
    }
    expect(codeOf(() => sumDecimal([a, b]))).toBe("invalid");
  });

  it("turns ints into decimals, and only ints", () => {
    expect(decimalFromInt(-0)).toBe("0");
    expect(decimalFromInt(Number.MIN_SAFE_INTEGER)).toBe("-9007199254740991");
    expect(codeOf(() => decimalFromInt(2 ** 53))).toBe("overflow");
    expect(codeOf(() => decimalFromInt(0.5))).toBe("overflow");
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => isCanonicalDecimal(decimalFromInt(value))));
  });
});

describe("division", () => {
  it.each([
    ["1", "3", `0.${"3".repeat(34)}`],
    ["2", "3", `0.${"6".repeat(33)}7`],
    ["-2", "3", `-0.${"6".repeat(33)}7`],
    ["1250", "100.0", "12.5"],
    ["1", "8", "0.125"],
    ["0", "-7", "0"],
    ["1", "7", "0.1428571428571428571428571428571429"],
    // Ties: the 35th digit is a lone 5.
    [`1${"0".repeat(33)}5`, "10", `1${"0".repeat(33)}`],
    [`1${"0".repeat(32)}15`, "10", `1${"0".repeat(32)}2`],
    [`-1${"0".repeat(32)}15`, "10", `-1${"0".repeat(32)}2`],
    // Not quite ties.
    [`1${"0".repeat(33)}5.1`, "10", `1${"0".repeat(32)}1`],
    // Rounding carries through all digits.
    ["9".repeat(35), "1", `1${"0".repeat(35)}`],
  ])("%s / %s = %s", (a, b, expected) => {
    expect(divDecimal(a, b)).toBe(expected);
  });

  it("by zero is an error", () => {
    expect(codeOf(() => divDecimal("1", "0"))).toBe("divisionByZero");
    expect(codeOf(() => divDecimal("0", "-0.00"))).toBe("divisionByZero");
    expect(codeOf(() => remDecimal("1", "-0.0"))).toBe("divisionByZero");
  });

  it("keeps 34 significant digits and answers the nearest, the even one of two as near", () => {
    fc.assert(
      fc.property(decimal, nonZero, (a, b) => {
        const quotient = divDecimal(a, b);
        expect(quotient).toMatch(canonical);
        const significant = quotient
          .replace(/^-?[0.]*/, "")
          .replace(".", "")
          .replace(/0+$/, "");
        expect(significant.length).toBeLessThanOrEqual(34);
        if (quotient === "0") {
          expect(a).toBe("0");
          return;
        }
        // 2·|a − q·b| ≤ |b| units of the 34th digit; big.js multiplies exactly.
        const q = new Big(quotient);
        const unit = new Big(`1e${String(q.e - 33)}`);
        const error = new Big(a).minus(q.times(b)).abs().times(2);
        const allowed = unit.times(b).abs();
        expect(error.lte(allowed)).toBe(true);
        if (error.eq(allowed)) expect(lastKeptDigit(quotient) % 2).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["7.5", "2", "1.5"],
    ["-7.5", "2", "-1.5"],
    ["7.5", "-0.4", "0.3"],
    ["1", "3", "1"],
    ["0.3", "0.1", "0"],
  ])("leaves of %s % %s the rest %s", (a, b, expected) => {
    expect(remDecimal(a, b)).toBe(expected);
  });

  it("undoes a multiplication whose factors are short enough", () => {
    const short = fc
      .tuple(fc.integer(), fc.integer({ min: 0, max: 6 }))
      .map(([value, scale]) =>
        mulDecimal(decimalFromInt(value), scale === 0 ? "1" : `0.${"0".repeat(scale - 1)}1`),
      );
    fc.assert(
      fc.property(
        short,
        short.filter((value) => value !== "0"),
        (a, b) => {
          expect(divDecimal(mulDecimal(a, b), b)).toBe(a);
        },
      ),
    );
  });
});

describe("rounding", () => {
  it.each([
    ["2.345", 2, "2.34"],
    ["2.355", 2, "2.36"],
    ["2.3450000001", 2, "2.35"],
    ["-2.345", 2, "-2.34"],
    ["-2.355", 2, "-2.36"],
    ["0.5", 0, "0"],
    ["-0.5", 0, "0"],
    ["1.5", 0, "2"],
    ["2.5", 0, "2"],
    ["9.995", 2, "10"],
    ["12", 5, "12"],
    ["12.30", 5, "12.3"],
  ])("%s to %i digits is %s", (value, places, expected) => {
    expect(roundDecimal(value, places)).toBe(expected);
  });

  it("agrees with big.js's half-even", () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 0, max: 20 }), (value, places) => {
        const rounded = roundDecimal(value, places);
        expect(rounded).toBe(written(new Big(new Big(value).round(places, Big.roundHalfEven).toFixed())));
        expect(hasDecimalScale(rounded, places)).toBe(true);
      }),
    );
  });

  it.each([-1, 0.5, 1001, Number.NaN])("to %d digits is an error", (places) => {
    expect(codeOf(() => roundDecimal("1.5", places))).toBe("outOfRange");
  });

  it("asks decimal(n) of the value, not of how it is written", () => {
    expect(hasDecimalScale("1.25", 2)).toBe(true);
    expect(hasDecimalScale("1.250", 2)).toBe(true);
    expect(hasDecimalScale("1.255", 2)).toBe(false);
    expect(hasDecimalScale("1", 0)).toBe(true);
    expect(decimalScale("-0.125")).toBe(3);
  });
});

describe("order", () => {
  it("is by number: −3, 0, 0.5, 9, 9.5, 10, 100", () => {
    const ascending = ["-100", "-3", "-2.5", "0", "0.05", "0.5", "9", "9.25", "9.5", "10", "100"];
    const shuffled = [...ascending].reverse().sort(compareDecimal);
    expect(shuffled).toEqual(ascending);
  });

  it("agrees with big.js, also on text that is not canonical", () => {
    const near = fc.tuple(plain, plain, fc.boolean()).map(([a, b, same]): [string, string] => {
      return [a, same ? `${a}${a.includes(".") ? "0" : ".0"}` : b];
    });
    fc.assert(
      fc.property(near, ([a, b]) => {
        expect(compareDecimal(a, b)).toBe(new Big(a).cmp(b));
        expect(equalDecimal(a, b)).toBe(new Big(a).eq(b));
        expect(minDecimal(a, b)).toBe(written(new Big(a).lte(b) ? new Big(a) : new Big(b)));
        expect(maxDecimal(a, b)).toBe(written(new Big(a).gte(b) ? new Big(a) : new Big(b)));
      }),
      { numRuns: 3000 },
    );
  });

  it("is total, and agrees with subtraction", () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(compareDecimal(a, b) + compareDecimal(b, a)).toBe(0);
        expect(compareDecimal(a, b)).toBe(compareDecimal(subDecimal(a, b), "0"));
        if (compareDecimal(a, b) <= 0 && compareDecimal(b, c) <= 0) {
          expect(compareDecimal(a, c)).toBeLessThanOrEqual(0);
        }
        expect(compareDecimal(a, b) === 0).toBe(a === b);
        expect(compareCanonicalDecimal(a, b)).toBe(compareDecimal(a, b));
      }),
    );
  });
});
