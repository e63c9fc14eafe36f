/** Wrong expressions that a hand could have written: each differs in one place from a right one. */
import { childrenOf, type ComparisonOp, type Expr, type Lookup, type Type } from "@esdl/language/model";
import { withChild } from "./rebuild.js";

/** What kind of change a mutant is: the rows of the tables of this folder. */
export type MutationOperator =
  | "comparison"
  | "logic"
  | "arithmetic"
  | "constant"
  | "method"
  | "guard"
  | "grant"
  | "status"
  | "move"
  | "statement"
  | "argument"
  | "rule"
  | "unique"
  | "handler"
  | "send"
  | "timer";

/** One change inside of an expression. */
export interface Variant {
  readonly operator: MutationOperator;
  /** The whole expression, changed. */
  readonly expr: Expr;
  /** The part that was changed. */
  readonly part: Expr;
  /** The whole expression with another one in the place of the part: to see whether it is ever evaluated. */
  readonly instead: (part: Expr) => Expr;
  /** What to show of the change: the part, and what it became; of a constant, what it is compared or counted with. */
  readonly from: Expr;
  readonly to: Expr;
}

/** Every variant of `expr`, outermost changes first. */
export function* variantsOf(expr: Expr, lookup: Lookup): Generator<Variant> {
  for (const { operator, to } of changesOf(expr, lookup))
    yield { operator, expr: to, part: expr, instead: (part) => part, from: expr, to };
  for (const [index, child] of childrenOf(expr).entries()) {
    for (const variant of variantsOf(child, lookup))
      yield {
        ...variant,
        expr: withChild(expr, index, variant.expr),
        instead: (part) => withChild(expr, index, variant.instead(part)),
        ...(isConstant(variant.from) && { from: expr, to: withChild(expr, index, variant.to) }),
      };
  }
}

const isConstant = (expr: Expr): boolean =>
  expr.kind === "convert" ? isConstant(expr.value) : expr.kind === "literal" || expr.kind === "enumMember";

interface Change {
  readonly operator: MutationOperator;
  readonly to: Expr;
}

const boolType: Type = { kind: "scalar", name: "bool" };
export const truth = (value: boolean): Expr => ({ kind: "literal", type: boolType, value });
/** Without a double `not`. */
export const negated = (expr: Expr): Expr =>
  expr.kind === "not" ? expr.operand : { kind: "not", type: boolType, operand: expr };

/** At the boundary for what has an order, the opposite for what is only equal or not. */
const comparisons: Readonly<Record<ComparisonOp, readonly ComparisonOp[]>> = {
  "<": ["<=", ">"],
  "<=": ["<", ">="],
  ">": [">=", "<"],
  ">=": [">", "<="],
  "==": ["!="],
  "!=": ["=="],
};
const isComparison = (op: string): op is ComparisonOp => Object.hasOwn(comparisons, op);

type ArithmeticRow = Extract<Expr, { kind: "binary" }>["on"];
/** By operator, then by row of the operator table: only what is an operator of that row. */
const arithmetic: Readonly<Record<string, Readonly<Partial<Record<ArithmeticRow, "+" | "-" | "*" | "/">>>>> =
  {
    "+": { int: "-", decimal: "-", duration: "-", "instant-duration": "-" },
    "-": { int: "+", decimal: "+", duration: "+", "instant-duration": "+" },
    "*": { int: "+", decimal: "/" },
    "/": { decimal: "*" },
    "%": { int: "*" },
  };

/** Methods whose other half has the same parameters and result. */
const methods: Readonly<Record<string, string>> = {
  any: "all",
  all: "any",
  first: "last",
  last: "first",
  min: "max",
  max: "min",
  startsWith: "endsWith",
  endsWith: "startsWith",
  lower: "upper",
  upper: "lower",
};
/** Methods that answer the kind of thing they are called on, and may be forgotten. */
const forgettable: ReadonlySet<string> = new Set([
  "trim",
  "filter",
  "distinct",
  "sortBy",
  "round",
  "abs",
  "plusDays",
]);

