/** What stands after a dot or in brackets: fields, getters, properties, methods, elements. */
import { type FixDraft, write } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Expr, FieldExpr, LambdaExpr, MethodExpr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import { misspelt, mostSimilar } from "../names/similar.js";
import type { ShapeSignature } from "../signatures/api.js";
import { underlying } from "../types/assignable.js";
import { isOrdered } from "../types/common.js";
import {
  type Answer,
  type MethodRow,
  elementOf,
  familiesOf,
  methodOf,
  methodsOf,
  roundedTo,
} from "../types/methods.js";
import { summable } from "../types/operators.js";
import { optionalOf, presentOf } from "../types/scalars.js";
import { absent } from "./absent.js";
import { tooMany, withoutCall } from "./calls.js";
import { coerce } from "./coerce.js";
import { bindings, type Env, type RootScope, qualifier, withLocal } from "./environment.js";
import { check, infer } from "./expressions.js";
import { memberFor } from "./habits.js";
import { dotted, isBound, qualifiedMember, read } from "./names.js";
import { narrowed } from "./roots.js";
import { checkNewName } from "./shadowing.js";
import { shown } from "./words.js";

export function member(node: ast.MemberExpr, env: Env): Expr | undefined {
  if (node.receiver.$type === "NameExpr") {
    const root = qualifier(node.receiver.target.$refText, env);
    if (root !== undefined && root.isValue !== true) return rootMember(node, root, env);
  }
  const path = dotted(node);
  if (path !== undefined && !isBound(path, env)) {
    const found = qualifiedMember(node, path, env);
    if (found !== undefined) return found.expr;
  }
  const receiver = infer(node.receiver, env);
  if (receiver === undefined || node.member.$refText === "") return undefined;
  const inner = openReceiver(receiver, node, env);
  if (inner === undefined) return undefined;
  return fieldOf(receiver, inner, node, env) ?? propertyOf(receiver, inner, node, env);
}

function rootMember(node: ast.MemberExpr, root: RootScope, env: Env): Expr | undefined {
  const text = node.member.$refText;
  if (text === "") return undefined;
  const found = root.members.get(text);
  if (found !== undefined) return read({ kind: "member", scope: root, member: found }, node.member, env);
  return unknownMember(node, `\`${root.root}\``, [...root.members.keys()], env);
}

function unknownMember(node: ast.MemberExpr, of: string, names: readonly string[], env: Env): undefined {
  const similar = memberFor(node.member.$refText, names) ?? mostSimilar(node.member.$refText, names);
  const at = { node, property: "member" };
  return env.kit.report(
    "ESDL2005",
    at,
    { name: node.member.$refText, of, ...(similar === undefined ? {} : { similar }) },
    misspelt(at, similar),
  );
}

/** The type of what the dot is applied to: what is inside of an optional under `?.`. */
function openReceiver(receiver: Expr, node: ast.MemberExpr, env: Env): Type | undefined {
  if (receiver.type.kind !== "optional") return receiver.type;
  if (isSafe(receiver, node)) return receiver.type.of;
  return absent(node.receiver, receiver.type, env, [write({ node, property: "operator" }, "?.")]);
}

/** Behind a `?.` the rest of a chain is skipped as well, as in TypeScript: a plain dot then is as good as another `?.`. */
const isSafe = (receiver: Expr, node: ast.MemberExpr): boolean =>
  receiver.type.kind === "optional" && (node.operator === "?." || skipped.has(receiver));

/** Expressions that are absent only because something before them in their chain is. */
const skipped = new WeakSet<Expr>();

function inChain<T extends Expr>(expr: T, of: Type): T {
  if (expr.type.kind === "optional" && of.kind !== "optional") skipped.add(expr);
  return expr;
}

/** The stored field or getter, wrapped: `{ expr: undefined }` where its type could not be made out. */
interface Found {
  readonly expr: Expr | undefined;
}

function fieldOf(receiver: Expr, type: Type, node: ast.MemberExpr, env: Env): Expr | undefined {
  return findField(receiver, type, node, env)?.expr;
}

