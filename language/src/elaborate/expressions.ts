/**
 * Expressions, in two directions: `infer` finds the type, with a hint for what has none of its own (`none`, `[]`, bare enum
 * members, literals), and `check` takes what was found as the type that is expected. Undefined: it has been reported.
 */
import type { AstNode } from "langium";
import { write } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import { commonType } from "../types/common.js";
import { boolType, decimalType, instantType, noneType, presentOf } from "../types/scalars.js";
import { isBroken, underlying } from "../types/assignable.js";
import { coerce } from "./coerce.js";
import { typeAllows } from "./conditions.js";
import { type Env, withFacts } from "./environment.js";
import { call } from "./calls.js";
import { assume } from "./facts.js";
import { boolLiteral, duration, number, string } from "./literals.js";
import { index, member } from "./members.js";
import { name } from "./names.js";
import { binary, matches, unary } from "./operators.js";
import { shown } from "./words.js";

/** An expression as an `expected`, every conversion written out. */
export function check(node: ast.Expression, expected: Type, env: Env): Expr | undefined {
  if (node.$type === "IfExpr") {
    env.kit.observer?.expression(node, env, expected);
    return remember(node, branches(node, expected, env), env);
  }
  const expr = infer(node, env, expected);
  return expr && remember(node, coerce(expr, expected, node, env), env);
}

/** A condition. */
export const checkBool = (node: ast.Expression, env: Env): Expr | undefined => check(node, boolType, env);

/** An expression of the type that it has by itself. */
export function infer(node: ast.Expression, env: Env, hint?: Type): Expr | undefined {
  env.kit.observer?.expression(node, env, hint);
  const expr = dispatch(node, env, hint);
  const known = expr !== undefined && !isBroken(expr.type, env.kit.nominal) && typeAllows(expr, node, env);
  return remember(node, known ? expr : undefined, env);
}

function remember(node: AstNode, expr: Expr | undefined, env: Env): Expr | undefined {
  if (expr !== undefined) env.kit.types.set(node, expr.type);
  return expr;
}

function dispatch(node: ast.Expression, env: Env, hint: Type | undefined): Expr | undefined {
  switch (node.$type) {
    case "NumberLiteral":
      return number(node, node.text, hint, env);
    case "StringLiteral":
      return string(node, hint, env);
    case "DurationLiteral":
      return duration(node, hint, env);
    case "BoolLiteral":
      return boolLiteral(node, hint, env);
    case "NoneLiteral":
      return { kind: "none", type: hint?.kind === "optional" ? hint : noneType };
    case "NowExpr":
      return env.may.now
        ? { kind: "now", type: instantType }
        : env.kit.report(
            "ESDL2018",
            node,
            { name: "now", place: env.called },
            // What happened then happened at this time.
            env.roots.has("meta") ? [write(node, "meta.occurredAt")] : [],
          );
    case "ListExpr":
      return list(node, env, hint);
    case "TupleExpr":
      return tuple(node, env, hint);
    case "NameExpr":
      return name(node, hint, env);
    case "MemberExpr":
      return member(node, env);
    case "IndexExpr":
      return index(node, env);
    case "CallExpr":
      return call(node, env, hint);
    case "BinaryExpr":
      return binary(node, env, hint);
    case "UnaryExpr":
      return unary(node, env, hint);
    case "MatchExpr":
      return matches(node, env);
    case "IfExpr":
      return conditional(node, env, hint);
    case "LambdaExpr":
      return env.kit.report("ESDL2017", node, {});
    case "MissingExpr":
      return undefined;
  }
}

function list(node: ast.ListExpr, env: Env, hint: Type | undefined): Expr | undefined {
  const wanted = hint && presentOf(hint);
  if (wanted?.kind === "list" || wanted?.kind === "set") {
    const items = node.items.map((item) => check(item, wanted.of, env));
    return allThere(items) ? { kind: "list", type: wanted, items } : undefined;
  }
  let of: Type | undefined;
  const items: readonly (Expr | undefined)[] = node.items.map((item) => {
    const expr = infer(item, env, of);
    if (expr === undefined) return undefined;
    const common = of === undefined ? expr.type : commonType(of, expr.type, env.kit.nominal);
    if (common === undefined && of !== undefined)
      return env.kit.report("ESDL2001", item, { expected: shown(of, env), found: shown(expr.type, env) });
    of = common;
    return expr;
  });
  if (!allThere(items)) return undefined;
  const element = of ?? noneType;
  const converted = items.map((expr, at) => coerce(expr, element, node.items[at] ?? node, env));
  return allThere(converted)
    ? { kind: "list", type: { kind: "list", of: element }, items: converted }
    : undefined;
}

function tuple(node: ast.TupleExpr, env: Env, hint: Type | undefined): Expr | undefined {
  if (hint?.kind !== "tuple" || hint.items.length !== node.items.length)
    return env.kit.report("ESDL2037", node, {
      ...(hint === undefined ? {} : { expected: shown(hint, env) }),
    });
  const items = node.items.map((item, at) => check(item, hint.items[at] ?? noneType, env));
  return allThere(items) ? { kind: "tuple", type: hint, items } : undefined;
}

/** Both branches as the type that is expected of the whole, so that the branch that is wrong is told of. */
function branches(node: ast.IfExpr, expected: Type, env: Env): Expr | undefined {
  const condition = checkBool(node.condition, env);
  const then = check(node.then, expected, within(condition, true, env));
  const otherwise = check(node.else, expected, within(condition, false, env));
  return condition && then && otherwise && { kind: "if", type: expected, condition, then, else: otherwise };
}

/** The type that both branches have in common. */
function conditional(node: ast.IfExpr, env: Env, hint: Type | undefined): Expr | undefined {
  const condition = checkBool(node.condition, env);
  const yes = infer(node.then, within(condition, true, env), hint);
  const no = infer(node.else, within(condition, false, env), hint ?? hintOf(yes, env));
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  const type = commonType(yes.type, no.type, env.kit.nominal);
  if (type === undefined)
    return env.kit.report("ESDL2001", node.else, {
      expected: shown(yes.type, env),
      found: shown(no.type, env),
    });
  const [a, b] = [coerce(yes, type, node.then, env), coerce(no, type, node.else, env)];
  return a && b && { kind: "if", type, condition, then: a, else: b };
}

/** What one branch says of the other; how many digits a decimal has in one is no matter of the other. */
function hintOf(branch: Expr | undefined, env: Env): Type | undefined {
  const type = branch && underlying(presentOf(branch.type), env.kit.nominal);
  return type?.kind === "scalar" && type.name === "decimal" ? decimalType : type;
}

const within = (condition: Expr | undefined, outcome: boolean, env: Env): Env =>
  withFacts(env, assume(env.facts, condition, outcome));

/** Whether nothing in the list has been reported. */
export const allThere = <T>(items: readonly (T | undefined)[]): items is readonly T[] =>
  !items.includes(undefined);

/** Whether an expression takes its type from what is expected, so that the other side has to be looked at first. */
export function needsHint(node: ast.Expression): boolean {
  switch (node.$type) {
    case "NumberLiteral":
    case "StringLiteral":
    case "NoneLiteral":
    case "ListExpr":
      return true;
    case "UnaryExpr":
      return node.operator === "-" && needsHint(node.operand);
    default:
      return false;
  }
}
