/** Taking a typed expression as the type that is expected of it. */
import type { AstNode } from "langium";
import type { FixDraft } from "../diagnostics/drafts.js";
import { isExpression, isNameExpr } from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import { type Step, assignable, convert, isBroken, underlying } from "../types/assignable.js";
import { commonType } from "../types/common.js";
import { isOpen, presentOf } from "../types/scalars.js";
import { absent } from "./absent.js";
import { conversions } from "./conversion-fixes.js";
import type { Env } from "./environment.js";
import { shown } from "./words.js";

/** `expr`, which `node` says, as an `expected`; undefined after reporting that it is none. */
export function coerce(expr: Expr, expected: Type, node: AstNode, env: Env): Expr | undefined {
  if (isBroken(expected, env.kit.nominal)) return undefined;
  if (isOpen(expr.type) && fillable(expr, expected)) return fill(expr, expected);
  const steps = assignable(expr.type, expected, env.kit.nominal);
  if (steps !== undefined) return applySteps(expr, steps);
  const found = shown(expr.type, env);
  if (expr.type.kind === "optional" && assignable(expr.type.of, expected, env.kit.nominal) !== undefined)
    return isExpression(node)
      ? absent(node, expr.type, env)
      : env.kit.report("ESDL2006", node, { type: found });
  return env.kit.report("ESDL2001", node, { expected: shown(expected, env), found }, [
    ...memberFixes(node, expected, env),
    ...(isExpression(node) ? conversions(node, expr.type, expected, env) : []),
  ]);
}

/** A field that has the name of a member of the enum that is expected: the member is then written with its enum. */
export function memberFixes(node: AstNode, expected: Type, env: Env): readonly FixDraft[] {
  const base = underlying(presentOf(expected), env.kit.nominal);
  if (base.kind !== "enum" || !isNameExpr(node)) return [];
  const name = node.target.$refText;
  if (env.kit.signatures.enum(base.ref)?.members.some((member) => member.name === name) !== true) return [];
  const text = `${shown(base, env)}.${name}`;
  return [{ title: `Write \`${text}\``, edits: [{ at: node, text }] }];
}

/** Conversions of constants are made here and now, so that the model holds the constant. */
export function applySteps(expr: Expr, steps: readonly Step[]): Expr {
  const [first, ...rest] = steps;
  if (first === undefined) return expr;
  if (expr.kind === "literal" && first.how === "intToDecimal")
    return applySteps({ ...expr, type: first.to, value: String(expr.value) }, rest);
  return convert(expr, steps);
}

/** Whether what is open in the type of `none` or `[]` can be what is expected. */
function fillable(expr: Expr, expected: Type): boolean {
  if (expr.kind === "none") return expected.kind === "optional";
  if (expr.kind === "list")
    return expr.items.length === 0 && ["list", "set"].includes(presentOf(expected).kind);
  return false;
}

const fill = (expr: Expr, expected: Type): Expr =>
  expr.kind === "none"
    ? { ...expr, type: expected }
    : expr.kind === "list"
      ? { ...expr, type: presentOf(expected) }
      : expr;

/** Both as the type that they have in common; `at` is what the mismatch is told of. */
export function unify(
  left: Expr,
  right: Expr,
  at: AstNode,
  env: Env,
): readonly [left: Expr, right: Expr, type: Type] | undefined {
  const type = commonType(left.type, right.type, env.kit.nominal);
  if (type === undefined)
    return env.kit.report("ESDL2001", at, { expected: shown(left.type, env), found: shown(right.type, env) });
  const [a, b] = [coerce(left, type, at, env), coerce(right, type, at, env)];
  return a && b && [a, b, type];
}