function findField(receiver: Expr, type: Type, node: ast.MemberExpr, env: Env): Found | undefined {
  const name = node.member.$refText;
  const make = (of: Type, role: FieldExpr["role"]): Found => {
    const safe = isSafe(receiver, node);
    const expr: FieldExpr = {
      kind: "field",
      type: safe ? optionalOf(of) : of,
      target: receiver,
      name,
      ...(safe ? { safe } : {}),
      ...(role === undefined ? {} : { role }),
    };
    return { expr: narrowed(inChain(expr, of), env) };
  };
  if (type.kind === "record") {
    const field = type.fields.find((candidate) => candidate.name === name);
    return field && make(field.type, undefined);
  }
  const found = shapeOf(type, env)?.members.get(name);
  if (found === undefined) return undefined;
  env.kit.names.record(node.member, { kind: "member", node: found.node });
  if (found.type === undefined) return { expr: undefined };
  return make(
    found.type,
    found.node.$type === "Getter" ? "getter" : "role" in found ? found.role : undefined,
  );
}

/** The members of a value or an entity, in its version. */
export function shapeOf(type: Type, env: Env): ShapeSignature | undefined {
  if (type.kind === "value") return env.kit.signatures.value(type.ref, type.version);
  if (type.kind === "entity") return env.kit.signatures.entity(type.ref, type.version);
  return undefined;
}

function propertyOf(receiver: Expr, type: Type, node: ast.MemberExpr, env: Env): Expr | undefined {
  const shape = shapeOf(type, env);
  if (shape?.members.has(node.member.$refText) === true) return undefined;
  const families = familiesOf(underlying(type, env.kit.nominal));
  const row = methodOf(families, node.member.$refText);
  if (row === undefined) {
    const names = [
      ...(shape?.members.keys() ?? []),
      ...(type.kind === "record" ? type.fields.map(({ name }) => name) : []),
      ...methodsOf(families).map(({ name }) => name),
    ];
    return unknownMember(node, shown(type, env), names, env);
  }
  if (row.form === "call") {
    const at = { node, property: "member" };
    return env.kit.report("ESDL2014", at, { name: row.name, call: true }, [
      ...(row.params.length === 0 ? [{ title: "Add `()`", edits: [{ at, text: `${row.name}()` }] }] : []),
    ]);
  }
  return applyMethod(row, receiver, type, isSafe(receiver, node), [], node, env);
}

/** A call whose callee is `receiver.name`. */
export function methodCall(
  node: ast.CallExpr,
  callee: ast.MemberExpr,
  env: Env,
  hint: Type | undefined,
): Expr | undefined {
  const receiver =
    callee.receiver.$type === "NameExpr" && isPlainRoot(callee.receiver, env)
      ? undefined
      : infer(callee.receiver, env);
  if (receiver === undefined) {
    if (callee.receiver.$type === "NameExpr" && isPlainRoot(callee.receiver, env)) {
      member(callee, env);
      return undefined;
    }
    return undefined;
  }
  if (callee.member.$refText === "") return undefined;
  const type = openReceiver(receiver, callee, env);
  if (type === undefined) return undefined;
  const families = familiesOf(underlying(type, env.kit.nominal));
  const row = methodOf(families, callee.member.$refText);
  if (row === undefined) {
    if (findField(receiver, type, callee, env) !== undefined)
      return env.kit.report("ESDL2032", callee, {}, withoutCall(node));
    return unknownMember(
      callee,
      shown(type, env),
      methodsOf(families).map(({ name }) => name),
      env,
    );
  }
  if (row.form === "property") {
    const { file, start } = env.kit.locate.offsets(node.args);
    const end = env.kit.locate.offsets(node).end;
    return env.kit.report("ESDL2014", { node: callee, property: "member" }, { name: row.name, call: false }, [
      { title: "Remove the parentheses", edits: [{ at: { file, start, end }, text: "" }] },
    ]);
  }
  return applyMethod(row, receiver, type, isSafe(receiver, callee), node.args.items, callee, env, hint);
}

/** `event(…)`, a root that is no value. */
const isPlainRoot = (node: ast.NameExpr, env: Env): boolean => {
  const root = qualifier(node.target.$refText, env);
  return root !== undefined && root.isValue !== true;
};

