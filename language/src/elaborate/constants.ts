/** What a condition says of a constant, as far as that is known before anything runs: literals held to a `where`. */
import type { Expr } from "../model/expressions.js";
import { isCatastrophic } from "../patterns/catastrophic.js";
import { type Constant, compareConstants } from "../types/constants.js";

/** The value of an expression over `it`; undefined when it depends on more than can be known here. */
export function evaluate(expr: Expr, it: Constant): Constant | undefined {
  switch (expr.kind) {
    case "literal":
      return expr.value;
    case "enumMember":
      return expr.member;
    case "root":
      return expr.root === "it" ? it : undefined;
    case "convert": {
      const value = evaluate(expr.value, it);
      if (value === undefined || expr.how === "check") return undefined;
      return expr.how === "intToDecimal" ? String(value) : value;
    }
    case "not": {
      const operand = evaluate(expr.operand, it);
      return typeof operand === "boolean" ? !operand : undefined;
    }
    case "logical": {
      const decisive = expr.op === "or";
      const [left, right] = [evaluate(expr.left, it), evaluate(expr.right, it)];
      if (left === decisive || right === decisive) return decisive;
      return left === undefined || right === undefined ? undefined : !decisive;
    }
    case "matches": {
      const value = evaluate(expr.value, it);
      // A pattern that can take forever is warned of elsewhere, and not tried here.
      return typeof value === "string" && !isCatastrophic(expr.source)
        ? new RegExp(expr.source, "u").test(value)
        : undefined;
    }
    case "method":
      return measure(expr, it);
    case "binary":
      return compareConstants(expr, evaluate(expr.left, it), evaluate(expr.right, it));
    case "in": {
      if (expr.right.kind !== "list") return undefined;
      const left = evaluate(expr.left, it);
      const items = expr.right.items.map((item) => evaluate(item, it));
      if (left === undefined || items.includes(undefined)) return undefined;
      return items.includes(left);
    }
    default:
      return undefined;
  }
}

function measure(expr: Expr & { readonly kind: "method" }, it: Constant): Constant | undefined {
  const target = evaluate(expr.target, it);
  if (expr.on !== "string" || typeof target !== "string") return undefined;
  if (expr.name === "length") return Array.from(target).length;
  if (expr.name === "isEmpty") return target === "";
  const argument = expr.args[0] && evaluate(expr.args[0], it);
  if (typeof argument !== "string") return undefined;
  if (expr.name === "startsWith") return target.startsWith(argument);
  if (expr.name === "endsWith") return target.endsWith(argument);
  return expr.name === "contains" ? target.includes(argument) : undefined;
}
