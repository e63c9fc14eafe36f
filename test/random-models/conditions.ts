/** Conditions. They never come to one and the same answer before anything runs: the checker would find that out. */
import { check, infer, method } from "./expressions.js";
import { collectionTests } from "./collections.js";
import { literal, ownLiteral } from "./literals.js";
import { readables, withProved, type Env, type Readable } from "./scope.js";
import { Level, expr, listed, operand, type Tree } from "./tree.js";
import { baseOf, bool, isOrdered, isScalar, listOf, same, string, type Type } from "./types.js";

/** A bool, whatever it is. */
export function value(env: Env, depth: number): Tree {
  return env.choices.percent(20)
    ? expr(bool, Level.postfix, env.choices.pick(["true", "false"]))
    : condition(env, depth);
}

/** A condition that depends on what it reads; a literal only where nothing can be read. */
export function condition(env: Env, depth: number): Tree {
  const { choices, fuel } = env;
  fuel.left--;
  if (depth <= 0 || fuel.left <= 0) return atom(env, 0) ?? expr(bool, Level.postfix, "true");
  return (
    choices.firstOf<Tree>([
      [5, () => atom(env, depth - 1)],
      [2, () => logical(env, depth - 1)],
      [2, () => proving(env, depth - 1)],
      [1, () => expr(bool, Level.not, "not ", operand(condition(env, depth - 1), Level.not))],
    ]) ?? expr(bool, Level.postfix, "true")
  );
}

function logical(env: Env, depth: number): Tree {
  const [sign, level] = env.choices.pick([["and", Level.and] as const, ["or", Level.or] as const]);
  const [left, right] = [condition(env, depth), condition(env, depth)];
  return expr(bool, level, operand(left, level), ` ${sign} `, operand(right, level + 1));
}

/** `x != none and …x…`, `x == none or …x…`. */
function proving(env: Env, depth: number): Tree | undefined {
  const absent = readables(env).filter((one) => one.type.kind === "optional" && one.solid);
  if (absent.length === 0) return undefined;
  const one = env.choices.pick(absent);
  const there: Readable = { ...one, type: one.type.kind === "optional" ? one.type.of : one.type };
  const rest = condition(withProved(there, env), depth);
  const isAnd = env.choices.percent(60);
  const level = isAnd ? Level.and : Level.or;
  const test = expr(
    bool,
    Level.comparison,
    operand(one.tree, Level.coalesce),
    isAnd ? " != none" : " == none",
  );
  return expr(bool, level, test, isAnd ? " and " : " or ", operand(rest, level + 1));
}

/** A condition without logic in it that reads something of which nothing is known. */
export function atom(
  env: Env,
  depth: number,
  about: (one: Readable) => boolean = () => true,
): Tree | undefined {
  const { choices } = env;
  const solid = readables(env).filter((one) => one.solid && about(one));
  if (solid.length === 0) return undefined;
  const pick = (takes: (type: Type) => boolean): Readable | undefined => {
    const found = solid.filter(({ type }) => takes(type));
    return found.length === 0 ? undefined : choices.pick(found);
  };
  return choices.firstOf<Tree>([
    [5, () => ordered(pick(isOrdered), env, depth)],
    [
      3,
      () =>
        equal(
          pick((type) => !isScalar(type, "json")),
          env,
          depth,
        ),
    ],
    [2, () => pick((type) => same(type, bool))?.tree],
    [
      2,
      () =>
        textual(
          pick((type) => isScalar(baseOf(type), "string")),
          env,
        ),
    ],
    [
      2,
      () =>
        among(
          pick((type) => isOrdered(type) || type.kind === "enum"),
          env,
          depth,
        ),
    ],
    [3, () => collectionTests(solid, env, depth)],
  ]);
}

const comparison = (left: Tree, sign: string, right: Tree): Tree =>
  expr(bool, Level.comparison, operand(left, Level.coalesce), ` ${sign} `, operand(right, Level.coalesce));

const mirrored: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function ordered(one: Readable | undefined, env: Env, depth: number): Tree | undefined {
  if (one === undefined) return undefined;
  const { choices } = env;
  const other = counterpart(one.type, env, depth);
  const sign = choices.pick(["<", "<=", ">", ">="]);
  if (other === undefined) return undefined;
  return choices.percent(80)
    ? comparison(one.tree, sign, other)
    : comparison(other, mirrored[sign] ?? sign, one.tree);
}

/** Something to compare with: a literal, something of the same type, for brands something of their base. */
function counterpart(type: Type, env: Env, depth: number): Tree | undefined {
  const base = baseOf(type);
  return env.choices.firstOf<Tree>([
    [3, () => (base.kind === "scalar" && base.name !== "json" ? literal(base, env) : ownLiteral(base, env))],
    [3, () => infer(type, env, depth)],
    [type.kind === "brand" ? 1 : 0, () => infer(base, env, depth)],
  ]);
}

function equal(one: Readable | undefined, env: Env, depth: number): Tree | undefined {
  if (one === undefined) return undefined;
  const { type } = one;
  const sign = env.choices.pick(["==", "!="]);
  const inner = type.kind === "optional" ? type.of : type;
  const other = env.choices.firstOf<Tree>([
    // What is known to be absent has no members to ask for.
    [
      type.kind === "optional" && inner.kind !== "value" && inner.kind !== "entity" ? 2 : 0,
      () => expr(type, Level.postfix, "none"),
    ],
    [2, () => counterpart(inner, env, depth)],
    [inner.kind === "list" || inner.kind === "set" ? 2 : 0, () => check(inner, env, 1)],
    [2, () => infer(inner, env, depth)],
  ]);
  return other && comparison(one.tree, sign, other);
}

const patterns = ["/^[a-z]+$/", "/[0-9]/", "/^.{0,3}$/", "/tea|web/", "/^\\p{L}/", "/[^/]\\/x?/"];

function textual(one: Readable | undefined, env: Env): Tree | undefined {
  if (one === undefined) return undefined;
  const { choices } = env;
  if (choices.percent(30))
    return expr(
      bool,
      Level.comparison,
      operand(one.tree, Level.coalesce),
      ` matches ${choices.pick(patterns)}`,
    );
  if (choices.percent(20)) return method(bool, one.tree, ".isEmpty");
  const sought = check(string, env, 0);
  return sought && method(bool, one.tree, choices.pick([".startsWith", ".endsWith", ".contains"]), sought);
}

/** `x in [a, b]`, `x in list`. */
function among(one: Readable | undefined, env: Env, depth: number): Tree | undefined {
  if (one === undefined) return undefined;
  const { choices } = env;
  const { type } = one;
  const kept = readables(env).filter(
    ({ type: held }) => (held.kind === "list" || held.kind === "set") && same(held.of, type),
  );
  const right = choices.firstOf<Tree>([
    [kept.length === 0 ? 0 : 3, () => choices.pick(kept).tree],
    [
      2,
      () => {
        const items = choices.some(1, 3, () => counterpart(type, env, Math.min(depth, 0)));
        const there = items.filter((item) => item !== undefined);
        return there.length === 0
          ? undefined
          : expr(listOf(baseOf(type)), Level.postfix, listed(there, ["[", "]"]));
      },
    ],
  ]);
  return right && comparison(one.tree, "in", right);
}
