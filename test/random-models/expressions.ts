/** Well-typed expressions: `check` where a type is expected, `infer` where the expression must have it by itself. */
import { condition, value as boolean } from "./conditions.js";
import { absentable, fromCollections, listExpr, listLiteral } from "./collections.js";
import {
  beside,
  constructed,
  lettingThrough,
  literal,
  literalTree,
  ownLiteral,
  symbolOf,
  withDigits,
} from "./literals.js";
import { readables, readablesOf, withAbsent, withProved, type Env, type FunctionDecl } from "./scope.js";
import { Level, about, expr, listed, operand, type Tree } from "./tree.js";
import {
  baseOf,
  bool,
  decimal,
  fits,
  int,
  isScalar,
  isWritable,
  nameOf,
  numberAfter,
  optional,
  same,
  scalar,
  string,
  type Field,
  type Type,
} from "./types.js";

/** An expression that may stand where `type` is expected; undefined only for what cannot be written and is not at hand. */
export function check(type: Type, env: Env, depth: number, samples?: readonly string[]): Tree | undefined {
  return lettingThrough(checked(type, env, depth, samples), samples, env);
}

function checked(
  type: Type,
  env: Env,
  depth: number,
  samples: readonly string[] | undefined,
): Tree | undefined {
  const { choices, fuel } = env;
  fuel.left--;
  const fitting = readables(env).filter((one) => fits(one.type, type));
  const leaf = (): Tree | undefined =>
    choices.firstOf<Tree>([
      [fitting.length === 0 ? 0 : 6, () => choices.pick(fitting).tree],
      [3, () => literal(type, env, samples)],
    ]);
  if (depth <= 0 || fuel.left <= 0) return leaf();
  return choices.firstOf<Tree>([
    [4, leaf],
    [3, () => deeper(type, env, depth - 1, samples)],
    [1, () => conditional(type, env, depth - 1, (inner) => check(type, inner, depth - 1))],
  ]);
}

function deeper(
  type: Type,
  env: Env,
  depth: number,
  samples: readonly string[] | undefined,
): Tree | undefined {
  const { choices } = env;
  const inferred = (): Tree | undefined => infer(type, env, depth);
  switch (type.kind) {
    case "scalar":
      if (type.name === "bool") return boolean(env, depth);
      if (type.name !== "decimal") return inferred();
      return choices.firstOf([
        [3, () => arithmetic(decimal, env, depth)],
        [2, () => (type.scale === undefined ? inferred() : rounded(type, env, depth))],
        [2, () => coalesced(type, env, depth)],
        [2, () => fromCollections(type, env, depth)],
        [2, () => called(type, env, depth)],
        [1, () => arithmetic(int, env, depth)],
      ]);
    case "brand": {
      const base = baseOf(type);
      const isNumber = isScalar(base, "int", "decimal");
      return choices.firstOf([
        [2, inferred],
        [isNumber ? 3 : 0, () => arithmetic(base, env, depth)],
        [2, () => branded(type, env, depth)],
      ]);
    }
    case "optional":
      return choices.firstOf([
        [2, () => check(type.of, env, depth, samples)],
        [2, () => infer(type, env, depth)],
      ]);
    case "list":
    case "set":
      return choices.firstOf([
        [3, () => listLiteral(type, env, Math.min(depth, 1))],
        [3, () => listExpr(type, env, depth)],
        [2, inferred],
      ]);
    default:
      return inferred();
  }
}

/** An expression whose own type is `type`; undefined where none comes to hand. */
export function infer(type: Type, env: Env, depth: number): Tree | undefined {
  const { choices, fuel } = env;
  fuel.left--;
  const isWide = type.kind === "scalar" && type.name === "decimal" && type.scale === undefined;
  const fitting = isWide
    ? readables(env).filter((one) => isScalar(one.type, "decimal"))
    : readablesOf(type, env);
  const leaf = (): Tree | undefined =>
    choices.firstOf([
      [fitting.length === 0 ? 0 : 6, () => choices.pick(fitting).tree],
      [2, () => ownLiteral(type, env)],
    ]);
  if (depth <= 0 || fuel.left <= 0) return leaf();
  return choices.firstOf([
    [4, leaf],
    [3, () => own(type, env, depth - 1)],
    [2, () => called(type, env, depth - 1)],
    [2, () => fromCollections(type, env, depth - 1)],
    [type.kind === "optional" ? 0 : 1, () => coalesced(type, env, depth - 1)],
    [type.kind === "optional" ? 2 : 0, () => absentable(type, env, depth - 1)],
    [1, () => conditional(type, env, depth - 1, (inner) => infer(type, inner, depth - 1))],
  ]);
}

