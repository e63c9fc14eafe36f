/** The type of what stands somewhere for nothing, for fixes that make a place for it. */
import type * as ast from "../generated/ast.js";
import type { Type } from "../model/types.js";
import { isOpen } from "../types/scalars.js";
import { type Env, silent } from "./environment.js";
import { infer } from "./expressions.js";

const simple: ReadonlySet<string> = new Set<ast.Expression["$type"]>([
  "NameExpr",
  "MemberExpr",
  "NumberLiteral",
  "StringLiteral",
  "BoolLiteral",
  "DurationLiteral",
  "NowExpr",
]);

/** Silent; undefined of what is made of more than names and literals. */
export function simpleType(node: ast.Expression, env: Env): Type | undefined {
  const type = simple.has(node.$type) ? infer(node, silent(env))?.type : undefined;
  return type === undefined || isOpen(type) ? undefined : type;
}
