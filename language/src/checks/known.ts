/**
 * What is known of an expression before anything runs, given the status the aggregate is in: literals, comparisons of
 * them, status tests and what logic makes of these. Everything else is unknown; it never guesses.
 */
import type { Expr } from "../model/index.js";
import { type Constant, compareConstants } from "../types/constants.js";

export type Known = Constant;

export interface KnownEnv {
  /** The status at hand; undefined when there is none or it is not known. */
  readonly status: string | undefined;
  /** The values of `let`s. */
  readonly locals: ReadonlyMap<string, Expr>;
  /** The getters of the state. */
  readonly getters: ReadonlyMap<string, Expr>;
}

/** The value of `expr`, or undefined when it depends on more than the status. */
export function known(expr: Expr, env: KnownEnv): Known | undefined {
  switch (expr.kind) {
    case "literal":
      return expr.value;
    case "enumMember":
      return expr.member;
    case "local": {
      const value = env.locals.get(expr.name);
      return value === undefined ? undefined : known(value, env);
    }
    case "field": {
      if (expr.target.kind !== "root" || expr.target.root !== "state") return undefined;
      if (expr.role === "status") return env.status;
      const body = expr.role === "getter" ? env.getters.get(expr.name) : undefined;
      // A getter that reads itself is a mistake of its own: it is not followed twice.
      return body === undefined
        ? undefined
        : known(body, { ...env, getters: without(env.getters, expr.name) });
    }
    case "not": {
      const operand = known(expr.operand, env);
      return typeof operand === "boolean" ? !operand : undefined;
    }
    case "logical": {
      const decisive = expr.op === "or";
      const left = known(expr.left, env);
      if (left === decisive) return decisive;
      const right = known(expr.right, env);
      if (right === decisive) return decisive;
      return left === undefined ? undefined : right;
    }
    case "if": {
      const condition = known(expr.condition, env);
      if (typeof condition === "boolean") return known(condition ? expr.then : expr.else, env);
      const then = known(expr.then, env);
      return then === known(expr.else, env) ? then : undefined;
    }
    case "in": {
      if (expr.right.kind !== "list") return undefined;
      const left = known(expr.left, env);
      const items = expr.right.items.map((item) => known(item, env));
      if (left === undefined) return items.length === 0 ? false : undefined;
      if (items.includes(left)) return true;
      return items.includes(undefined) ? undefined : false;
    }
    case "binary":
      return compareConstants(expr, known(expr.left, env), known(expr.right, env));
    case "convert": {
      const value = known(expr.value, env);
      if (value === undefined || expr.how === "check") return undefined;
      return expr.how === "intToDecimal" ? String(value) : value;
    }
    default:
      return undefined;
  }
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
