/** The methods of the language, each a row: what it makes of its receiver and its arguments. */
import {
  baseOf,
  entityOf,
  holdsSet,
  unwrapped,
  type Lookup,
  type MethodExpr,
  type Type,
} from "@esdl/language/model";
import {
  absDecimal,
  absInt,
  daysUntil,
  distinct,
  divInt,
  durationDays,
  durationHours,
  durationMinutes,
  durationSeconds,
  getFromMap,
  greatestOf,
  hasInMap,
  instantDate,
  keysOfMap,
  leastOf,
  lowerText,
  plusDays,
  roundDecimal,
  sizeOfMap,
  splitText,
  sumDecimal,
  sumDuration,
  sumInt,
  textLength,
  trimText,
  upperText,
  valuesOfMap,
  type JsonValue,
} from "@esdl/runtime/values";
import { Fault } from "../stops.js";
import { orderOf, sameOf } from "../values/equality.js";
import {
  dataOf,
  listOf,
  memberOf,
  numberOf,
  presentOf,
  textOf,
  type List,
  type Value,
} from "../values/value.js";
import type { Code, Frame } from "./frame.js";

/** A lambda: what it makes of one element. */
export type Each = (item: JsonValue, frame: Frame) => Value;

/** A call of a method, compiled but for its receiver. */
export interface Call {
  readonly e: MethodExpr;
  readonly lookup: Lookup;
  /** The arguments that are values. */
  readonly args: readonly Code[];
  /** The argument that is a lambda. */
  readonly each?: Each;
}

type Method = (receiver: Value, frame: Frame) => Value;
type Row = (call: Call) => Method;

/** A function of the text, and of the arguments. */
const onText =
  (compute: (text: string, ...args: string[]) => Value): Row =>
  ({ args }) =>
  (receiver, frame) =>
    compute(textOf(receiver), ...args.map((arg) => textOf(arg(frame))));

/** A function of a text, and a number. */
const onTextAndInt =
  (compute: (text: string, by: number) => Value): Row =>
  ({ args: [by] }) =>
  (receiver, frame) =>
    compute(textOf(receiver), numberOf(by?.(frame)));

const onInt =
  (compute: (a: number, ...args: number[]) => number): Row =>
  ({ args }) =>
  (receiver, frame) =>
    compute(numberOf(receiver), ...args.map((arg) => numberOf(arg(frame))));

const elementOf = (type: Type): Type => {
  const collection = unwrapped(type);
  return collection.kind === "list" || collection.kind === "set" ? collection.of : collection;
};

/** What the lambda makes of each element; the elements themselves without one. */
const mapped = ({ each }: Call, items: List, frame: Frame): List => {
  frame.meter.step(items.length);
  return each === undefined ? items : items.map((item) => presentOf(each(item, frame)));
};

/** A function of the elements, and of a lambda that says yes or no of one. */
const onItems =
  (compute: (items: List, holds: (item: JsonValue) => boolean) => Value): Row =>
  ({ each }) =>
  (receiver, frame) => {
    const items = listOf(receiver);
    frame.meter.step(items.length);
    return compute(items, (item) => each === undefined || each(item, frame) === true);
  };

const sums: Readonly<Record<string, (items: List) => Value>> = {
  int: (items) => sumInt(items.map(numberOf)),
  decimal: (items) => sumDecimal(items.map(textOf)),
  duration: (items) => sumDuration(items.map(textOf)),
};

const sum: Row = (call) => {
  const base = baseOf(unwrapped(call.e.type), call.lookup);
  const add = sums[base.kind === "scalar" ? base.name : ""];
  if (add === undefined) throw new Fault(`there is no sum of ${base.kind}`);
  return (receiver, frame) => add(mapped(call, listOf(receiver), frame));
};

/** The type that elements are compared by. */
function measure({ e }: Call): Type {
  const [by] = e.args;
  return by?.kind === "lambda" ? by.type : elementOf(e.target.type);
}

const extreme =
  (pick: typeof leastOf<JsonValue>): Row =>
  (call) => {
    const order = orderOf(measure(call), call.lookup);
    return (receiver, frame) => pick(mapped(call, listOf(receiver), frame), order);
  };

const sortBy: Row = (call) => {
  const order = orderOf(measure(call), call.lookup);
  return (receiver, frame) => {
    const items = listOf(receiver);
    frame.meter.step(items.length);
    return items
      .map((item) => ({ item, key: call.each?.(item, frame) }))
      .sort((a, b) => order(a.key, b.key))
      .map(({ item }) => item);
  };
};

/** The elements of a list or set of a type, without those that an element before them equals. */
export function unique(items: List, type: Type, lookup: Lookup): List {
  return distinct(items, sameElement(type, lookup));
}

/** The equality of elements, where equality by structure would be wrong. */
function sameElement(type: Type, lookup: Lookup): ((a: JsonValue, b: JsonValue) => boolean) | undefined {
  return holdsSet(type, lookup) ? sameOf(type, lookup) : undefined;
}

