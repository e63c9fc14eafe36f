/** Operators. Long chains of one operator lean to the left, so their left spine is walked and not recursed into. */
import type { FixDraft } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { ArithmeticOp, BinaryExpr, ComparisonOp, Expr } from "../model/expressions.js";
import type { ScalarType, Type } from "../model/types.js";
import { underlying } from "../types/assignable.js";
import { commonType, isOrdered } from "../types/common.js";
import { scaleOf } from "../types/literals.js";
import { operatorRow, scaleAfter, summable } from "../types/operators.js";
import { boolType, decimalOf, isScalar, optionalOf, presentOf, stringType } from "../types/scalars.js";
import { absent } from "./absent.js";
import { coerce, memberFixes, unify } from "./coerce.js";
import { type Env, bindings, withFacts } from "./environment.js";
import { check, checkBool, infer, needsHint } from "./expressions.js";
import { assume } from "./facts.js";
import { number } from "./literals.js";
import { shown } from "./words.js";

type Binary = ast.BinaryExpr;

export function binary(node: Binary, env: Env, hint: Type | undefined): Expr | undefined {
  switch (node.operator) {
    case "and":
    case "or":
      return logical(node, node.operator, env);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparison(node, node.operator, env);
    case "in":
      return membership(node, env);
    case "??":
      return coalesce(node, env, hint);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmeticSpine(node, env, hint);
  }
}

/** The operands of `a + b - c`, leftmost first, with the node that joins each to what stands before it. */
function spine(node: Binary, joins: (node: Binary) => boolean): readonly [ast.Expression, readonly Binary[]] {
  const steps: Binary[] = [];
  let at: ast.Expression = node;
  while (at.$type === "BinaryExpr" && joins(at)) {
    steps.push(at);
    at = at.left;
  }
  return [at, steps.reverse()];
}

function logical(node: Binary, op: "and" | "or", env: Env): Expr | undefined {
  const [first, steps] = spine(node, (inner) => inner.operator === op);
  let left = checkBool(first, env);
  let facts = env.facts;
  for (const step of steps) {
    if (left !== undefined) facts = assume(facts, left, op === "and");
    const right = checkBool(step.right, withFacts(env, facts));
    left = left && right && { kind: "logical", type: boolType, op, left, right };
    env.kit.types.set(step, boolType);
  }
  return left;
}

/** Both sides of a comparison, each helping the other to its type; what needs help is looked at last. */
function sides(node: Binary, env: Env): readonly [Expr, Expr] | undefined {
  const helpless = (side: ast.Expression): boolean =>
    needsHint(side) || (side.$type === "NameExpr" && bindings(side.target.$refText, env).length === 0);
  const hintOf = (expr: Expr | undefined): Type | undefined =>
    expr && underlying(presentOf(expr.type), env.kit.nominal);
  if (helpless(node.left) && !helpless(node.right)) {
    const right = infer(node.right, env);
    const left = right && infer(node.left, env, hintOf(right));
    return left && [left, right];
  }
  const left = infer(node.left, env);
  // Without a left side the right one says only what is wrong with it by itself.
  const right =
    left !== undefined || !helpless(node.right) ? infer(node.right, env, hintOf(left)) : undefined;
  return left && right && [left, right];
}

function comparison(node: Binary, op: ComparisonOp, env: Env): Expr | undefined {
  const both = sides(node, env);
  if (both === undefined) return undefined;
  if (op === "==" || op === "!=") {
    const [left, right] = callerAndId(both, env);
    const united = sameKind(left, right, env) ? unify(left, right, node, env) : undefined;
    if (united === undefined) return mismatch(node, op, left, right, env);
    return { kind: "binary", type: boolType, op, on: "value", left: united[0], right: united[1] };
  }
  for (const [expr, side] of [
    [both[0], node.left],
    [both[1], node.right],
  ] as const) {
    if (expr.type.kind === "optional") return absent(side, expr.type, env);
    if (!isOrdered(expr.type, env.kit.nominal))
      return env.kit.report("ESDL2030", side, { type: shown(expr.type, env), use: `\`${op}\`` });
  }
  if (!sameKind(both[0], both[1], env)) return mismatch(node, op, both[0], both[1], env);
  const united = unify(both[0], both[1], node, env);
  if (united === undefined) return undefined;
  const [left, right, type] = united;
  return { kind: "binary", type: boolType, op, on: orderedOn(type, env), left, right };
}