function* changesOf(expr: Expr, lookup: Lookup): Generator<Change> {
  switch (expr.kind) {
    case "binary": {
      const { op, on } = expr;
      if (isComparison(op)) {
        for (const other of comparisons[op]) yield { operator: "comparison", to: { ...expr, op: other } };
        return;
      }
      const other = arithmetic[op]?.[on];
      // Adding nothing and taking nothing away are the same.
      if (other !== undefined && !isZero(expr.right))
        yield { operator: "arithmetic", to: { ...expr, op: other } };
      else if (on === "string" || on === "list") yield { operator: "arithmetic", to: expr.left };
      return;
    }
    case "logical":
      yield { operator: "logic", to: { ...expr, op: expr.op === "and" ? "or" : "and" } };
      yield { operator: "logic", to: expr.left };
      yield { operator: "logic", to: expr.right };
      return;
    case "not":
      yield { operator: "logic", to: expr.operand };
      return;
    case "in":
    case "matches":
      yield { operator: "comparison", to: negated(expr) };
      return;
    case "if":
      yield { operator: "logic", to: { ...expr, then: expr.else, else: expr.then } };
      return;
    case "coalesce":
      if (expr.type.kind !== "optional") yield { operator: "logic", to: expr.right };
      return;
    case "negate":
      yield { operator: "arithmetic", to: expr.operand };
      return;
    case "extreme":
      yield { operator: "method", to: { ...expr, which: expr.which === "min" ? "max" : "min" } };
      return;
    case "method": {
      const other = methods[expr.name];
      if (other !== undefined) yield { operator: "method", to: { ...expr, name: other } };
      else if (forgettable.has(expr.name)) yield { operator: "method", to: expr.target };
      else if (expr.name === "isEmpty") yield { operator: "method", to: negated(expr) };
      return;
    }
    case "literal":
    case "enumMember":
      for (const to of otherConstants(expr, lookup)) yield { operator: "constant", to };
      return;
    default:
  }
}

const isZero = (expr: Expr): boolean =>
  expr.kind === "convert" ? isZero(expr.value) : expr.kind === "literal" && Number(expr.value) === 0;

function* otherConstants(
  expr: Extract<Expr, { kind: "literal" | "enumMember" }>,
  lookup: Lookup,
): Generator<Expr> {
  if (expr.kind === "enumMember") {
    const members = membersOf(expr.type, lookup);
    const next = members[(members.indexOf(expr.member) + 1) % members.length];
    if (next !== undefined && next !== expr.member) yield { ...expr, member: next };
    return;
  }
  const { value } = expr;
  const scalar = expr.type.kind === "scalar" ? expr.type.name : undefined;
  if (typeof value === "boolean") yield { ...expr, value: !value };
  else if (typeof value === "number") {
    if (value < Number.MAX_SAFE_INTEGER) yield { ...expr, value: value + 1 };
    if (value > Number.MIN_SAFE_INTEGER) yield { ...expr, value: value - 1 };
  } else if (scalar === "decimal") {
    for (const step of [1n, -1n]) yield { ...expr, value: shifted(value, step) };
  } else if (scalar === "string") yield { ...expr, value: value === "" ? "mutant" : "" };
  else if (scalar === "duration") yield { ...expr, value: value === "PT0S" ? "PT1S" : "PT0S" };
}

/** A decimal one more or less, exactly: its whole part moves, its fraction stays. */
function shifted(decimal: string, step: bigint): string {
  const negative = decimal.startsWith("-");
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const scale = 10n ** BigInt(fraction.length);
  const units = (negative ? -1n : 1n) * BigInt(whole + fraction) + step * scale;
  const digits = (units < 0n ? -units : units).toString().padStart(fraction.length + 1, "0");
  const at = digits.length - fraction.length;
  const text = fraction === "" ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`;
  const canonical = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return units < 0n ? `-${canonical}` : canonical;
}

/** The members of an enum, or of a status enum. */
export const membersOf = (type: Type, lookup: Lookup): readonly string[] =>
  type.kind !== "enum"
    ? []
    : (lookup.enums.get(type.ref)?.members.map(({ name }) => name) ??
      lookup.lifecycles.get(type.ref)?.statuses ??
      []);