function applyMethod(
  row: MethodRow,
  receiver: Expr,
  type: Type,
  safe: boolean,
  args: readonly ast.Argument[],
  node: ast.MemberExpr,
  env: Env,
  hint?: Type,
): Expr | undefined {
  const least = row.optional === true ? 0 : row.params.length;
  if (args.length < least || args.length > row.params.length)
    return env.kit.report(
      "ESDL2015",
      { node, property: "member" },
      { name: row.name, least, most: row.params.length, given: args.length },
      tooMany(args, row.params.length),
    );
  const base = underlying(type, env.kit.nominal);
  const target = receiverAs(receiver, base, safe, node, env);
  const exprs = args.map((argument, at) => argumentOf(row, at, base, argument, env, hint));
  if (target === undefined || exprs.includes(undefined)) return undefined;
  const given = exprs.filter((expr) => expr !== undefined);
  const answer = answerOf(row, base, given, node, env);
  if (answer === undefined) return undefined;
  const result = resultOf(row, base, answer, given);
  const expr: MethodExpr = {
    kind: "method",
    type: safe ? optionalOf(result) : result,
    target,
    on: row.family,
    name: row.name,
    args: given,
    ...(safe ? { safe: true as const } : {}),
  };
  return narrowed(inChain(expr, result), env);
}

/** The receiver without its brand, so that consumers see what the method works on. */
function receiverAs(
  receiver: Expr,
  base: Type,
  safe: boolean,
  node: ast.MemberExpr,
  env: Env,
): Expr | undefined {
  if (presentOf(receiver.type).kind !== "brand") return receiver;
  return coerce(receiver, safe ? optionalOf(base) : base, node.receiver, env);
}

function argumentOf(
  row: MethodRow,
  at: number,
  receiver: Type,
  argument: ast.Argument,
  env: Env,
  hint: Type | undefined,
): Expr | undefined {
  const param = row.params[at];
  if (argument.label !== undefined)
    return env.kit.report("ESDL2009", argument, { name: argument.label.$refText, what: `\`${row.name}\`` }, [
      { title: "Leave out the label", edits: [{ at: argument, text: argument.value.$cstNode?.text ?? "" }] },
    ]);
  if (param === undefined) return undefined;
  if (param.kind === "lambda")
    return lambda(argument.value, param.given(receiver), param.answers, row.name, env, hint);
  if (row.family === "keyed") {
    const element = elementOf(receiver);
    const key =
      element.kind === "entity"
        ? env.kit.signatures.entity(element.ref, element.version)?.key.type
        : undefined;
    return key && check(argument.value, key, env);
  }
  return check(argument.value, param.type(receiver), env);
}

/** A lambda is typed from what is expected of it, and stands nowhere else. */
function lambda(
  node: ast.Expression,
  given: Type,
  answers: Answer,
  method: string,
  env: Env,
  hint: Type | undefined,
): Expr | undefined {
  if (node.$type === "MissingExpr") return undefined;
  if (node.$type !== "LambdaExpr")
    return env.kit.report("ESDL2016", node, { name: method }, [asLambda(node, given, env)]);
  const [param] = node.params;
  if (param === undefined || node.params.length !== 1)
    return env.kit.report("ESDL2039", node, { name: method, given: node.params.length });
  if (!checkNewName(param, env)) return undefined;
  const inner = withLocal(env, param, given);
  env.kit.types.set(param, given);
  const body = infer(node.body, inner, hintOf(answers, hint));
  const taken = body && answer(body, answers, node.body, method, env);
  if (taken === undefined) return undefined;
  const expr: LambdaExpr = {
    kind: "lambda",
    type: taken.type,
    params: [{ name: param.name, type: given }],
    body: taken,
  };
  return expr;
}

/** `sum(price)` means the field of each element; anything else is taken as what the lambda answers. */
function asLambda(node: ast.Expression, given: Type, env: Env): FixDraft {
  const text = node.$cstNode?.text ?? "";
  const isField = node.$type === "NameExpr" && shapeOf(given, env)?.members.has(text) === true;
  const name = ["x", "each", "one", "item"].find((free) => bindings(free, env).length === 0) ?? "x";
  return write(node, `${name} => ${isField ? `${name}.` : ""}${text}`);
}