const sameKind = (left: Expr, right: Expr, env: Env): boolean =>
  commonType(left.type, right.type, env.kit.nominal) !== undefined;

function mismatch(node: Binary, op: string, left: Expr, right: Expr, env: Env): undefined {
  const fixes = [
    ...memberFixes(node.right, left.type, env),
    ...memberFixes(node.left, right.type, env),
    ...unquoted(node.right, left.type, env),
    ...unquoted(node.left, right.type, env),
  ];
  const [fix] = fixes;
  const hint = fix === undefined ? {} : { hint: fix.title };
  const params = { op, left: shown(left.type, env), right: shown(right.type, env), ...hint };
  return env.kit.report("ESDL2008", node, params, fixes);
}

/** `kind == "book"`: members of enums are names, not texts. */
function unquoted(node: ast.Expression, type: Type, env: Env): readonly FixDraft[] {
  const base = underlying(presentOf(type), env.kit.nominal);
  if (base.kind !== "enum" || node.$type !== "StringLiteral") return [];
  if (env.kit.signatures.enum(base.ref)?.members.some(({ name }) => name === node.value) !== true) return [];
  return [{ title: `Write \`${node.value}\` without quotes`, edits: [{ at: node, text: node.value }] }];
}

function orderedOn(type: Type, env: Env): BinaryExpr["on"] {
  const base = underlying(type, env.kit.nominal);
  if (base.kind !== "scalar") return "value";
  switch (base.name) {
    case "int":
    case "decimal":
    case "instant":
    case "date":
    case "duration":
      return base.name;
    default:
      return "string";
  }
}

/** `caller.id` is a string, comparable with any id: the id is taken as the text that it is. */
function callerAndId(both: readonly [Expr, Expr], env: Env): readonly [Expr, Expr] {
  const [left, right] = both;
  return [isActorId(right) ? asText(left, env) : left, isActorId(left) ? asText(right, env) : right];
}

const isActorId = (expr: Expr): boolean => {
  if (expr.kind !== "field" || expr.name !== "id") return false;
  const { target } = expr;
  return (
    (target.kind === "root" && target.root === "caller") ||
    (target.kind === "field" &&
      target.name === "actor" &&
      target.target.kind === "root" &&
      target.target.root === "meta")
  );
};

function asText(expr: Expr, env: Env): Expr {
  const inner = presentOf(expr.type);
  const base = underlying(inner, env.kit.nominal);
  if (!isScalar(base, "uuid") && !(inner.kind === "brand" && isScalar(base, "string"))) return expr;
  const type = expr.type.kind === "optional" ? optionalOf(stringType) : stringType;
  return { kind: "convert", type, how: "unbrand", value: expr };
}

function membership(node: Binary, env: Env): Expr | undefined {
  const literalFirst =
    needsHint(node.left) ||
    (node.left.$type === "NameExpr" && bindings(node.left.target.$refText, env).length === 0);
  if (node.right.$type === "ListExpr" && !literalFirst) {
    const found = infer(node.left, env);
    if (found === undefined) return undefined;
    const of = underlying(presentOf(found.type), env.kit.nominal);
    const right = infer(node.right, env, { kind: "list", of });
    const left = right && coerce(found, of, node.left, env);
    return left && { kind: "in", type: boolType, left, right };
  }
  const right = infer(node.right, env);
  if (right === undefined) return undefined;
  const wanted = soughtIn(right.type, env);
  if (wanted === undefined)
    return right.type.kind === "optional"
      ? absent(node.right, right.type, env)
      : env.kit.report("ESDL2033", node.right, { type: shown(right.type, env) });
  const found = infer(node.left, env, wanted);
  const left =
    found && (isActorId(found) && isText(wanted, env) ? found : coerce(found, wanted, node.left, env));
  return left && { kind: "in", type: boolType, left, right };
}

