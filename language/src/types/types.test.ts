/** How types relate: conversions, what two have in common, order; the tables of methods and operators. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Type } from "../model/types.js";
import { type Nominal, assignable } from "./assignable.js";
import { commonType, isOrdered } from "./common.js";
import { displayType } from "./display.js";
import { sameType } from "./equal.js";
import { familiesOf, methodOf, methods } from "./methods.js";
import { arithmetic, operatorRow, scaleAfter } from "./operators.js";
import { decimalOf, intType, listOf, optionalOf, setOf, stringType, uuidType } from "./scalars.js";

const brand = (name: string): Type => ({ kind: "brand", ref: `Shop.${name}` });
const bases: Readonly<Record<string, Type>> = {
  "Shop.Sku": stringType,
  "Shop.Tea": brand("Sku"),
  "Shop.Quantity": intType,
  "Shop.Price": decimalOf(2),
  "Shop.OrderId": uuidType,
};
const nominal: Nominal = { baseOf: (ref) => bases[ref] };

const leaf = fc.constantFrom<Type>(
  stringType,
  intType,
  decimalOf(undefined),
  decimalOf(2),
  decimalOf(0),
  uuidType,
  ...Object.keys(bases).map((ref): Type => ({ kind: "brand", ref })),
  { kind: "enum", ref: "Shop.Channel" },
  { kind: "value", ref: "Shop.Money" },
  { kind: "value", ref: "Shop.Money", version: 1 },
  { kind: "entity", ref: "Shop.Order.Line" },
);
const whole = fc.oneof(
  leaf,
  leaf.map(listOf),
  leaf.map(setOf),
  leaf.map((value): Type => ({ kind: "map", key: stringType, value })),
);
const anyType: fc.Arbitrary<Type> = fc.oneof(whole, whole.map(optionalOf));

const hows = (from: Type, to: Type): string | undefined =>
  assignable(from, to, nominal)
    ?.map(({ how }) => how)
    .join(" ");

describe("conversions", () => {
  const rows: readonly (readonly [Type, Type, string | undefined])[] = [
    [intType, decimalOf(2), "intToDecimal"],
    [decimalOf(2), intType, undefined],
    [decimalOf(2), decimalOf(undefined), ""],
    [decimalOf(undefined), decimalOf(2), "brand"],
    [brand("Sku"), stringType, "unbrand"],
    [stringType, brand("Sku"), undefined],
    [brand("Tea"), stringType, "unbrand unbrand"],
    [brand("Tea"), brand("Sku"), "unbrand"],
    [brand("Sku"), brand("Tea"), undefined],
    [intType, brand("Quantity"), "brand"],
    [brand("Quantity"), decimalOf(2), "unbrand intToDecimal"],
    [brand("Quantity"), brand("Price"), undefined],
    [intType, brand("Price"), "intToDecimal brand"],
    [stringType, optionalOf(stringType), ""],
    [optionalOf(stringType), stringType, undefined],
    [optionalOf(brand("Sku")), optionalOf(stringType), "unbrand"],
    [optionalOf(intType), optionalOf(decimalOf(2)), "intToDecimal"],
    [listOf(brand("Sku")), listOf(stringType), "unbrand"],
    [listOf(intType), listOf(decimalOf(2)), undefined],
    [listOf(stringType), setOf(stringType), undefined],
    [{ kind: "value", ref: "Shop.Money", version: 1 }, { kind: "value", ref: "Shop.Money" }, undefined],
    [uuidType, stringType, undefined],
  ];
  it.each(
    rows.map(([from, to, how]) => ({ from, to, how, title: `${displayType(from)} to ${displayType(to)}` })),
  )("$title", ({ from, to, how }) => {
    expect(hows(from, to)).toBe(how);
  });

  it("need nothing from a type to itself, nor to its optional", () => {
    fc.assert(
      fc.property(anyType, (type) => {
        expect(hows(type, type)).toBe("");
        expect(hows(type, optionalOf(type))).toBe("");
      }),
    );
  });

  it("end at the type that was asked for", () => {
    fc.assert(
      fc.property(anyType, anyType, (from, to) => {
        const last = assignable(from, to, nominal)?.at(-1)?.to;
        if (last !== undefined) expect(assignable(last, to, nominal)).toEqual([]);
      }),
    );
  });
});

describe("what two types have in common", () => {
  it("is the same from both sides, and both become it without taking a brand", () => {
    fc.assert(
      fc.property(anyType, anyType, (a, b) => {
        const common = commonType(a, b, nominal);
        const other = commonType(b, a, nominal);
        expect(common === undefined).toBe(other === undefined);
        if (common === undefined || other === undefined) return;
        expect(sameType(common, other)).toBe(true);
        for (const type of [a, b]) expect(hows(type, common)).not.toMatch(/(^|[^n])brand/);
      }),
    );
  });

  it("is nothing for two nominal types, though they be made of the same", () => {
    expect(commonType(brand("Quantity"), brand("Price"), nominal)).toBeUndefined();
    expect(commonType(brand("Sku"), brand("OrderId"), nominal)).toBeUndefined();
  });
});

describe("display", () => {
  it("leaves out the reader's own context", () => {
    expect(displayType(listOf({ kind: "entity", ref: "Shop.Order.Line" }), "Shop")).toBe("Order.Line[]");
    expect(displayType(optionalOf(brand("Sku")), "Other")).toBe("Shop.Sku?");
  });

  it("tells types apart that are not the same", () => {
    fc.assert(
      fc.property(anyType, anyType, (a, b) => {
        expect(displayType(a) === displayType(b)).toBe(sameType(a, b));
      }),
    );
  });
});

describe("the table of methods", () => {
  const documented: Readonly<Record<string, string>> = {
    string: "length trim lower upper startsWith endsWith contains split isEmpty",
    list: "size isEmpty first last map filter any all count sum min max find contains sortBy distinct flatMap",
    set: "size isEmpty first last map filter any all count sum min max find contains sortBy distinct flatMap",
    map: "size keys values has get",
    keyed: "has",
    decimal: "round abs",
    int: "abs div",
    instant: "date",
    date: "plusDays daysUntil",
    duration: "seconds minutes hours days",
    enum: "name",
  };
  it.each(Object.entries(documented))("has all of %s and no more", (family, names) => {
    const found = methods.filter((row) => row.family === family).map(({ name }) => name);
    expect([...found].sort()).toEqual(names.split(" ").sort());
  });

  it("has the methods of lists for keyed lists too", () => {
    const families = familiesOf(listOf({ kind: "entity", ref: "Shop.Order.Line" }));
    expect(methodOf(families, "has")?.family).toBe("keyed");
    expect(methodOf(families, "sum")?.family).toBe("list");
    expect(methodOf(familiesOf(listOf(stringType)), "has")).toBeUndefined();
  });
});

describe("the table of operators", () => {
  it("has one row for each pair of operands", () => {
    const keys = arithmetic.map(({ op, left, right }) => `${left} ${op} ${right}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("divides no ints, and keeps two ints ints", () => {
    expect(operatorRow("/", "int", "int")).toBeUndefined();
    expect(operatorRow("+", "int", "int")?.result).toBe("int");
    expect(operatorRow("+", "int", "decimal")?.result).toBe("decimal");
  });

  it("bounds the fraction digits of what it can", () => {
    fc.assert(
      fc.property(fc.nat(9), fc.nat(9), (a, b) => {
        expect(scaleAfter("+", a, b)).toBe(Math.max(a, b));
        expect(scaleAfter("*", a, b)).toBe(a + b);
        expect(scaleAfter("/", a, b)).toBeUndefined();
      }),
    );
  });
});

it("orders brands as what they are made of", () => {
  expect(isOrdered(brand("Quantity"), nominal)).toBe(true);
  expect(isOrdered({ kind: "enum", ref: "Shop.Channel" }, nominal)).toBe(false);
});
