/** The conditions of types and fields, and literals held to them before anything runs. */
import type { AstNode } from "langium";
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import { underlying } from "../types/assignable.js";
import { presentOf } from "../types/scalars.js";
import { evaluate } from "./constants.js";
import { type Env, type Kit, constants, withRoots } from "./environment.js";
import { checkBool } from "./expressions.js";
import { shown } from "./words.js";

/** The condition under a `where`; `it` is the value, there even where its type is optional. */
export function whereOf(node: ast.WhereModifier, type: Type, kit: Kit): Expr | undefined {
  const known = kit.conditions.get(node);
  if (known !== undefined) return known.expr;
  const place = kit.names.placeOf(node.$container);
  const env = withRoots(constants(kit, place, "a `where`"), [
    { root: "it", type: presentOf(type), members: new Map(), isValue: true, written: true },
  ]);
  // A condition that comes back to itself is known not to be known.
  kit.conditions.set(node, { expr: undefined });
  const expr = checkBool(node.condition, env);
  kit.conditions.set(node, { expr });
  return expr;
}

/** The `where` among modifiers; the names phase refuses a second one. */
export const whereIn = (modifiers: readonly ast.Modifier[]): ast.WhereModifier | undefined =>
  modifiers.find((modifier) => modifier.$type === "WhereModifier");

/** Whether a literal keeps what its type asks, and what `where` asks besides; reports where it does not. */
export function literalAllowed(
  expr: Expr,
  expected: Type,
  at: AstNode,
  env: Env,
  where?: ast.WhereModifier,
): boolean {
  if (expr.kind !== "literal" || env.scenario) return true;
  const type = presentOf(expected);
  if (where !== undefined) {
    const condition = whereOf(where, type, env.kit);
    if (condition !== undefined && evaluate(condition, expr.value) === false) {
      env.kit.report("ESDL2021", at, { value: String(expr.value), rule: textOf(where) });
      return false;
    }
  }
  if (type.kind !== "brand") return true;
  const node = env.kit.names.get("brand", type.ref)?.node;
  const own = node && whereIn(node.modifiers);
  const base = env.kit.nominal.baseOf(type.ref);
  if (own !== undefined && base !== undefined) {
    const condition = whereOf(own, base, env.kit);
    if (condition !== undefined && evaluate(condition, expr.value) === false) {
      env.kit.report("ESDL2021", at, {
        value: String(expr.value),
        type: shown(type, env),
        rule: textOf(own),
      });
      return false;
    }
  }
  return base === undefined || underlying(base, env.kit.nominal) === base
    ? true
    : literalAllowed(expr, base, at, env);
}

const textOf = (where: ast.WhereModifier): string => where.condition.$cstNode?.text ?? "";
