/** Operators, each a row: the arithmetic is that of the values. */
import type { BinaryExpr } from "@esdl/language/model";
import {
  addDecimal,
  addDuration,
  addInt,
  addToInstant,
  divDecimal,
  divInt,
  mulDecimal,
  mulInt,
  negDecimal,
  negDuration,
  negInt,
  remDecimal,
  remInt,
  subDecimal,
  subDuration,
  subFromInstant,
  subInstant,
  subInt,
} from "@esdl/runtime/values";
import { numberOf, textOf, type Value } from "../values/value.js";

type Operation = (a: Value, b: Value) => Value;

const ints =
  (compute: (a: number, b: number) => number): Operation =>
  (a, b) =>
    compute(numberOf(a), numberOf(b));
const texts =
  (compute: (a: string, b: string) => string): Operation =>
  (a, b) =>
    compute(textOf(a), textOf(b));

/** By family and operator. Text and lists are joined elsewhere: what that makes can be large. */
export const arithmetic: Readonly<Record<string, Operation>> = {
  "int +": ints(addInt),
  "int -": ints(subInt),
  "int *": ints(mulInt),
  "int /": ints(divInt),
  "int %": ints(remInt),
  "decimal +": texts(addDecimal),
  "decimal -": texts(subDecimal),
  "decimal *": texts(mulDecimal),
  "decimal /": texts(divDecimal),
  "decimal %": texts(remDecimal),
  "duration +": texts(addDuration),
  "duration -": texts(subDuration),
  "instant-instant -": texts(subInstant),
  "instant-duration +": texts(addToInstant),
  "instant-duration -": texts(subFromInstant),
};

/** What an order of two says of each comparison. */
export const comparisons: Readonly<Record<"<" | "<=" | ">" | ">=", (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

export const negations: Readonly<Record<"int" | "decimal" | "duration", (a: Value) => Value>> = {
  int: (a) => negInt(numberOf(a)),
  decimal: (a) => negDecimal(textOf(a)),
  duration: (a) => negDuration(textOf(a)),
};

export const isComparison = (op: BinaryExpr["op"]): op is keyof typeof comparisons => op in comparisons;