function ownScalar(type: Type & { readonly kind: "scalar" }, env: Env, depth: number): Tree | undefined {
  const { choices } = env;
  switch (type.name) {
    case "string":
      return choices.firstOf([
        [3, () => binary(string, Level.sum, "+", infer(string, env, depth), infer(string, env, depth))],
        [
          3,
          () => method(string, infer(string, env, depth), choices.pick([".trim()", ".lower()", ".upper()"])),
        ],
        [2, () => nameOfMember(env)],
        [1, () => extreme(string, env, depth)],
      ]);
    case "int":
      return choices.firstOf([
        [4, () => arithmetic(int, env, depth)],
        [2, () => measured(env, depth)],
        [1, () => extreme(int, env, depth)],
      ]);
    case "decimal":
      return type.scale === undefined
        ? choices.firstOf([
            [4, () => arithmetic(decimal, env, depth)],
            [1, () => extreme(decimal, env, depth)],
            [
              1,
              () => {
                const inner = infer(decimal, env, depth);
                return method(inner?.expr === undefined ? decimal : baseOf(inner.expr.type), inner, ".abs");
              },
            ],
            [1, () => rounded(type, env, depth)],
          ])
        : rounded(type, env, depth);
    case "bool":
      return boolean(env, depth);
    case "instant":
    case "date":
    case "duration":
      return temporal(type, env, depth);
    case "uuid":
      return env.may.newId === true ? expr(type, Level.postfix, "newId()") : undefined;
    case "json":
      return undefined;
  }
}

/** What only expressions of this kind of type can be. */
function own(type: Type, env: Env, depth: number): Tree | undefined {
  switch (type.kind) {
    case "scalar":
      return ownScalar(type, env, depth);
    case "brand":
      return branded(type, env, depth);
    case "value":
    case "entity":
      return isWritable(type)
        ? constructed(type, env, (field) => check(field.type, env, depth, field.samples))
        : undefined;
    case "list":
      return listExpr(type, env, depth);
    default:
      return undefined;
  }
}

const binary = (
  type: Type,
  level: number,
  sign: string,
  left: Tree | undefined,
  right: Tree | undefined,
): Tree | undefined =>
  left &&
  right &&
  expr(
    isScalar(type, "decimal") ? numberAfter(sign, ownType(left, type), ownType(right, type)) : type,
    level,
    operand(left, level),
    ` ${sign} `,
    operand(right, level + 1),
  );

/** A number as it is written has the digits that it has. */
function ownType(tree: Tree, type: Type): Type {
  const [text] = tree.parts;
  const digits = typeof text === "string" ? /^-?[0-9]+\.([0-9]+)$/.exec(text)?.[1]?.length : undefined;
  return digits === undefined
    ? (tree.expr?.type ?? type)
    : { kind: "scalar", name: "decimal", scale: digits };
}

/** `receiver.name`, as it is written behind the receiver. */
export const method = (
  type: Type,
  receiver: Tree | undefined,
  rest: string,
  ...args: readonly Tree[]
): Tree | undefined =>
  receiver &&
  expr(
    type,
    Level.postfix,
    operand(receiver, Level.postfix),
    rest,
    ...(args.length > 0 ? [listed(args, ["(", ")"])] : []),
  );

function arithmetic(type: Type, env: Env, depth: number): Tree | undefined {
  const { choices } = env;
  const number = (): Tree | undefined =>
    // A brand over the number is as good, and so is an int for a decimal.
    numeric(type, env) ?? infer(type, env, depth);
  const literalOr = (): Tree | undefined => (choices.percent(40) ? ownLiteral(type, env) : number());
  return choices.firstOf<Tree>([
    [4, () => binary(type, Level.sum, choices.pick(["+", "-"]), number(), literalOr())],
    [3, () => binary(type, Level.product, "*", number(), literalOr())],
    [1, () => binary(type, Level.product, "%", number(), literalOr())],
    [same(type, decimal) ? 2 : 0, () => binary(type, Level.product, "/", number(), literalOr())],
    [
      1,
      () => {
        const inner = number();
        return negated(
          isScalar(type, "decimal") && inner?.expr !== undefined ? baseOf(inner.expr.type) : type,
          inner,
        );
      },
    ],
    [same(type, int) ? 1 : 0, () => divided(env, depth)],
  ]);
}

