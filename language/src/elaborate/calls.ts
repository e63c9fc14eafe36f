/** Calls: functions, methods, `min` and `max`, `newId()`, checked conversions, constructions. */
import type { FixDraft } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import type { SymbolOf } from "../names/api.js";
import { underlying } from "../types/assignable.js";
import { isOrdered } from "../types/common.js";
import { isScalar, presentOf, stringType, uuidType } from "../types/scalars.js";
import { absent } from "./absent.js";
import { surplus } from "./argument-fixes.js";
import { bindArguments } from "./arguments.js";
import { coerce, unify } from "./coerce.js";
import type { Env } from "./environment.js";
import { infer } from "./expressions.js";
import { methodCall } from "./members.js";
import { callable, dotted, isBound } from "./names.js";
import { shown } from "./words.js";

export function call(node: ast.CallExpr, env: Env, hint: Type | undefined): Expr | undefined {
  env.kit.observer?.expression(node.callee, env, hint);
  const path = dotted(node.callee);
  if (path !== undefined && !isBound(path, env)) {
    const found = callable(path, env);
    if (found !== undefined) {
      const symbol = env.kit.names.resolve(path, [found.kind], env.place);
      return symbol && callSymbol(node, symbol, env, hint);
    }
    const [only] = path;
    if (path.length === 1 && only !== undefined) return builtIn(node, only.$refText, env, hint);
    const full = env.kit.names.find(
      path.map((segment) => segment.$refText),
      ["event", "command", "rejection", "externalCommand"],
      env.place,
    );
    if (full !== undefined)
      return env.kit.report("ESDL2025", node.callee, { what: path.map((s) => s.$refText).join(".") });
    if (
      env.kit.names.find([path[0]?.$refText ?? ""], namespaces, env.place) !== undefined ||
      isContext(path[0]?.$refText, env)
    ) {
      env.kit.names.resolve(path, ["function", "brand", "value", "entity"], env.place);
      return undefined;
    }
  }
  if (node.callee.$type === "MemberExpr") return methodCall(node, node.callee, env, hint);
  const callee = infer(node.callee, env);
  return callee && env.kit.report("ESDL2032", node.callee, {}, withoutCall(node));
}

const namespaces = ["aggregate"] as const;

const isContext = (name: string | undefined, env: Env): boolean =>
  name !== undefined && env.kit.names.contexts.has(name);

/** What is read and not called has no parentheses. */
export const withoutCall = (node: ast.CallExpr): readonly FixDraft[] =>
  node.args.items.length > 0
    ? []
    : [{ title: "Remove the parentheses", edits: [{ at: node.args, text: "" }] }];

function builtIn(node: ast.CallExpr, name: string, env: Env, hint: Type | undefined): Expr | undefined {
  if (name === "newId") {
    if (!env.may.newId) return env.kit.report("ESDL2018", node, { name: "newId()", place: env.called });
    if (node.args.items.length > 0) return count(node, name, 0, env);
    // A fresh uuid is as good as a literal: it may stand where any id over a uuid is expected.
    const wanted = hint && presentOf(hint);
    const isId = wanted !== undefined && isScalar(underlying(wanted, env.kit.nominal), "uuid");
    return { kind: "newId", type: isId ? wanted : uuidType };
  }
  if (name === "min" || name === "max") return extreme(node, name, env, hint);
  if (
    env.kit.names.find(
      [name],
      ["event", "command", "rejection", "externalCommand", "enum", "aggregate"],
      env.place,
    ) !== undefined
  )
    return env.kit.report("ESDL2025", node.callee, { what: name });
  env.kit.names.resolve(dotted(node.callee) ?? [], ["function", "brand", "value", "entity"], env.place);
  return undefined;
}

/** The arguments that are too many. */
export function tooMany(items: readonly ast.Argument[], most: number): readonly FixDraft[] {
  const extra = items[most];
  return extra === undefined ? [] : [surplus(extra, items)];
}

const count = (node: ast.CallExpr, name: string, expected: number, env: Env): undefined =>
  env.kit.report(
    "ESDL2015",
    node.callee,
    { name, least: expected, most: expected, given: node.args.items.length },
    tooMany(node.args.items, expected),
  );

