/** Lists, sets, maps and keyed lists in expressions: methods with lambdas, elements, joins. */
import { check, infer, method } from "./expressions.js";
import { condition } from "./conditions.js";
import { readables, readablesOf, withLocal, type Env, type Readable } from "./scope.js";
import { Level, expr, listed, operand, type Tree } from "./tree.js";
import {
  baseOf,
  bool,
  int,
  isOrdered,
  isScalar,
  listOf,
  optional,
  same,
  string,
  type Type,
} from "./types.js";

interface Held {
  readonly tree: Tree;
  readonly type: Type & { readonly kind: "list" | "set" };
}

const isCollection = (type: Type): type is Held["type"] => type.kind === "list" || type.kind === "set";

/** A list or set whose elements are wanted; one is written where none can be read. */
function collection(env: Env, takes: (element: Type) => boolean, wanted?: Type): Held | undefined {
  const { choices } = env;
  const found = readables(env).flatMap(({ tree, type }): readonly Held[] =>
    isCollection(type) && takes(type.of) ? [{ tree, type }] : [],
  );
  const ofMaps = readables(env).flatMap(({ tree, type }): readonly Held[] =>
    type.kind === "map" && takes(type.of)
      ? [
          {
            tree: expr(listOf(type.of), Level.postfix, operand(tree, Level.postfix), ".values"),
            type: { kind: "list", of: type.of },
          },
        ]
      : [],
  );
  const all = [...found, ...ofMaps];
  if (all.length > 0 && choices.percent(85)) return choices.pick(all);
  if (wanted === undefined || wanted.kind === "optional")
    return all.length > 0 ? choices.pick(all) : undefined;
  const items = choices.some(1, 2, () => infer(wanted, env, 0)).filter((item) => item !== undefined);
  // What is written has a type of its own: a decimal with fewer digits, say.
  const type: Held["type"] = { kind: "list", of: items[0]?.expr?.type ?? wanted };
  if (items.some((item) => item.expr !== undefined && !same(item.expr.type, type.of))) return undefined;
  return items.length === 0
    ? undefined
    : { tree: expr(type, Level.postfix, listed(items, ["[", "]"])), type };
}

/** `.name(x => body)`. */
function withLambda(
  result: Type,
  { tree, type }: Held,
  name: string,
  env: Env,
  body: (env: Env) => Tree | undefined,
): Tree | undefined {
  const local = withLocal(type.of, env, true);
  const inner = body(local.env);
  if (inner === undefined) return undefined;
  const param = env.choices.percent(10) ? `(${local.name})` : local.name;
  return expr(result, Level.postfix, operand(tree, Level.postfix), `.${name}(${param} => `, inner, ")");
}

/** What collections can answer of a type by themselves: numbers, texts put together, elements behind `??` are elsewhere. */
export function fromCollections(type: Type, env: Env, depth: number): Tree | undefined {
  const { choices } = env;
  const any = (): Held | undefined => collection(env, () => true);
  if (same(type, int))
    return choices.firstOf<Tree>([
      [2, () => sized(env)],
      [
        2,
        () => {
          const held = any();
          return (
            held &&
            (choices.percent(30)
              ? method(int, held.tree, choices.pick([".count", ".count()"]))
              : withLambda(int, held, "count", env, (inner) => condition(inner, depth)))
          );
        },
      ],
      [2, () => summed(int, env, depth)],
    ]);
  if (isScalar(type, "decimal") || isScalar(type, "duration"))
    return type.kind === "scalar" && type.scale !== undefined ? undefined : summed(type, env, depth);
  if (isCollection(type))
    return type.kind === "list" ? listExpr(type, env, depth) : filtered(type, env, depth);
  return undefined;
}

function sized(env: Env): Tree | undefined {
  const found = readables(env).filter(({ type }) => isCollection(type) || type.kind === "map");
  return found.length === 0 ? undefined : method(int, env.choices.pick(found).tree, ".size");
}

function summed(type: Type, env: Env, depth: number): Tree | undefined {
  const direct = collection(env, (element) =>
    isScalar(type, "decimal") ? isScalar(baseOf(element), "decimal") : same(baseOf(element), type),
  );
  if (direct !== undefined && env.choices.percent(40))
    return method(baseOf(direct.type.of), direct.tree, env.choices.pick([".sum", ".sum()"]));
  const held = collection(env, () => true);
  const made = held && withLambda(type, held, "sum", env, (inner) => infer(type, inner, depth));
  const body = made?.parts.find((part): part is Tree => typeof part !== "string" && !("operand" in part));
  return made && { ...made, expr: { type: body?.expr?.type ?? type, level: Level.postfix } };
}

/** A list by literals, methods and joins. Inside of it nothing converts. */
export function listExpr(type: Type, env: Env, depth: number): Tree | undefined {
  if (!isCollection(type)) return undefined;
  const { choices } = env;
  const element = type.of;
  if (type.kind === "set") return choices.firstOf([[2, () => filtered(type, env, depth)]]);
  return choices.firstOf<Tree>([
    [2, () => filtered(type, env, depth)],
    [2, () => joined(type, env, depth)],
    [2, () => mapped(type, env, depth)],
    [1, () => sorted(type, env, depth)],
    [
      same(element, string) ? 2 : 0,
      () => {
        const at = check(string, env, 0);
        return at && method(type, infer(string, env, depth), ".split", at);
      },
    ],
  ]);
}

/** `[a, b]` where a list or set is expected. */
export function listLiteral(type: Type, env: Env, depth: number): Tree | undefined {
  if (!isCollection(type)) return undefined;
  // Two elements of a keyed list might have one key.
  const most = type.of.kind === "entity" ? 1 : 3;
  const items = env.choices.some(0, most, () => check(type.of, env, depth));
  const there = items.filter((item) => item !== undefined);
  return there.length < items.length ? undefined : expr(type, Level.postfix, listed(there, ["[", "]"]));
}