/** Not of a number as it is written: that is a number of its own, held to what is expected. */
const negated = (type: Type, inner: Tree | undefined): Tree | undefined =>
  inner?.expr === undefined || inner.expr.level < Level.postfix
    ? undefined
    : expr(type, Level.minus, "-", operand(inner, Level.postfix));

function divided(env: Env, depth: number): Tree | undefined {
  const by = check(int, env, depth);
  return by && method(int, infer(int, env, depth), ".div", by);
}

function numeric(type: Type, env: Env): Tree | undefined {
  const names = same(type, int) ? (["int"] as const) : (["decimal"] as const);
  const found = readables(env).filter((one) => isScalar(baseOf(one.type), ...names));
  return found.length === 0 || env.choices.percent(30) ? undefined : env.choices.pick(found).tree;
}

function rounded(type: Type, env: Env, depth: number): Tree | undefined {
  const digits = type.kind === "scalar" ? (type.scale ?? env.choices.int(0, 4)) : 2;
  const rounding = scalar("decimal", digits);
  return method(rounding, numeric(decimal, env) ?? infer(decimal, env, depth), `.round(${String(digits)})`);
}

function extreme(type: Type, env: Env, depth: number): Tree | undefined {
  const first = infer(type, env, depth);
  const other = infer(type, env, depth);
  // A number as it is written would be held to the digits of what stands before it.
  const [left, right] =
    other !== undefined && other.expr?.level !== Level.postfix ? [other, first] : [first, other];
  if (left === undefined || right === undefined) return undefined;
  const fitting = isScalar(type, "decimal") ? beside(left, right, env) : right;
  const own = isScalar(type, "decimal") ? widest(left, fitting, type) : type;
  return expr(own, Level.postfix, env.choices.pick(["min", "max"]), listed([left, fitting], ["(", ")"]));
}

/** The type that two decimals have in common. */
const widest = (left: Tree, right: Tree, type: Type): Type =>
  numberAfter("+", left.expr?.type ?? type, right.expr?.type ?? type);

function nameOfMember(env: Env): Tree | undefined {
  const found = readables(env).filter(({ type }) => baseOf(type).kind === "enum" && type.kind === "enum");
  return found.length === 0 ? undefined : method(string, env.choices.pick(found).tree, ".name");
}

/** Numbers that say something of other types. */
function measured(env: Env, depth: number): Tree | undefined {
  const { choices } = env;
  return choices.firstOf([
    [2, () => method(int, infer(string, env, depth), ".length")],
    [1, () => method(int, infer(int, env, depth), ".abs")],
    [
      1,
      () =>
        method(
          int,
          infer({ kind: "scalar", name: "duration" }, env, depth),
          choices.pick([".seconds", ".minutes", ".hours", ".days"]),
        ),
    ],
    [
      1,
      () => {
        const date: Type = { kind: "scalar", name: "date" };
        const until = check(date, env, 0);
        return until && method(int, infer(date, env, depth), ".daysUntil", until);
      },
    ],
  ]);
}

function temporal(type: Type, env: Env, depth: number): Tree | undefined {
  const { choices } = env;
  const [instant, date, duration] = (["instant", "date", "duration"] as const).map((name): Type => ({
    kind: "scalar",
    name,
  })) as [Type, Type, Type];
  const amount = (): Tree | undefined => check(duration, env, depth);
  if (same(type, instant))
    return choices.firstOf([
      [env.may.now === true ? 3 : 0, () => expr(instant, Level.postfix, "now")],
      [
        2,
        () =>
          binary(
            instant,
            Level.sum,
            choices.pick(["+", "-"]),
            infer(instant, env, depth),
            infer(duration, env, depth),
          ),
      ],
    ]);
  if (same(type, date))
    return choices.firstOf([
      [2, () => method(date, infer(instant, env, depth), ".date")],
      [
        2,
        () => {
          const days = check(int, env, 0);
          return days && method(date, infer(date, env, depth), ".plusDays", days);
        },
      ],
    ]);
  return choices.firstOf([
    [2, () => binary(duration, Level.sum, "-", infer(instant, env, depth), infer(instant, env, depth))],
    [
      3,
      () =>
        binary(
          duration,
          Level.sum,
          choices.pick(["+", "-"]),
          infer(duration, env, depth),
          infer(duration, env, depth),
        ),
    ],
    [1, () => negated(duration, infer(duration, env, depth))],
    [0, amount],
  ]);
}

