/**
 * The table of methods and properties: one row for each, by the family of the receiver. Types of parameters and results are
 * functions of the receiver's type and, for results, of what the arguments turned out to be.
 */
import type { MethodExpr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import {
  boolType,
  dateType,
  decimalOf,
  decimalType,
  intType,
  listOf,
  noneType,
  optionalOf,
  setOf,
  stringType,
} from "./scalars.js";

export type Family = MethodExpr["on"];

/** What a parameter takes. A lambda says what it is given, and what it has to answer. */
export type ParameterRow =
  | { readonly kind: "value"; readonly type: (receiver: Type) => Type }
  | { readonly kind: "lambda"; readonly given: (receiver: Type) => Type; readonly answers: Answer };

/** What the body of a lambda answers: a bool, something ordered, a number or duration, a list or set, or anything. */
export type Answer = "bool" | "ordered" | "summable" | "list" | "any";

/** A built-in method or property of a type. */
export interface MethodRow {
  readonly family: Family;
  readonly name: string;
  /** `property`: written without parentheses; `either`: both are fine when it takes no argument. */
  readonly form: "property" | "call" | "either";
  readonly params: readonly ParameterRow[];
  /** The parameter may be left out; the elements themselves then are what a lambda would answer. */
  readonly optional?: true;
  /** What the elements have to be where no lambda answers for them. */
  readonly elements?: Answer;
  /** `answer`: the type of the lambda's body, or of the elements. */
  readonly result: (receiver: Type, answer: Type) => Type;
}

/** Of a list, set or optional of them. */
export const elementOf = (type: Type): Type =>
  type.kind === "list" || type.kind === "set" ? type.of : noneType;
const keyOf = (type: Type): Type => (type.kind === "map" ? type.key : noneType);
const valueOf = (type: Type): Type => (type.kind === "map" ? type.value : noneType);

const always = (type: Type) => (): Type => type;
const value = (type: (receiver: Type) => Type): ParameterRow => ({ kind: "value", type });
const each = (answers: Answer): ParameterRow => ({ kind: "lambda", given: elementOf, answers });

type Short = readonly [name: string, params: readonly ParameterRow[], result: MethodRow["result"]];
const calls = (family: Family, rows: readonly Short[]): readonly MethodRow[] =>
  rows.map(([name, params, result]) => ({ family, name, form: "call", params, result }));
const properties = (
  family: Family,
  rows: readonly (readonly [string, MethodRow["result"]])[],
): readonly MethodRow[] =>
  rows.map(([name, result]) => ({ family, name, form: "property", params: [], result }));

const text = value(always(stringType));
const int = value(always(intType));

const same = (receiver: Type): Type => receiver;
const element = (receiver: Type): Type => elementOf(receiver);
const elements = (receiver: Type): Type => listOf(elementOf(receiver));

/** Lists and sets share their methods; `filter` and `distinct` answer what they are called on, the others lists. */
const collection = (family: "list" | "set"): readonly MethodRow[] => [
  ...properties(family, [
    ["size", always(intType)],
    ["isEmpty", always(boolType)],
    ["first", (receiver) => optionalOf(element(receiver))],
    ["last", (receiver) => optionalOf(element(receiver))],
  ]),
  ...calls(family, [
    ["map", [each("any")], (_, answer) => listOf(answer)],
    ["filter", [each("bool")], same],
    ["any", [each("bool")], always(boolType)],
    ["all", [each("bool")], always(boolType)],
    ["find", [each("bool")], (receiver) => optionalOf(element(receiver))],
    ["contains", [value(element)], always(boolType)],
    ["sortBy", [each("ordered")], elements],
    ["flatMap", [each("list")], (_, answer) => listOf(elementOf(answer))],
  ]),
  { family, name: "count", form: "either", params: [each("bool")], optional: true, result: always(intType) },
  {
    family,
    name: "sum",
    form: "either",
    params: [each("summable")],
    optional: true,
    elements: "summable",
    result: (_, answer) => answer,
  },
  ...(["min", "max"] as const).map((name): MethodRow => ({
    family,
    name,
    form: "either",
    params: [each("ordered")],
    optional: true,
    elements: "ordered",
    result: (_, answer) => optionalOf(answer),
  })),
  { family, name: "distinct", form: "either", params: [], result: same },
];

export const methods: readonly MethodRow[] = [
  ...properties("string", [
    ["length", always(intType)],
    ["isEmpty", always(boolType)],
  ]),
  ...calls("string", [
    ["trim", [], always(stringType)],
    ["lower", [], always(stringType)],
    ["upper", [], always(stringType)],
    ["startsWith", [text], always(boolType)],
    ["endsWith", [text], always(boolType)],
    ["contains", [text], always(boolType)],
    ["split", [text], always(listOf(stringType))],
  ]),
  ...collection("list"),
  ...collection("set"),
  ...properties("map", [
    ["size", always(intType)],
    ["keys", (receiver) => setOf(keyOf(receiver))],
    ["values", (receiver) => listOf(valueOf(receiver))],
  ]),
  ...calls("map", [
    ["has", [value(keyOf)], always(boolType)],
    ["get", [value(keyOf)], (receiver) => optionalOf(valueOf(receiver))],
  ]),
  // The type of the key is known to who asks: an entity's declaration says it.
  ...calls("keyed", [["has", [value(keyOf)], always(boolType)]]),
  ...calls("decimal", [["round", [int], always(decimalType)]]),
  { family: "decimal", name: "abs", form: "either", params: [], result: same },
  { family: "int", name: "abs", form: "either", params: [], result: same },
  ...calls("int", [["div", [int], always(intType)]]),
  ...properties("instant", [["date", always(dateType)]]),
  ...calls("date", [
    ["plusDays", [int], always(dateType)],
    ["daysUntil", [value(always(dateType))], always(intType)],
  ]),
  ...properties(
    "duration",
    ["seconds", "minutes", "hours", "days"].map((name) => [name, always(intType)] as const),
  ),
  ...properties("enum", [["name", always(stringType)]]),
];

/** `round(2)` answers a `decimal(2)` when the number of digits is written there. */
export const roundedTo = (digits: number | undefined): Type => decimalOf(digits);

const table: ReadonlyMap<string, MethodRow> = new Map(
  methods.map((row) => [`${row.family}.${row.name}`, row] as const),
);

/** The row of a name for one of the families, the first that has it. */
export function methodOf(families: readonly Family[], name: string): MethodRow | undefined {
  for (const family of families) {
    const row = table.get(`${family}.${name}`);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** What can be called on one of the families, for suggestions. */
export const methodsOf = (families: readonly Family[]): readonly MethodRow[] =>
  methods.filter(({ family }) => families.includes(family));

/** The families of a type without its brands. `keyed`: a list of entities. */
export function familiesOf(type: Type): readonly Family[] {
  switch (type.kind) {
    case "list":
      return type.of.kind === "entity" ? ["keyed", "list"] : ["list"];
    case "set":
      return ["set"];
    case "map":
      return ["map"];
    case "enum":
      return ["enum"];
    case "scalar":
      switch (type.name) {
        case "string":
        case "decimal":
        case "int":
        case "instant":
        case "date":
        case "duration":
          return [type.name];
        default:
          return [];
      }
    default:
      return [];
  }
}