const isText = (type: Type, env: Env): boolean => {
  const base = underlying(type, env.kit.nominal);
  return isScalar(base, "uuid") || isScalar(base, "string");
};

/** What is looked for in a collection: an element, or a key. */
function soughtIn(type: Type, env: Env): Type | undefined {
  if (type.kind === "map") return type.key;
  if (type.kind === "list" && type.of.kind === "entity")
    return env.kit.signatures.entity(type.of.ref, type.of.version)?.key.type;
  return type.kind === "list" || type.kind === "set" ? type.of : undefined;
}

function coalesce(node: Binary, env: Env, hint: Type | undefined): Expr | undefined {
  const [first, steps] = spine(node, (inner) => inner.operator === "??");
  let left = infer(first, env, hint && optionalOf(presentOf(hint)));
  for (const step of steps) {
    const own = left && underlying(presentOf(left.type), env.kit.nominal);
    // `count ?? 0` is an int also where a decimal is expected: only the whole converts.
    const right = infer(step.right, env, own && isScalar(own, "int") ? own : (hint ?? own));
    if (left === undefined || right === undefined) {
      left = undefined;
      continue;
    }
    left = coalesceOf(step, left, right, env);
    if (left !== undefined) env.kit.types.set(step, left.type);
  }
  return left;
}

function coalesceOf(step: Binary, left: Expr, right: Expr, env: Env): Expr | undefined {
  const common = commonType(presentOf(left.type), right.type, env.kit.nominal);
  if (common === undefined)
    return env.kit.report("ESDL2001", step.right, {
      expected: shown(presentOf(left.type), env),
      found: shown(right.type, env),
    });
  const mayBeAbsent = right.type.kind === "optional" || right.type.kind === "none";
  const type = mayBeAbsent ? optionalOf(common) : presentOf(common);
  const value = coerce(left, left.type.kind === "optional" ? optionalOf(type) : type, step.left, env);
  const other = coerce(right, type, step.right, env);
  if (value === undefined || other === undefined) return undefined;
  return { kind: "coalesce", type, left: value, right: other };
}

function arithmeticSpine(node: Binary, env: Env, hint: Type | undefined): Expr | undefined {
  const isArithmetic = (inner: Binary): boolean => ["+", "-", "*", "/", "%"].includes(inner.operator);
  const [first, steps] = spine(node, isArithmetic);
  // Only lists take the type that is expected of the whole: numbers have their own, which converts.
  const listHint = hint?.kind === "list" ? hint : undefined;
  let left = infer(first, env, listHint);
  for (const step of steps) {
    const right = infer(step.right, env, listHint ?? (left?.type.kind === "list" ? left.type : undefined));
    left = left && right && arithmeticOf(step, left, right, env);
    if (left !== undefined) env.kit.types.set(step, left.type);
  }
  return left;
}

const isArithmeticOp = (op: string): op is ArithmeticOp => ["+", "-", "*", "/", "%"].includes(op);

