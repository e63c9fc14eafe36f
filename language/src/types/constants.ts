/** Values that are known before anything runs, in the JSON form of their type, and how they compare. */
import type { BinaryExpr } from "../model/expressions.js";
import { compareDecimals, durationLength } from "./literals.js";

export type Constant = string | number | boolean;

type Binary = Pick<BinaryExpr, "op" | "on">;

/** What a comparison of two known values comes to; undefined where one is not known, or they have no order. */
export function compareConstants(
  expr: Binary,
  left: Constant | undefined,
  right: Constant | undefined,
): boolean | undefined {
  if (left === undefined || right === undefined || typeof left !== typeof right) return undefined;
  if (expr.op === "==") return left === right;
  if (expr.op === "!=") return left !== right;
  const order = orderOf(expr.on, left, right);
  if (order === undefined) return undefined;
  switch (expr.op) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return undefined;
  }
}

function orderOf(on: Binary["on"], left: Constant, right: Constant): number | undefined {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left !== "string" || typeof right !== "string") return undefined;
  if (on === "decimal") return compareDecimals(left, right);
  if (on === "duration") return (durationLength(left) ?? 0) - (durationLength(right) ?? 0);
  // Canonical instants and dates compare as text does.
  return on === "instant" || on === "date" ? (left < right ? -1 : left > right ? 1 : 0) : undefined;
}