function filtered(type: Type, env: Env, depth: number): Tree | undefined {
  if (!isCollection(type)) return undefined;
  const own = readablesOf(type, env);
  if (own.length === 0) return undefined;
  const held: Held = { tree: env.choices.pick(own).tree, type };
  if (env.choices.percent(20)) return method(type, held.tree, env.choices.pick([".distinct", ".distinct()"]));
  return withLambda(type, held, "filter", env, (inner) => condition(inner, depth));
}

function joined(type: Type, env: Env, depth: number): Tree | undefined {
  const own = readablesOf(type, env);
  if (own.length === 0 || !isCollection(type)) return undefined;
  const left = env.choices.pick(own).tree;
  const right = env.choices.percent(50)
    ? env.choices.pick(own).tree
    : listLiteral(type, env, Math.min(depth, 1));
  return right && expr(type, Level.sum, operand(left, Level.sum), " + ", operand(right, Level.product));
}

function mapped(type: Type, env: Env, depth: number): Tree | undefined {
  if (type.kind !== "list") return undefined;
  if (env.choices.percent(25)) {
    const nested = collection(env, (element) => isCollection(element) && same(element.of, type.of));
    if (nested !== undefined)
      return withLambda(type, nested, "flatMap", env, (inner) => {
        const lists = readables(inner).filter((one) => isCollection(one.type) && same(one.type.of, type.of));
        return lists.length === 0 ? undefined : env.choices.pick(lists).tree;
      });
  }
  const held = collection(env, () => true);
  return held && withLambda(type, held, "map", env, (inner) => infer(type.of, inner, depth));
}

function sorted(type: Type, env: Env, depth: number): Tree | undefined {
  if (type.kind !== "list") return undefined;
  const held = collection(env, (element) => same(element, type.of));
  return held && withLambda(type, held, "sortBy", env, (inner) => orderedBody(inner, depth));
}

function orderedBody(env: Env, depth: number): Tree | undefined {
  const found = readables(env).filter(({ type }) => isOrdered(type));
  return env.choices.percent(70) && found.length > 0
    ? env.choices.pick(found).tree
    : infer(env.choices.pick([int, string]), env, depth);
}

/** What may be absent: first and last, extremes, what is found, elements of maps and keyed lists. */
export function absentable(type: Type, env: Env, depth: number): Tree | undefined {
  if (type.kind !== "optional") return undefined;
  const { choices } = env;
  const inner = type.of;
  const holding = (): Held | undefined => collection(env, (element) => same(element, inner), inner);
  return choices.firstOf<Tree>([
    [2, () => method(type, holding()?.tree, choices.pick([".first", ".last"]))],
    [
      2,
      () => {
        const held = holding();
        return held && withLambda(type, held, "find", env, (local) => condition(local, depth));
      },
    ],
    [
      isOrdered(inner) ? 2 : 0,
      () => method(type, holding()?.tree, choices.pick([".min", ".max", ".min()", ".max()"])),
    ],
    [
      isOrdered(inner) ? 1 : 0,
      () => {
        const held = collection(env, () => true);
        return (
          held &&
          withLambda(type, held, choices.pick(["min", "max"]), env, (local) => infer(inner, local, depth))
        );
      },
    ],
    [4, () => element(inner, env)],
  ]);
}

/** `m[k]`, `m.get(k)`, `lines[k]`. */
function element(type: Type, env: Env): Tree | undefined {
  const { choices } = env;
  const found = readables(env).flatMap((one) => {
    const keyed = keyedAs(one.type);
    return keyed !== undefined && same(keyed.element, type) ? [{ ...one, ...keyed }] : [];
  });
  if (found.length === 0) return undefined;
  const one = choices.pick(found);
  const key = check(one.key, env, 0);
  if (key === undefined) return undefined;
  return one.type.kind === "map" && choices.percent(30)
    ? method(optional(type), one.tree, ".get", key)
    : expr(optional(type), Level.postfix, operand(one.tree, Level.postfix), "[", key, "]");
}

/** How a collection is indexed. */
export function keyedAs(type: Type): { readonly key: Type; readonly element: Type } | undefined {
  if (type.kind === "map") return { key: type.key, element: type.of };
  if (type.kind !== "list" || type.of.kind !== "entity" || type.of.of.key === undefined) return undefined;
  return { key: type.of.of.key.type, element: type.of };
}

/** Conditions on collections. */
export function collectionTests(solid: readonly Readable[], env: Env, depth: number): Tree | undefined {
  const { choices } = env;
  const found = solid.filter(({ type }) => isCollection(type) || type.kind === "map");
  if (found.length === 0) return undefined;
  const one = choices.pick(found);
  const { type, tree } = one;
  const keyed = keyedAs(type);
  if (keyed !== undefined && choices.percent(60)) {
    const key = check(keyed.key, env, 0);
    if (key === undefined) return undefined;
    if (choices.percent(30))
      return expr(
        bool,
        Level.comparison,
        operand(key, Level.coalesce),
        " in ",
        operand(tree, Level.coalesce),
      );
    return method(bool, tree, ".has", key);
  }
  if (!isCollection(type)) return undefined;
  const held: Held = { tree, type };
  return choices.firstOf<Tree>([
    [1, () => method(bool, tree, ".isEmpty")],
    [
      2,
      () => {
        const sought = check(type.of, env, 0);
        return sought && method(bool, tree, ".contains", sought);
      },
    ],
    [3, () => withLambda(bool, held, choices.pick(["any", "all"]), env, (inner) => condition(inner, depth))],
  ]);
}
