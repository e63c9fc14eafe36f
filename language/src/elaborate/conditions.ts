/** The conditions of types and fields, and literals held to them before anything runs. */
import type { AstNode } from "langium";
import { type FixDraft, write } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import { childrenOf } from "../model/walk.js";
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

/** Whether a literal keeps what its own type asks; reports where it does not. */
export function typeAllows(expr: Expr, at: AstNode, env: Env): boolean {
  return expr.kind !== "literal" || brandAllows(expr, expr.type, at, env);
}

/** A literal held to the brand `type`, and to those that it is made of. */
function brandAllows(expr: Literal, type: Type, at: AstNode, env: Env): boolean {
  if (type.kind !== "brand") return true;
  const base = env.kit.nominal.baseOf(type.ref);
  const node = env.kit.names.get("brand", type.ref)?.node;
  if (base === undefined || node === undefined) return true;
  return (
    judge(expr, whereIn(node.modifiers), base, at, env, shown(type, env)) && brandAllows(expr, base, at, env)
  );
}

type Literal = Expr & { readonly kind: "literal" };

/** Whether a literal keeps what the field or parameter that it fills asks besides its type; reports where it does not. */
export function fieldAllows(
  expr: Expr,
  type: Type,
  where: ast.WhereModifier | undefined,
  at: AstNode,
  env: Env,
): boolean {
  return expr.kind !== "literal" || judge(expr, where, presentOf(type), at, env);
}

/** In scenarios nothing is judged: what is wrong may be what they show. */
function judge(
  expr: Literal,
  where: ast.WhereModifier | undefined,
  it: Type,
  at: AstNode,
  env: Env,
  type?: string,
): boolean {
  const condition = where === undefined || env.scenario ? undefined : whereOf(where, it, env.kit);
  if (where === undefined || condition === undefined || evaluate(condition, expr.value) !== false)
    return true;
  const value = at.$cstNode?.text ?? String(expr.value);
  const params = { value, rule: textOf(where), ...(type === undefined ? {} : { type }) };
  env.kit.report("ESDL2021", at, params, nearby(expr, condition, at));
  return false;
}

/** A text that is right but for its letters or blanks; the bound that a number goes beyond. */
function nearby({ value }: Literal, condition: Expr, at: AstNode): readonly FixDraft[] {
  const others =
    typeof value === "string" && at.$cstNode?.text.startsWith('"') === true
      ? [value.trim(), value.toUpperCase(), value.toLowerCase()]
      : boundsIn(condition).map((bound) => (typeof value === "string" ? bound : Number(bound)));
  const good = others.find((other) => other !== value && evaluate(condition, other) === true);
  if (good === undefined) return [];
  const isText = at.$cstNode?.text.startsWith('"') === true;
  return [write(at, isText ? JSON.stringify(good) : String(good))];
}

/** The numbers that a condition compares with. */
const boundsIn = (expr: Expr): readonly string[] =>
  expr.kind === "literal" && typeof expr.value !== "boolean"
    ? [String(expr.value)].filter((text) => /^-?\d/.test(text) && Number.isFinite(Number(text)))
    : childrenOf(expr).flatMap(boundsIn);

const textOf = (where: ast.WhereModifier): string => where.condition.$cstNode?.text ?? "";
