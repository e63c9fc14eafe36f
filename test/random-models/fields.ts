/** Fields, parameters and what may stand with them: conditions, defaults, marks. */
import { check } from "./expressions.js";
import { literal, literalTree } from "./literals.js";
import { doc, envOf, symbolsIn, type Maker } from "./maker.js";
import { declare, free, tree, type Tree } from "./tree.js";
import {
  baseOf,
  bool,
  date,
  decimal,
  duration,
  instant,
  int,
  isScalar,
  listOf,
  nameOf,
  optional,
  scalar,
  setOf,
  show,
  string,
  uuid,
  type Field,
  type Place,
  type Shape,
  type Type,
} from "./types.js";

/** A condition under a `where`, and literals that it lets through. */
export interface Where {
  readonly tree: Tree;
  readonly samples: readonly string[] | undefined;
}

type Rule = readonly [condition: string, samples: readonly string[]];

const rules: Readonly<Record<string, readonly Rule[]>> = {
  int: [
    ["it >= 0", ["0", "1", "7"]],
    ["it >= 1 and it <= 999", ["1", "10", "999"]],
    ["it != 0", ["1", "-1"]],
    ["it > -100", ["0", "-5", "50"]],
    ["it % 2 == 0", ["0", "2", "-4"]],
    ["it in [1, 2, 3]", ["1", "2", "3"]],
    ["it < 10 or it == 100", ["5", "100"]],
  ],
  decimal: [
    ["it >= 0", ["0", "1", "10"]],
    ["it > 0 and it <= 100000", ["1", "50"]],
    ["it.abs < 1000", ["0", "-3", "7"]],
    ["it.round(0) == it", ["0", "12"]],
    ["not (it == 3)", ["1", "2"]],
  ],
  string: [
    ["it.length <= 12", ['""', '"a"', '"tea"']],
    ["it.length >= 1 and it.length < 20", ['"a"', '"web"']],
    ["it matches /^[a-z]{1,4}$/", ['"a"', '"tea"', '"web"']],
    ["it matches /^[A-Z]{2}-[0-9]+$/ and it.length < 8", ['"AB-1"', '"XY-22"']],
    ["not it.isEmpty", ['"a"', '"b"']],
    ['it.startsWith("t") or it.trim() == "a"', ['"tea"', '"a"']],
  ],
  instant: [['it >= "2000-01-01T00:00:00.000Z"', ['"2026-01-31T09:30:00.000Z"']]],
  date: [['it > "1990-01-01"', ['"2026-01-31"', '"1999-12-31"']]],
  duration: [["it >= 0s", ["15m", "0s"]]],
};

/** A condition on values of a type; undefined where there is none to offer. */
export function whereFor(type: Type, { choices }: Maker): Where | undefined {
  const base = baseOf(type.kind === "optional" ? type.of : type);
  if (base.kind === "list" || base.kind === "set")
    return {
      tree: tree(choices.pick(["it.size <= 3", "it.size < 10 and it.count != 5", "it.size >= 0"])),
      samples: undefined,
    };
  const [text, samples] = base.kind === "scalar" ? choices.pick(rules[base.name] ?? [["", []]]) : ["", []];
  return text === "" ? undefined : { tree: tree(text), samples };
}

/** What types may stand somewhere. */
export interface TypeRules {
  /** No optional: parts of other types, keys. */
  readonly whole?: true;
  readonly depth: number;
}