/** `Sku(text)`, judged when it runs. */
function branded(type: Type, env: Env, depth: number): Tree | undefined {
  if (type.kind !== "brand") return undefined;
  const { base } = type.of;
  // A literal would be judged here and now.
  const text = isScalar(baseOf(base), "uuid") && env.choices.percent(30) ? string : base;
  const inner = env.choices.percent(60) ? infer(text, env, depth) : undefined;
  const isLiteral = inner?.parts.length === 1 && inner.mentions === undefined;
  if (inner === undefined || isLiteral || hasLiteralBranch(inner)) return ownLiteral(type, env);
  return {
    ...expr(type, Level.postfix, nameOf(type.of, env.place), "(", inner, ")"),
    mentions: [symbolOf(type.of)],
  };
}

/** The expectation reaches the branches of `if`, `??` and `min`, whose literals are then judged. */
const hasLiteralBranch = ({ parts, expr: made }: Tree): boolean =>
  made?.level === Level.whole || made?.level === Level.coalesce || parts[0] === "min" || parts[0] === "max";

/** `optional ?? otherwise`. */
function coalesced(type: Type, env: Env, depth: number): Tree | undefined {
  const wanted = optional(type);
  const fitting = readables(env).filter((one) => one.type.kind === "optional" && same(one.type, wanted));
  const left = fitting.length > 0 ? env.choices.pick(fitting).tree : absentable(wanted, env, depth);
  if (left === undefined) return undefined;
  const found = literalFor(type, env, depth);
  // The left side may have fewer digits than it needs to have.
  const right = found && isScalar(type, "decimal") ? withDigits(0, found, env) : found;
  return (
    right && expr(type, Level.coalesce, operand(left, Level.coalesce), " ?? ", operand(right, Level.sum))
  );
}

/** The other side of `??` takes its type from the left one: what that is made of, where it is a brand. */
function literalFor(type: Type, env: Env, depth: number): Tree | undefined {
  const written = (): Tree | undefined => {
    if (isScalar(type, "decimal")) return literalTree(type, env.choices.pick(["0", "1", "10"]));
    return type.kind === "brand" ? ownLiteral(type, env) : literal(type, env);
  };
  return env.choices.percent(50)
    ? (infer(type, env, depth) ?? written())
    : (written() ?? infer(type, env, depth));
}

/** `if a then b else c`, which may prove that something is there. */
function conditional(
  type: Type,
  env: Env,
  depth: number,
  branch: (env: Env) => Tree | undefined,
): Tree | undefined {
  const absent = readables(env).filter((one) => one.type.kind === "optional" && one.symbols.length > 0);
  if (absent.length > 0 && env.choices.percent(40)) {
    const one = env.choices.pick(absent);
    const there = { ...one, type: one.type.kind === "optional" ? one.type.of : one.type };
    const test = expr(bool, Level.comparison, operand(one.tree, Level.coalesce), " != none");
    return eitherOf(type, test, branch(withProved(there, env)), branch(withAbsent(one, env)), env);
  }
  return eitherOf(type, condition(env, depth), branch(env), branch(env), env);
}

function eitherOf(
  type: Type,
  test: Tree,
  then: Tree | undefined,
  otherwise: Tree | undefined,
  env: Env,
): Tree | undefined {
  if (then === undefined || otherwise === undefined) return undefined;
  const other = isScalar(type, "decimal") ? beside(then, otherwise, env) : otherwise;
  const own = isScalar(type, "decimal") ? widest(then, other, type) : type;
  return expr(own, Level.whole, "if ", test, " then ", then, " else ", other);
}

/** A call of a function of this result. */
export function called(type: Type, env: Env, depth: number): Tree | undefined {
  const callable = env.declared.functions.filter(
    (one) => same(one.result, type) && (!one.external || env.may.external === true),
  );
  return callable.length === 0 ? undefined : callOf(env.choices.pick(callable), env, depth);
}

function callOf(one: FunctionDecl, env: Env, depth: number): Tree | undefined {
  const named = env.choices.percent(30);
  const items: Tree[] = [];
  for (const param of one.params) {
    const value = argument(param, env, depth);
    if (value === undefined) return undefined;
    items.push(about([param.symbol], named ? `${param.name}: ` : "", value));
  }
  const name = one.context === env.place.context ? one.name : `${one.context}.${one.name}`;
  return { ...expr(one.result, Level.postfix, name, listed(items, ["(", ")"])), mentions: [one.symbol] };
}

const argument = ({ type, samples }: Field, env: Env, depth: number): Tree | undefined =>
  check(type, env, Math.min(depth, 1), samples);