function arithmeticOf(step: Binary, left: Expr, right: Expr, env: Env): Expr | undefined {
  const op = step.operator;
  if (!isArithmeticOp(op)) return undefined;
  for (const [expr, side] of [
    [left, step.left],
    [right, step.right],
  ] as const)
    if (expr.type.kind === "optional" || expr.type.kind === "none") return absent(side, expr.type, env);
  const [a, b] = [underlying(left.type, env.kit.nominal), underlying(right.type, env.kit.nominal)];
  if (a.kind === "list" && b.kind === "list" && op === "+") {
    const united = unify(left, right, step.right, env);
    return united && { kind: "binary", type: united[2], op, on: "list", left: united[0], right: united[1] };
  }
  if (a.kind !== "scalar" || b.kind !== "scalar") return mismatch(step, op, left, right, env);
  if (op === "/" && a.name === "int" && b.name === "int")
    return env.kit.report("ESDL2007", step, {}, divFix(step, env));
  const row = operatorRow(op, a.name, b.name);
  if (row === undefined) return mismatch(step, op, left, right, env);
  const operand = (
    expr: Expr,
    of: ScalarType,
    name: ScalarType["name"],
    side: ast.Expression,
  ): Expr | undefined => coerce(expr, of.name === name ? of : { kind: "scalar", name }, side, env);
  const [x, y] = [operand(left, a, row.left, step.left), operand(right, b, row.right, step.right)];
  if (x === undefined || y === undefined) return undefined;
  const type: Type =
    row.result === "decimal"
      ? decimalOf(scaleAfter(op, scaleIn(left, a), scaleIn(right, b)))
      : { kind: "scalar", name: row.result };
  return { kind: "binary", type, op, on: row.on, left: x, right: y };
}

/** How many fraction digits an operand can have. */
function scaleIn(expr: Expr, type: ScalarType): number | undefined {
  if (type.name === "int") return 0;
  return expr.kind === "literal" && typeof expr.value === "string" ? scaleOf(expr.value) : type.scale;
}

function divFix(step: Binary, env: Env): readonly FixDraft[] {
  const [left, right] = [env.kit.locate.offsets(step.left), env.kit.locate.offsets(step.right)];
  // `a + b / c` would divide the sum: what is divided then is the right operand of what stands before.
  const isOpenLeft = ["BinaryExpr", "UnaryExpr", "IfExpr"].includes(step.left.$type);
  const open = isOpenLeft ? [{ before: step.left, text: "(" }] : [];
  return [
    {
      title: "Write `.div(…)`",
      edits: [
        ...open,
        { at: { file: left.file, start: left.end, end: right.start }, text: `${isOpenLeft ? ")" : ""}.div(` },
        { at: { file: right.file, start: right.end, end: right.end }, text: ")" },
      ],
    },
  ];
}

export function unary(node: ast.UnaryExpr, env: Env, hint: Type | undefined): Expr | undefined {
  if (node.operator === "not") {
    const operand = checkBool(node.operand, env);
    return operand && { kind: "not", type: boolType, operand };
  }
  if (node.operand.$type === "NumberLiteral") return number(node, `-${node.operand.text}`, hint, env);
  const operand = infer(node.operand, env);
  if (operand === undefined) return undefined;
  if (operand.type.kind === "optional") return absent(node.operand, operand.type, env);
  const base = underlying(operand.type, env.kit.nominal);
  if (base.kind !== "scalar" || !summable.has(base.name))
    return env.kit.report("ESDL2031", node.operand, { type: shown(operand.type, env), use: "`-`" });
  const value = coerce(operand, base, node.operand, env);
  if (value === undefined || (base.name !== "int" && base.name !== "decimal" && base.name !== "duration"))
    return undefined;
  return { kind: "negate", type: base, on: base.name, operand: value };
}

export function matches(node: ast.MatchExpr, env: Env): Expr | undefined {
  const value = check(node.operand, stringType, env);
  const problem = patternProblem(node.pattern);
  if (problem !== undefined)
    return env.kit.report("ESDL2022", { node, property: "pattern" }, { reason: problem });
  return value && { kind: "matches", type: boolType, value, source: node.pattern };
}

/** What the engine says of a pattern that it cannot take. */
function patternProblem(source: string): string | undefined {
  try {
    new RegExp(source, "u");
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    return message.slice(message.lastIndexOf(": ") + 2) || "it is not valid";
  }
}