/** A type out of what is declared so far. */
export function typeFor(made: Maker, place: Place, rules: TypeRules): Type {
  const { choices } = made;
  const env = envOf(made, place, []);
  const { brands, enums, values, entities } = env.declared;
  const inner = (): Type => typeFor(made, place, { whole: true, depth: rules.depth - 1 });
  const deep = rules.depth > 0;
  return choices.way<Type>([
    [5, () => string],
    [6, () => int],
    [3, () => decimal],
    [3, () => scalar("decimal", choices.int(0, 4))],
    [3, () => bool],
    [2, () => choices.pick([uuid, instant, date, duration])],
    [deep ? 1 : 0, () => scalar("json")],
    [brands.length > 0 ? 6 : 0, () => ({ kind: "brand", of: choices.pick(brands) })],
    [enums.length > 0 ? 4 : 0, () => ({ kind: "enum", of: choices.pick(enums) })],
    [values.length > 0 && deep ? 4 : 0, () => ({ kind: "value", of: choices.pick(values) })],
    [entities.length > 0 && deep ? 5 : 0, () => listOf(entityOf(choices.pick(entities)))],
    [entities.length > 0 && deep ? 1 : 0, () => entityOf(choices.pick(entities))],
    [deep ? 4 : 0, () => listOf(inner())],
    [deep ? 2 : 0, () => setOf(inner())],
    [
      deep ? 3 : 0,
      () => ({ kind: "map", key: keyType(made, place, ["string", "uuid", "date", "instant"]), of: inner() }),
    ],
    [
      rules.whole === true ? 0 : 6,
      () => optional(typeFor(made, place, { whole: true, depth: rules.depth - 1 })),
    ],
  ]);
}

const entityOf = (of: Shape): Type => ({ kind: "entity", of });

/** A type that identifies something: a scalar, a brand over one, or an enum. */
export function keyType(
  made: Maker,
  place: Place,
  scalars: readonly ("string" | "int" | "uuid" | "date" | "instant" | "duration" | "decimal" | "bool")[],
): Type {
  const { choices } = made;
  const { brands, enums } = envOf(made, place, []).declared;
  const fitting = brands.filter((of) => isScalar(baseOf({ kind: "brand", of }), ...scalars));
  return choices.way<Type>([
    [2, () => scalar(choices.pick(scalars))],
    [fitting.length > 0 ? 4 : 0, () => ({ kind: "brand", of: choices.pick(fitting) })],
    [enums.length > 0 ? 1 : 0, () => ({ kind: "enum", of: choices.pick(enums) })],
  ]);
}

export interface FieldWishes {
  readonly type?: Type;
  readonly depth?: number;
  /** Of a hundred. */
  readonly where?: number;
  readonly default?: number;
  readonly personal?: number;
  readonly in?: readonly string[];
}

export interface MadeField {
  readonly field: Field;
  readonly tree: Tree;
}

/** A field or parameter. */
export function fieldFor(name: string, made: Maker, place: Place, wishes: FieldWishes = {}): MadeField {
  const { choices } = made;
  const type = wishes.type ?? typeFor(made, place, { depth: wishes.depth ?? 2 });
  const where = choices.percent(wishes.where ?? 12) ? whereFor(type, made) : undefined;
  // What a brand lets through and what the field does might have nothing in common.
  const isBranded = (type.kind === "optional" ? type.of : type).kind === "brand";
  const kept = isBranded ? undefined : where;
  const samples = kept?.samples;
  const preset = choices.percent(wishes.default ?? 12) ? defaultFor(type, made, place, samples) : undefined;
  const symbol = made.fresh("field");
  const field: Field = {
    name,
    type,
    symbol,
    ...(samples === undefined ? {} : { samples }),
    hasDefault: preset !== undefined,
    ...(wishes.in === undefined ? {} : { in: wishes.in }),
  };
  return {
    field,
    tree: declare(
      symbol,
      symbolsIn(type),
      doc(made),
      `${name}: ${show(type, place)}`,
      wishes.in === undefined ? "" : ` in ${wishes.in.join(" | ")}`,
      choices.percent(wishes.personal ?? 3) ? free(" personal") : "",
      kept === undefined ? "" : free(" where ", kept.tree),
      preset === undefined ? "" : free(" = ", preset),
    ),
  };
}

/** A constant. */
function defaultFor(
  type: Type,
  made: Maker,
  place: Place,
  samples: readonly string[] | undefined,
): Tree | undefined {
  const env = envOf(made, place, []);
  if (type.kind === "optional" && made.choices.percent(70)) return literal(type.of, env, samples);
  return samples === undefined ? check(type, env, 1) : literalTree(type, made.choices.pick(samples));
}

export { nameOf };
