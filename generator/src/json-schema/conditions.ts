/**
 * What JSON Schema can say of a `where`: comparisons with constants, lengths and sizes, patterns, and their conjunctions. What
 * it cannot say is left out, so that the schema accepts whatever the condition does.
 */
import type { BinaryExpr, ComparisonOp, Expr, Type } from "@esdl/language/model";
import { constantOf } from "./constants.js";
import type { Json, Schema } from "./schema.js";

/**
 * The keywords that follow from a condition on `it`, each a schema of its own.
 * @param base the type of `it` without brands and `?`.
 */
export function keywordsOf(condition: Expr, base: Type): readonly Schema[] {
  switch (condition.kind) {
    case "logical":
      return condition.op === "and"
        ? [...keywordsOf(condition.left, base), ...keywordsOf(condition.right, base)]
        : [];
    case "matches":
      return isIt(condition.value) ? [{ pattern: condition.source }] : [];
    case "not": {
      const counter = condition.operand.kind === "method" ? emptiness(condition.operand) : undefined;
      return counter === undefined ? [] : [{ [counter.least]: 1 }];
    }
    case "method": {
      const counter = emptiness(condition);
      return counter === undefined ? [] : [{ [counter.most]: 0 }];
    }
    case "binary":
      return comparison(condition, base);
    default:
      return [];
  }
}

/** `it` itself, whatever conversions its place asks for. */
function isIt(expr: Expr): boolean {
  if (expr.kind === "present") return isIt(expr.value);
  if (expr.kind === "convert") return expr.how !== "check" && isIt(expr.value);
  return expr.kind === "root" && expr.root === "it";
}

interface Counter {
  readonly least: string;
  readonly most: string;
}

/** What counts the elements of what a method stands on. */
const counters: Readonly<Record<string, Counter>> = {
  string: { least: "minLength", most: "maxLength" },
  list: { least: "minItems", most: "maxItems" },
  keyed: { least: "minItems", most: "maxItems" },
  set: { least: "minItems", most: "maxItems" },
  map: { least: "minProperties", most: "maxProperties" },
};

/** `it.length`, `it.size`. */
function count(expr: Expr): Counter | undefined {
  if (expr.kind === "convert" && expr.how !== "check") return count(expr.value);
  if (expr.kind !== "method" || !isIt(expr.target)) return undefined;
  return expr.name === "length" || expr.name === "size" ? counters[expr.on] : undefined;
}

/** `it.isEmpty`. */
function emptiness(expr: Expr & { readonly kind: "method" }): Counter | undefined {
  return expr.name === "isEmpty" && isIt(expr.target) ? counters[expr.on] : undefined;
}

const mirrored: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

function comparison(expr: BinaryExpr, base: Type): readonly Schema[] {
  const { op } = expr;
  if (!isComparison(op)) return [];
  const right = constantOf(expr.right);
  if (right !== undefined) return compared(expr.left, op, right, base);
  const left = constantOf(expr.left);
  return left === undefined ? [] : compared(expr.right, mirrored[op], left, base);
}

function isComparison(op: BinaryExpr["op"]): op is ComparisonOp {
  return op in mirrored;
}

/** `subject op constant`. */
function compared(subject: Expr, op: ComparisonOp, constant: Json, base: Type): readonly Schema[] {
  const counter = count(subject);
  if (counter !== undefined) return counted(counter, op, constant);
  if (!isIt(subject)) return [];
  if (base.kind === "enum") return equality(op, constant);
  if (base.kind !== "scalar") return [];
  switch (base.name) {
    case "int":
      return ofNumber(op, Number(constant));
    case "decimal":
      return typeof constant === "string" ? ofDecimal(op, constant) : [];
    case "string":
    case "bool":
    case "date":
      return equality(op, constant);
    default:
      // Uuids, instants and durations have several texts for one value.
      return [];
  }
}

function equality(op: ComparisonOp, constant: Json): readonly Schema[] {
  if (op === "==") return [{ const: constant }];
  return op === "!=" ? [{ not: { const: constant } }] : [];
}

function ofNumber(op: ComparisonOp, bound: number): readonly Schema[] {
  switch (op) {
    case "<":
      return [{ exclusiveMaximum: bound }];
    case "<=":
      return [{ maximum: bound }];
    case ">":
      return [{ exclusiveMinimum: bound }];
    case ">=":
      return [{ minimum: bound }];
    default:
      return equality(op, bound);
  }
}

/** Decimals are texts: their bounds have keywords of our own. A validator that ignores them accepts more. */
function ofDecimal(op: ComparisonOp, bound: string): readonly Schema[] {
  switch (op) {
    case "<":
      return [{ "x-esdl-exclusive-maximum": bound }];
    case "<=":
      return [{ "x-esdl-maximum": bound }];
    case ">":
      return [{ "x-esdl-exclusive-minimum": bound }];
    case ">=":
      return [{ "x-esdl-minimum": bound }];
    case "==":
      return [{ "x-esdl-minimum": bound }, { "x-esdl-maximum": bound }];
    case "!=":
      // `not` around a keyword that a validator ignores would refuse everything.
      return [];
  }
}

function counted({ least, most }: Counter, op: ComparisonOp, bound: Json): readonly Schema[] {
  if (typeof bound !== "number") return [];
  // A bound of a size is no less than 0; a size below 0 is what nothing has.
  const atLeast = (size: number): readonly Schema[] => (size <= 0 ? [] : [{ [least]: size }]);
  const atMost = (size: number): readonly Schema[] => (size < 0 ? [{ not: {} }] : [{ [most]: size }]);
  switch (op) {
    case "<":
      return atMost(bound - 1);
    case "<=":
      return atMost(bound);
    case ">":
      return atLeast(bound + 1);
    case ">=":
      return atLeast(bound);
    case "==":
      return [...atLeast(bound), ...atMost(bound)];
    case "!=":
      return bound < 0 ? [] : [{ not: { [least]: bound, [most]: bound } }];
  }
}