/** What is expected of a lambda where `expected` is of the method: of `map`, the elements of what it makes. */
function hintOf(answers: Answer, expected: Type | undefined): Type | undefined {
  if (answers === "bool") return { kind: "scalar", name: "bool" };
  const list = expected && presentOf(expected);
  if (list?.kind !== "list" && list?.kind !== "set") return undefined;
  return answers === "any" ? list.of : answers === "list" ? list : undefined;
}

/** The body of a lambda as what the method needs: `sum` adds the base of a brand. */
function answer(
  body: Expr,
  answers: Answer,
  node: ast.Expression,
  method: string,
  env: Env,
): Expr | undefined {
  if (answers === "bool") return coerce(body, { kind: "scalar", name: "bool" }, node, env);
  if (body.type.kind === "optional" || body.type.kind === "none") return absent(node, body.type, env);
  const base = underlying(body.type, env.kit.nominal);
  switch (answers) {
    case "summable":
      if (base.kind !== "scalar" || !summable.has(base.name))
        return env.kit.report("ESDL2031", node, { type: shown(body.type, env), use: `\`${method}\`` });
      return coerce(body, base, node, env);
    case "ordered":
      return isOrdered(body.type, env.kit.nominal)
        ? body
        : env.kit.report("ESDL2030", node, { type: shown(body.type, env), use: `\`${method}\`` });
    case "list":
      return body.type.kind === "list" || body.type.kind === "set"
        ? body
        : env.kit.report("ESDL2033", node, { type: shown(body.type, env) });
    case "any":
      return body;
  }
}

/** What a lambda answered, or what the elements are where none is written. */
function answerOf(
  row: MethodRow,
  receiver: Type,
  args: readonly Expr[],
  node: ast.MemberExpr,
  env: Env,
): Type | undefined {
  const [first] = args;
  if (first?.kind === "lambda") return first.type;
  const element = elementOf(receiver);
  const base = underlying(element, env.kit.nominal);
  if (row.elements === "summable") {
    if (base.kind === "scalar" && summable.has(base.name)) return base;
    return env.kit.report(
      "ESDL2031",
      { node, property: "member" },
      { type: shown(element, env), use: `\`${row.name}\`` },
    );
  }
  if (row.elements === "ordered" && !isOrdered(element, env.kit.nominal))
    return env.kit.report(
      "ESDL2030",
      { node, property: "member" },
      { type: shown(element, env), use: `\`${row.name}\`` },
    );
  return element;
}

function resultOf(row: MethodRow, receiver: Type, answered: Type, args: readonly Expr[]): Type {
  const [digits] = args;
  if (row.family === "decimal" && row.name === "round" && digits?.kind === "literal")
    return roundedTo(typeof digits.value === "number" && digits.value >= 0 ? digits.value : undefined);
  return row.result(receiver, answered);
}

export function index(node: ast.IndexExpr, env: Env): Expr | undefined {
  const target = infer(node.receiver, env);
  if (target === undefined) return undefined;
  if (target.type.kind === "optional") return absent(node.receiver, target.type, env);
  const element = elementAt(target.type, env);
  if (element === undefined)
    return env.kit.report("ESDL2029", node.receiver, { type: shown(target.type, env) });
  const key = element.key && check(node.index, element.key, env);
  if (key === undefined) return undefined;
  return narrowed({ kind: "index", type: optionalOf(element.type), target, of: element.of, index: key }, env);
}

/** What `collection[key]` is; undefined for what has no keys, `key` undefined where its type could not be made out. */
export function elementAt(
  type: Type,
  env: Env,
): { readonly of: "map" | "keyed"; readonly key: Type | undefined; readonly type: Type } | undefined {
  if (type.kind === "map") return { of: "map", key: type.key, type: type.value };
  if (type.kind !== "list" || type.of.kind !== "entity") return undefined;
  return {
    of: "keyed",
    key: env.kit.signatures.entity(type.of.ref, type.of.version)?.key.type,
    type: type.of,
  };
}
