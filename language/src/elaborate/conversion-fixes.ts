/** Fixes of values of another type than is expected: the conversions that a writer would add. */
import { type FixDraft, write } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Type } from "../model/types.js";
import { assignable, underlying } from "../types/assignable.js";
import { isScalar, presentOf } from "../types/scalars.js";
import type { Env } from "./environment.js";
import { shown } from "./words.js";

/** The likeliest first. */
export function conversions(
  node: ast.Expression,
  found: Type,
  expected: Type,
  env: Env,
): readonly FixDraft[] {
  const text = node.$cstNode?.text ?? "";
  const wanted = presentOf(expected);
  const base = underlying(wanted, env.kit.nominal);
  const literal = literalAs(node, base);
  if (literal !== undefined) return [write(node, literal)];
  const is = (type: Type, name: Parameters<typeof isScalar>[1]): boolean =>
    isScalar(underlying(type, env.kit.nominal), name);
  const isSimple = /^(NameExpr|MemberExpr|CallExpr|IndexExpr)$/.test(node.$type);
  if (is(found, "instant") && is(wanted, "date") && isSimple) return [write(node, `${text}.date`)];
  if (underlying(found, env.kit.nominal).kind === "enum" && is(wanted, "string") && isSimple)
    return [write(node, `${text}.name`)];
  if ((wanted.kind === "list" || wanted.kind === "set") && fits(found, wanted.of, env))
    return [write(node, `[${text}]`)];
  const brand = wanted.kind === "brand" ? env.kit.nominal.baseOf(wanted.ref) : undefined;
  if (brand === undefined) return [];
  const isUuidText = is(found, "string") && is(brand, "uuid");
  return fits(found, brand, env) || isUuidText ? [write(node, `${shown(wanted, env)}(${text})`)] : [];
}

const fits = (found: Type, wanted: Type, env: Env): boolean =>
  assignable(found, wanted, env.kit.nominal) !== undefined;

/** A number that was written as a text, or the other way round. */
function literalAs(node: ast.Expression, base: Type): string | undefined {
  if (node.$type === "NumberLiteral" && isScalar(base, "string")) return JSON.stringify(node.text);
  if (node.$type !== "StringLiteral") return undefined;
  if (isScalar(base, "int") && /^-?\d{1,15}$/.test(node.value)) return node.value;
  return isScalar(base, "decimal") && /^-?\d+(\.\d+)?$/.test(node.value) ? node.value : undefined;
}