function extreme(
  node: ast.CallExpr,
  which: "min" | "max",
  env: Env,
  hint: Type | undefined,
): Expr | undefined {
  const [first, second, third] = node.args.items;
  if (first === undefined || second === undefined || third !== undefined) return count(node, which, 2, env);
  const left = infer(first.value, env, hint);
  const right = infer(second.value, env, left?.type ?? hint);
  if (left === undefined || right === undefined) return undefined;
  for (const [expr, argument] of [
    [left, first],
    [right, second],
  ] as const) {
    if (expr.type.kind === "optional") return absent(argument.value, expr.type, env);
    if (!isOrdered(expr.type, env.kit.nominal))
      return env.kit.report("ESDL2030", argument.value, { type: shown(expr.type, env), use: `\`${which}\`` });
  }
  const united = unify(left, right, second.value, env);
  return united && { kind: "extreme", type: united[2], which, left: united[0], right: united[1] };
}

function callSymbol(
  node: ast.CallExpr,
  symbol: SymbolOf<"function" | "brand" | "value" | "entity">,
  env: Env,
  hint: Type | undefined,
): Expr | undefined {
  switch (symbol.kind) {
    case "function":
      return callFunction(node, symbol, env);
    case "brand":
      return convertTo(node, symbol, env);
    case "value":
    case "entity":
      return construct(node, symbol, env, hint);
  }
}

function callFunction(node: ast.CallExpr, symbol: SymbolOf<"function">, env: Env): Expr | undefined {
  const signature = env.kit.signatures.function(symbol.ref);
  const external = symbol.node.$type === "ExternalFunctionDecl";
  if (external && !env.may.external)
    return env.kit.report("ESDL2018", node.callee, { name: symbol.name, place: env.called });
  if (signature === undefined) return undefined;
  const args = bindArguments(node.args, signature.params, env, {
    what: `function ${symbol.name}`,
    style: "either",
    at: node.callee,
  });
  if (args === undefined || signature.result === undefined) return undefined;
  return {
    kind: "call",
    type: signature.result,
    function: symbol.ref,
    external,
    args: args.map(({ value }) => value),
  };
}

/** `Sku(text)`: judged at run time, but for a literal, which is judged here. */
function convertTo(node: ast.CallExpr, symbol: SymbolOf<"brand">, env: Env): Expr | undefined {
  const [only] = node.args.items;
  if (only === undefined || node.args.items.length !== 1) return count(node, symbol.name, 1, env);
  if (only.label !== undefined)
    return env.kit.report("ESDL2009", only, { name: only.label.$refText, what: `type ${symbol.name}` }, [
      { title: "Leave out the label", edits: [{ at: only, text: only.value.$cstNode?.text ?? "" }] },
    ]);
  const type: Type = { kind: "brand", ref: symbol.ref };
  const base = env.kit.nominal.baseOf(symbol.ref);
  if (base === undefined) return undefined;
  const value = infer(only.value, env, type);
  if (value === undefined) return undefined;
  if (value.kind === "literal" && value.type.kind === "brand" && value.type.ref === symbol.ref) return value;
  // A text may turn out to be a uuid: that is what the check is for.
  const text = underlying(value.type, env.kit.nominal);
  if (isScalar(text, "string") && isScalar(underlying(base, env.kit.nominal), "uuid")) {
    const plain = coerce(value, stringType, only.value, env);
    return plain && { kind: "convert", type, how: "check", value: plain };
  }
  const plain = coerce(value, base, only.value, env);
  return plain && { kind: "convert", type, how: "check", value: plain };
}

/** In the version that is expected here: an old value holds its parts as they were then. */
function construct(
  node: ast.CallExpr,
  symbol: SymbolOf<"value" | "entity">,
  env: Env,
  hint: Type | undefined,
): Expr | undefined {
  const wanted = hint && presentOf(hint);
  const isWanted = wanted?.kind === symbol.kind && wanted.ref === symbol.ref;
  const type = isWanted ? wanted : env.kit.signatures.typeNamed(symbol, env.embedded);
  const shape =
    type.kind === "value"
      ? env.kit.signatures.value(type.ref, type.version)
      : type.kind === "entity"
        ? env.kit.signatures.entity(type.ref, type.version)
        : undefined;
  if (shape === undefined) return undefined;
  const fields = bindArguments(node.args, shape.fields, env, {
    what: `${symbol.kind} ${symbol.name}`,
    style: "either",
    at: node.callee,
    declaredBy: symbol.node,
  });
  return fields && { kind: "construct", type, fields };
}