/** A set stays a set: equal results fall together. */
const collect =
  (make: (call: Call, items: List, frame: Frame) => List): Row =>
  (call) => {
    const { type } = call.e;
    return (receiver, frame) => {
      const items = make(call, listOf(receiver), frame);
      frame.meter.grow(items.length);
      return type.kind === "set" ? unique(items, type.of, call.lookup) : items;
    };
  };

const contains: Row = ({ e, args: [wanted], lookup }) => {
  const same = sameOf({ kind: "optional", of: elementOf(e.target.type) }, lookup);
  return (receiver, frame) => {
    const value = wanted?.(frame);
    const items = listOf(receiver);
    frame.meter.step(items.length);
    return items.some((item) => same(item, value));
  };
};

const collection: Readonly<Record<string, Row>> = {
  size: () => (receiver) => listOf(receiver).length,
  isEmpty: () => (receiver) => listOf(receiver).length === 0,
  first: () => (receiver) => listOf(receiver)[0],
  last: () => (receiver) => listOf(receiver).at(-1),
  map: collect(mapped),
  flatMap: collect((call, items, frame) => mapped(call, items, frame).flatMap((made) => listOf(made))),
  filter: onItems((items, holds) => items.filter(holds)),
  any: onItems((items, holds) => items.some(holds)),
  all: onItems((items, holds) => items.every(holds)),
  count: onItems((items, holds) => items.filter(holds).length),
  find: onItems((items, holds) => items.find(holds)),
  sum,
  min: extreme(leastOf),
  max: extreme(greatestOf),
  contains,
  sortBy,
  distinct: ({ e, lookup }) => {
    const element = elementOf(e.target.type);
    return (receiver, frame) => {
      const items = listOf(receiver);
      frame.meter.step(items.length);
      return unique(items, element, lookup);
    };
  },
};

/** `lines.has(key)`, `lines[key]`. */
export function keyedReader(type: Type, lookup: Lookup): (items: Value, key: Value) => Value {
  const element = elementOf(type);
  if (element.kind !== "entity") throw new Fault(`a list of ${element.kind} has no keys`);
  const { name } = entityOf(element.ref, lookup).key;
  return (items, key) => listOf(items).find((item) => memberOf(dataOf(item), name) === key);
}

const onMap =
  (compute: (map: Readonly<Record<string, JsonValue>>, key: string) => Value): Row =>
  ({ args: [key] }) =>
  (receiver, frame) =>
    compute(dataOf(receiver), textOf(key?.(frame)));

const rows: Readonly<Record<MethodExpr["on"], Readonly<Record<string, Row>>>> = {
  string: {
    length: onText(textLength),
    isEmpty: onText((text) => text === ""),
    trim: onText(trimText),
    lower: onText(lowerText),
    upper: onText(upperText),
    startsWith: onText((text, start = "") => text.startsWith(start)),
    endsWith: onText((text, end = "") => text.endsWith(end)),
    contains: onText((text, part = "") => text.includes(part)),
    split:
      ({ args: [separator] }) =>
      (receiver, frame) => {
        const text = textOf(receiver);
        frame.meter.grow(text.length);
        return splitText(text, textOf(separator?.(frame)));
      },
  },
  list: collection,
  set: collection,
  keyed: {
    ...collection,
    has: ({ e, args: [key], lookup }) => {
      const find = keyedReader(e.target.type, lookup);
      return (receiver, frame) => {
        frame.meter.step(listOf(receiver).length);
        return find(receiver, key?.(frame)) !== undefined;
      };
    },
  },
  map: {
    size: () => (receiver) => sizeOfMap(dataOf(receiver)),
    isEmpty: () => (receiver) => sizeOfMap(dataOf(receiver)) === 0,
    keys: () => (receiver, frame) => {
      const keys = keysOfMap(dataOf(receiver));
      frame.meter.step(keys.length);
      return keys;
    },
    values: () => (receiver, frame) => {
      const values = valuesOfMap(dataOf(receiver));
      frame.meter.step(values.length);
      return values;
    },
    has: onMap((map, key) => hasInMap(map, key)),
    get: onMap((map, key) => getFromMap(map, key)),
  },
  decimal: { round: onTextAndInt(roundDecimal), abs: onText(absDecimal) },
  int: { abs: onInt(absInt), div: onInt((a, b = 0) => divInt(a, b)) },
  instant: { date: onText(instantDate) },
  date: { plusDays: onTextAndInt(plusDays), daysUntil: onText((date, other = "") => daysUntil(date, other)) },
  duration: {
    seconds: onText(durationSeconds),
    minutes: onText(durationMinutes),
    hours: onText(durationHours),
    days: onText(durationDays),
  },
  enum: { name: () => (receiver) => receiver },
};

export function methodOf(call: Call): Method {
  const { on, name } = call.e;
  const row = rows[on][name];
  if (row === undefined) throw new Fault(`there is no method ${name} on ${on}`);
  return row(call);
}
