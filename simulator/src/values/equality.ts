/** Equality and order of the model's types. */
import { baseOf, holdsSet, shapeOf, unwrapped, type Lookup, type Type } from "@esdl/language/model";
import {
  canonicalJson,
  compareBool,
  compareDate,
  compareDecimal,
  compareDuration,
  compareInstant,
  compareInt,
  compareText,
  equalDecimal,
  equalValues,
} from "@esdl/runtime/values";
import { dataOf, isData, isList, listOf, memberOf, numberOf, textOf, type Value } from "./value.js";

export type Same = (a: Value, b: Value) => boolean;
export type Order = (a: Value, b: Value) => number;

/** Equality by content: sets without regard to order, decimals by number, a `T` with a `T?`. */
export function sameOf(type: Type, lookup: Lookup): Same {
  if (type.kind === "optional") {
    const same = sameOf(type.of, lookup);
    return (a, b) => (a === undefined || b === undefined ? a === b : same(a, b));
  }
  const base = baseOf(type, lookup);
  if (base.kind === "scalar" && base.name === "decimal") return (a, b) => equalDecimal(textOf(a), textOf(b));
  if (!holdsSet(base, lookup)) return equalValues;
  switch (base.kind) {
    case "list": {
      const same = sameOf(base.of, lookup);
      return (a, b) => isList(a) && isList(b) && a.length === b.length && a.every((x, at) => same(x, b[at]));
    }
    case "set": {
      const same = sameOf(base.of, lookup);
      return (a, b) => {
        const [left, right] = [listOf(a), listOf(b)];
        return left.length === right.length && left.every((x) => right.some((y) => same(x, y)));
      };
    }
    case "map": {
      const same = sameOf(base.value, lookup);
      return (a, b) => {
        const [left, right] = [dataOf(a), dataOf(b)];
        const names = Object.keys(left);
        return (
          names.length === Object.keys(right).length &&
          names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
        );
      };
    }
    case "value":
    case "entity": {
      const fields = shapeOf(base.ref, lookup).fields.map(
        ({ name, type: of }) => [name, sameOf({ kind: "optional", of: unwrapped(of) }, lookup)] as const,
      );
      return (a, b) =>
        isData(a) && isData(b) && fields.every(([name, same]) => same(memberOf(a, name), memberOf(b, name)));
    }
    default:
      return equalValues;
  }
}

const scalarOrders: Readonly<Record<string, Order>> = {
  int: (a, b) => compareInt(numberOf(a), numberOf(b)),
  decimal: (a, b) => compareDecimal(textOf(a), textOf(b)),
  bool: (a, b) => compareBool(a === true, b === true),
  instant: (a, b) => compareInstant(textOf(a), textOf(b)),
  date: (a, b) => compareDate(textOf(a), textOf(b)),
  duration: (a, b) => compareDuration(textOf(a), textOf(b)),
};

const byText: Order = (a, b) => compareText(textOf(a), textOf(b));

/** The order of an ordered type; what is absent comes first. */
export function orderOf(type: Type, lookup: Lookup): Order {
  if (type.kind === "optional") {
    const order = orderOf(type.of, lookup);
    return (a, b) => {
      if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
      return order(a, b);
    };
  }
  const base = baseOf(type, lookup);
  return (base.kind === "scalar" ? scalarOrders[base.name] : undefined) ?? byText;
}

/** A text that equal values of a type share, and no others: canonical JSON in which the elements of sets are sorted. */
export function canonicalOf(type: Type, lookup: Lookup): (value: Value) => string {
  const sorted = sortedOf(type, lookup);
  return (value) => canonicalJson(sorted(value) ?? null);
}

/** A value with its sets in one order. */
export function sortedOf(type: Type, lookup: Lookup): (value: Value) => Value {
  if (!holdsSet(type, lookup)) return (value) => value;
  const kept = (of: Type): ((value: Value) => Value) => sortedOf(of, lookup);
  const base = baseOf(unwrapped(type), lookup);
  switch (base.kind) {
    case "list":
    case "set": {
      const item = kept(base.of);
      return (value) => {
        if (!isList(value)) return value;
        const items = value.map((each) => item(each) ?? null);
        return base.kind === "list"
          ? items
          : items.sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)));
      };
    }
    case "map": {
      const item = kept(base.value);
      return (value) => (isData(value) ? mapped(value, () => item) : value);
    }
    case "value":
    case "entity": {
      const fields = new Map(shapeOf(base.ref, lookup).fields.map(({ name, type: of }) => [name, kept(of)]));
      return (value) => (isData(value) ? mapped(value, (name) => fields.get(name)) : value);
    }
    default:
      return (value) => value;
  }
}

function mapped(
  data: Readonly<Record<string, Value>>,
  by: (name: string) => ((value: Value) => Value) | undefined,
): Value {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, by(name)?.(value) ?? value ?? null]),
  );
}
