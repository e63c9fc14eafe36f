import fc from "fast-check";
import { expect, it } from "vitest";
import { compareDecimal, compareText, decimalOrder } from "./index.js";

const decimal = fc
  .record({
    sign: fc.constantFrom("", "-"),
    whole: fc.oneof(
      fc.constant("0"),
      fc.stringMatching(/^[1-9][0-9]{0,12}$/),
      fc.constant("1".padEnd(900, "0")),
    ),
    fraction: fc.oneof(
      fc.constant(""),
      fc.stringMatching(/^[0-9]{1,12}$/),
      fc.constant("5".padStart(90, "0")),
    ),
  })
  .map(({ sign, whole, fraction }) => `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`);

it("sorts as the numbers do", () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(Math.sign(compareText(decimalOrder(a), decimalOrder(b)))).toBe(Math.sign(compareDecimal(a, b)));
    }),
    { numRuns: 2000 },
  );
});

it("sorts neighbours", () => {
  const sorted = [
    "-100",
    "-10",
    "-9.5",
    "-9",
    "-3",
    "-1.5",
    "-1",
    "-0.15",
    "-0.1",
    "-0.05",
    "0",
    "0.05",
    "0.1",
    "0.15",
  ];
  const more = [...sorted, "1", "1.5", "3", "9", "9.5", "10", "100", "9007199254740993"];
  const keys = more.map(decimalOrder);
  expect([...keys].sort(compareText)).toEqual(keys);
  expect(decimalOrder("-0.00")).toBe(decimalOrder("0"));
});
